import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, connection, connections

from slp_portal.ownership import _let_no_trigger_be_ignored, as_owner, prepare


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
