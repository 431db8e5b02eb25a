import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, connection, connections

from slp_portal.ownership import as_owner, prepare


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


@pytest.mark.django_db
def test_database_prepared_lets_the_serving_role_step_round_no_trigger():
    ask("SELECT set_config('pgtrigger.ignore', '{any}', true)")

    assert ask("SELECT _pgtrigger_should_ignore('any')") == (False,)


def test_database_prepared_twice_is_left_as_it_was(committed):
    before = ask("SELECT count(*), max(applied) FROM django_migrations")

    prepare(verbosity=0)

    assert ask("SELECT count(*), max(applied) FROM django_migrations") == before
