"""Each reason to refuse to start, brought about for real."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from slp_portal import checks
from slp_portal.local_cluster import Cluster
from slp_portal.local_database import ADMINISTRATOR
from slp_portal.ownership import as_owner
from slp_portal.settings.places import BASE, VAR

DATABASE = {"databases": ["default"]}
REQUIRED = ("SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_HOST", "DEFAULT_FROM_EMAIL")


def ids(messages) -> list[str]:
    return [message.id for message in messages]


@contextmanager
def as_administrator() -> Iterator[None]:
    connection.close()
    served = connection.settings_dict
    own = {"USER": ADMINISTRATOR, "OPTIONS": {"passfile": str(Cluster(VAR).password_file(ADMINISTRATOR))}}
    connection.settings_dict = served | own
    yield
    connection.close()
    connection.settings_dict = served


def test_start_of_a_sound_portal_is_not_refused(committed):
    checks.refuse_unsafe_start()


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="the administrator of a given database is not ours")
def test_start_as_a_superuser_is_refused(committed):
    with as_administrator():
        assert ids(checks.row_level_security_binds_us(**DATABASE)) == ["portal.E003"]


def test_start_as_the_tables_owner_is_refused(committed):
    with as_owner():
        assert ids(checks.row_level_security_binds_us(**DATABASE)) == ["portal.E004"]


def test_start_with_a_migration_missing_is_refused_and_says_what_to_run(committed):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'axes'")

    with pytest.raises(checks.UnsafeStart, match=r"axes.*Run manage.py prepare_database"):
        checks.refuse_unsafe_start()


@pytest.mark.django_db
def test_start_on_a_database_that_forgets_in_a_power_cut_is_refused():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")

    assert ids(checks.durability_is_on(**DATABASE)) == ["portal.E006"]


def test_start_with_psycopg_3_about_is_refused(tmp_path, monkeypatch):
    (tmp_path / "psycopg").mkdir()
    (tmp_path / "psycopg" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)

    assert ids(checks.the_driver_is_psycopg2()) == ["portal.E001"]


@pytest.mark.parametrize("key", ["short", "django-insecure-" + "x" * 60, "known to everybody" + "x" * 60])
def test_start_outside_the_demonstration_with_a_poor_key_is_refused(settings, key):
    settings.DEMONSTRATION, settings.SECRET_KEY = False, key

    assert ids(checks.the_secret_key_is_secret()) == ["portal.E002"]


def test_start_without_a_database_says_so(committed, monkeypatch):
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")

    with pytest.raises(checks.UnsafeStart, match="cannot reach its database"):
        checks.refuse_unsafe_start()


@pytest.mark.parametrize("missing", REQUIRED)
def test_start_in_production_without_what_it_requires_names_it(missing):
    given = {
        name: "given" for name in ("SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_HOST", "DEFAULT_FROM_EMAIL") if name != missing
    }
    outcome = subprocess.run(
        [sys.executable, "-c", "import slp_portal.settings.production"],
        cwd=BASE, env=given, capture_output=True, text=True,
    )  # fmt: skip

    assert outcome.returncode == 1
    assert f"Set the environment variable {missing}" in outcome.stderr


def test_web_server_loading_an_unsafe_portal_stops_with_the_reasons(committed):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "slp_portal.settings.production",
        "SECRET_KEY": "short",
        "ALLOWED_HOSTS": "portal.example.nhs.uk",
        "EMAIL_HOST": "mail.example.nhs.uk",
        "DEFAULT_FROM_EMAIL": "portal@example.nhs.uk",
    }
    outcome = subprocess.run(
        [sys.executable, "-c", "import slp_portal.wsgi"], cwd=BASE, env=environment, capture_output=True, text=True
    )

    assert outcome.returncode == 1
    assert "The portal refuses to start" in outcome.stderr
    assert "SECRET_KEY is known or too short" in outcome.stderr
