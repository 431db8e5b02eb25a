from pathlib import Path

import pytest
from django.db import connection

from slp_portal.settings.database import databases

SERVES, OWNS = (
    "postgresql://portal_app:one@db.example.nhs.uk/portal",
    "postgresql://portal_owner:two@db.example.nhs.uk/portal",
)


def test_databases_with_nothing_said_are_the_portals_own_with_no_password_in_the_settings(tmp_path):
    own = databases(tmp_path, {})

    assert [own[alias]["USER"] for alias in ("default", "owner")] == ["portal_app", "portal_owner"]
    assert all("PASSWORD" not in alias and Path(alias["OPTIONS"]["passfile"]).is_absolute() for alias in own.values())


def test_databases_given_without_an_owner_leave_the_web_processes_none(tmp_path):
    given = databases(tmp_path, {"DATABASE_URL": SERVES})

    assert list(given) == ["default"]
    assert (given["default"]["USER"], given["default"]["HOST"]) == ("portal_app", "db.example.nhs.uk")


def test_databases_given_with_an_owner_have_both(tmp_path):
    given = databases(tmp_path, {"DATABASE_URL": SERVES, "DATABASE_OWNER_URL": OWNS})

    assert given["owner"]["USER"] == "portal_owner"


def test_databases_behind_a_pooler_ask_it_for_nothing_that_outlives_a_transaction(tmp_path):
    pooled = databases(tmp_path, {"DATABASE_URL": SERVES, "DATABASE_POOLED": "1"})["default"]

    assert pooled["DISABLE_SERVER_SIDE_CURSORS"]
    assert "options" not in pooled.get("OPTIONS", {})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("limit", "expected"),
    [("statement_timeout", "15s"), ("lock_timeout", "5s"), ("idle_in_transaction_session_timeout", "30s")],
)
def test_connection_that_serves_has_a_limit_to_its_patience(limit, expected):
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {limit}")

        assert cursor.fetchone() == (expected,)
