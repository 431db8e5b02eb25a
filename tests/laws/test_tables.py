"""Every table is either under row-level security or shared by everybody, and nothing in between."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from partnership.access.policy import TABLES
from partnership.access.row_security import declared
from tests.laws.declaring import names

SHARED = names("shared")
"""Tables, or whole apps, whose rows are nobody's in particular: reference data, accounts and grants, numbers given out.
A new model fails the suite until its app says so or declares it in a ``policy.py``."""
OF_PACKAGES = {
    "account", "auth", "axes", "contenttypes", "mfa", "pghistory", "sessions", "socialaccount",
    "django_tasks_database",  # the queue holds ids, and mail that is sealed
}  # fmt: skip


def our_models():
    return [
        model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy
    ]


def test_table_of_every_model_is_scoped_or_shared():
    declared()
    undecided = {
        model._meta.label
        for model in our_models()
        if not {model._meta.app_label, model._meta.label} & {*OF_PACKAGES, *SHARED, *TABLES}
    }
    assert undecided == set()


def test_table_declared_as_shared_is_not_also_scoped():
    declared()
    assert SHARED & set(TABLES) == set()


@pytest.mark.django_db
def test_scoped_table_has_forced_row_level_security_with_every_declared_policy():
    tables = {name for of_app in declared().values() for name in of_app}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relrowsecurity AND relforcerowsecurity",
            [list(tables)],
        )
        forced = {name for (name,) in cursor.fetchall()}
    assert tables
    assert forced == tables


@pytest.mark.django_db
def test_role_of_the_tests_cannot_step_round_row_level_security():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        (steps_round,) = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        (owned,) = cursor.fetchone()
    assert (steps_round, owned) == (False, 0)


@pytest.mark.django_db
def test_scoped_table_with_no_scope_shows_no_row():
    with connection.cursor() as cursor:
        for of_app in declared().values():
            for table in of_app:
                cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - a table's own name
                assert cursor.fetchone() == (0,), table


def test_policies_of_the_database_are_frozen_in_migrations():
    call_command("makepolicies", check=True)


def test_models_are_frozen_in_migrations():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
