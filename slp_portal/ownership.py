"""Acting as the role that owns the tables: to migrate, to make a test database, and never to serve a page."""

import contextlib
import os
from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from psycopg2 import sql

from slp_portal.migrating import only_what_is_new_is_drawn

EXTENSIONS = ("btree_gist", "pg_trgm", "fuzzystrmatch", "unaccent")
ONE_AT_A_TIME = 7005  # any number, as long as it is always the same


@contextlib.contextmanager
def as_owner() -> Iterator[None]:
    """`default` is the owner's connection while the block runs, so that migrations know of one database only."""
    if "owner" not in connections:
        raise ImproperlyConfigured("Set DATABASE_OWNER_URL: the role that owns the tables has to migrate them.")
    connection.close()
    served = connection.settings_dict
    connection.settings_dict = connections["owner"].settings_dict
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = served


def prepare(verbosity: int = 1) -> None:
    """Extensions, grants and migrations, in this order: a migration's REVOKE then has the last word.

    Safe to call at any time and from several processes; does nothing where nothing is missing. Refuses with
    `CommandError` a database whose migrations were since replaced; a demonstration of the portal's own is emptied.
    """
    served_by = connection.settings_dict["USER"]
    with as_owner(), _alone():
        if not missing_migrations():
            return
        if replaced := replaced_migrations():
            _empty_a_demonstration(replaced)
        _extend()
        _let_serve(served_by)
        with only_what_is_new_is_drawn():
            call_command("migrate", interactive=False, verbosity=verbosity)
        _let_no_trigger_be_ignored()
        _execute("REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}", served_by)


def missing_migrations() -> list[str]:
    """Migrations that the code has and the database has not, as app.name."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def replaced_migrations() -> list[str]:
    """Migrations of ours that the database has and the code no longer has, as app.name: it cannot be brought on."""
    loader = MigrationLoader(connection)
    dependencies = {config.label for config in apps.get_app_configs() if "site-packages" in config.path}
    gone = loader.applied_migrations.keys() - loader.disk_migrations.keys()
    return sorted(f"{app}.{name}" for app, name in gone if app not in dependencies)


def _empty_a_demonstration(replaced: list[str]) -> None:
    """Only in the portal's own cluster: a database that was given may hold real records, whatever the settings say."""
    which = f"An earlier version of the portal made this database: it has {replaced[0]}, which the code has no longer."
    if not settings.DEMONSTRATION or os.environ.get("DATABASE_URL"):
        raise CommandError(f"{which} Nothing was changed. Use a new, empty database, or that earlier version.")
    print(f"{which} The demonstration starts again.", flush=True)  # noqa: T201 - `./portal run` goes on to load it
    _execute("DROP OWNED BY CURRENT_USER")


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        yield
        cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


def _extend() -> None:
    for extension in EXTENSIONS:  # all of them are marked as trusted: a database's owner may add them
        _execute("CREATE EXTENSION IF NOT EXISTS {}", extension)


def _let_serve(role: str) -> None:
    with transaction.atomic():
        _execute("GRANT USAGE ON SCHEMA public TO {}", role)
        _execute("ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}", role)
        _execute("ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO {}", role)


def _let_no_trigger_be_ignored() -> None:
    """pgtrigger asks a setting of the session whether a trigger counts, and whoever serves may set it: nobody may.

    A demonstration writes the history of its earlier years itself, so there, and nowhere else, the triggers that write
    history can be told to stand aside.
    """
    told = "trigger_name = ANY(COALESCE(NULLIF(current_setting('pgtrigger.ignore', true), ''), '{{}}')::text[])"
    of_history = "trigger_name ~ '^pgtrigger_(insert_insert|update_update)_'"
    _execute(
        "CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean "
        f"LANGUAGE sql STABLE AS $$SELECT {of_history} AND {told}$$"
        if settings.DEMONSTRATION
        else "CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean "
        "LANGUAGE sql IMMUTABLE AS $$SELECT false$$"
    )


def _execute(statement: str, *names: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
