import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError
from django.db import ProgrammingError, connection, connections

from slp_portal.ownership import (
    _let_no_trigger_be_ignored,
    as_owner,
    missing_migrations,
    prepare,
    replaced_migrations,
)


def ask(question: str) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()


def test_owner_acting_is_forgotten_afterwards(committed):
    with as_owner():
        assert ask("SELECT current_user") == (connections["owner"].settings_dict["USER"],)

    assert ask("SELECT current_user") == ("portal_app",)


def test_owner_not_configured_is_asked_for(monkeypatch):
    monkeypatch.delitem(connections.settings, "owner")

    with pytest.raises(ImproperlyConfigured, match="Set DATABASE_OWNER_URL"), as_owner():
        pass


@pytest.mark.django_db
def test_database_prepared_lets_the_serving_role_work_and_not_build():
    may = "has_table_privilege('axes_accessattempt', 'INSERT'), has_schema_privilege('public', 'CREATE')"

    assert ask(f"SELECT {may}") == (True, False)


@pytest.mark.django_db
def test_database_prepared_keeps_the_serving_role_from_the_list_of_migrations():
    with pytest.raises(ProgrammingError, match="permission denied"):
        ask("DELETE FROM django_migrations RETURNING 1")


HISTORY, GUARD = "pgtrigger_insert_insert_1234", "pgtrigger_stays_closed_1234"
ASIDE = f"SELECT set_config('pgtrigger.ignore', '{{{HISTORY},{GUARD}}}', false)"
STANDS_ASIDE = f"SELECT _pgtrigger_should_ignore('{HISTORY}'), _pgtrigger_should_ignore('{GUARD}')"


def test_database_prepared_for_a_demonstration_lets_history_alone_stand_aside(committed):
    ask(ASIDE)

    assert ask(STANDS_ASIDE) == (True, False)


def test_database_prepared_lets_the_serving_role_step_round_no_trigger(committed, settings):
    settings.DEMONSTRATION = False
    with as_owner():
        _let_no_trigger_be_ignored()
    ask(ASIDE)

    assert ask(STANDS_ASIDE) == (False, False)


def test_database_prepared_twice_is_left_as_it_was(committed):
    before = ask("SELECT count(*), max(applied) FROM django_migrations")

    prepare(verbosity=0)

    assert ask("SELECT count(*), max(applied) FROM django_migrations") == before


@pytest.fixture
def replaced(committed) -> None:
    """The database was made by a version whose migrations of the board are gone from the code."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET name = name || '_of_then' WHERE app = 'board'")
        cursor.execute("INSERT INTO access_cache VALUES ('made', 'by the earlier version', now())")


def test_database_of_replaced_migrations_is_emptied_where_it_is_a_demonstration(replaced, monkeypatch, capsys):
    monkeypatch.delenv("DATABASE_URL", raising=False)

    prepare(verbosity=0)

    assert "it has board.0001_initial_of_then, which" in capsys.readouterr().out
    assert ask("SELECT count(*) FROM access_cache") == (0,)
    assert missing_migrations() == []


def test_database_of_replaced_migrations_is_refused_where_records_may_be_real(replaced, settings):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="Nothing was changed. Use a new, empty database"):
        prepare(verbosity=0)
    assert ask("SELECT count(*) FROM access_cache") == (1,)


def test_database_of_replaced_migrations_that_was_given_is_refused_in_a_demonstration_too(replaced, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/portal")

    with pytest.raises(CommandError, match="Nothing was changed"):
        prepare(verbosity=0)


def test_database_with_gone_migrations_of_a_dependency_is_brought_on(committed):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('axes', '0000_squashed', now())")

    assert replaced_migrations() == []
