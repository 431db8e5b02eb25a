"""Putting a database back as migrations left it, after a test that committed.

The template has a copy of the rows that migrations left (schema ``as_migrated``). What differs from it is put back
table by table, at a tenth of the cost of copying the whole database again.
"""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, connections, transaction
from psycopg2 import sql

from partnership.access.scope import as_the_system
from slp_portal.ownership import as_owner


def renew() -> bool:
    """Puts back the rows of the database, and ends every connection to it. False where more than rows has changed."""
    connections.close_all()
    with as_owner():
        _end_other_connections()
        if not _has_its_schema():
            return False
        touched = _touched_since_last_time()
        with as_the_system("look for what a test has changed"):
            changed = [table for table in _tables() if table.name in touched and _is_changed(table)]
        with _unguarded(changed), transaction.atomic():
            for table in changed:
                _put_back(table)
        _sql("SELECT setval(name::regclass, value, is_called) FROM as_migrated.sequences")
    return True


SCHEMA = """
    SELECT md5(string_agg(line, ' ' ORDER BY line)) AS digest FROM (
        SELECT concat(relname, relkind, relrowsecurity, relforcerowsecurity) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT concat(tgrelid::regclass, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT concat(conrelid::regclass, conname) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT concat(proname, prosrc) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT concat(polrelid::regclass, polname) FROM pg_policy
        UNION ALL SELECT concat(attrelid::regclass, attname) FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid
        WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
    ) AS lines (line)
"""


def _has_its_schema() -> bool:
    if not _sql("SELECT to_regclass('as_migrated.schema')")[0][0]:
        return False
    return _sql("SELECT digest FROM as_migrated.schema") == _sql(SCHEMA)


def _end_other_connections() -> None:
    """And waits until they are gone: each counts what it wrote when it goes."""
    others = (
        "FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    _sql("SELECT pg_terminate_backend(pid) " + others)
    while _sql("SELECT 1 " + others):
        time.sleep(0.01)


_written: dict[str, int] = {}
"""How many rows of each table had been written when it was last asked."""


def _touched_since_last_time() -> set[str]:
    counts = "n_tup_ins + n_tup_upd + n_tup_del"
    now = dict(_sql(f"SELECT relname, {counts} FROM pg_stat_user_tables WHERE schemaname = 'public'"))  # noqa: S608
    touched = {name for name, count in now.items() if count != _written.get(name, 0)}
    _written.update(now)
    return touched


@dataclass(frozen=True)
class Table:
    """``columns``: those that can be written. ``is_forced``: whether row-level security binds the owner as well."""

    name: str
    is_forced: bool
    is_kept: bool
    columns: list[str]

    @property
    def names(self) -> dict[str, sql.Composable]:
        return {
            "table": sql.Identifier("public", self.name),
            "kept": sql.Identifier("as_migrated", self.name),
            "columns": sql.SQL(", ").join(map(sql.Identifier, self.columns)),
        }


def _tables() -> list[Table]:
    return [Table(*row) for row in _sql("""
        SELECT relname, relforcerowsecurity, to_regclass('as_migrated.' || quote_ident(relname)) IS NOT NULL,
            array_agg(attname::text ORDER BY attnum)
        FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
            AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
        GROUP BY pg_class.oid ORDER BY relname
    """)]  # fmt: skip


def keep_rows() -> None:
    """Of a template, once it is migrated."""
    with as_owner(), as_the_system("keep what migrations left"):
        _sql("DROP SCHEMA IF EXISTS as_migrated CASCADE")
        _sql("CREATE SCHEMA as_migrated")
        _sql("CREATE TABLE as_migrated.schema AS " + SCHEMA)
        for table in _tables():
            if _sql("SELECT EXISTS (SELECT FROM {table})", **table.names)[0][0]:
                _sql("CREATE TABLE {kept} AS TABLE {table}", **table.names)
        _sql("""
            CREATE TABLE as_migrated.sequences AS
            SELECT format('public.%I', sequencename) AS name, coalesce(last_value, start_value) AS value,
                last_value IS NOT NULL AS is_called
            FROM pg_sequences WHERE schemaname = 'public'
        """)


def _is_changed(table: Table) -> bool:
    if not table.is_kept:
        question = "SELECT EXISTS (SELECT FROM {table})"
    else:
        question = (
            "SELECT (SELECT count(*) FROM {table}) <> (SELECT count(*) FROM {kept})"
            " OR EXISTS (TABLE {table} EXCEPT TABLE {kept})"
        )
    return _sql(question, **table.names)[0][0]


@contextlib.contextmanager
def _unguarded(tables: list[Table]) -> Iterator[None]:
    """Without the triggers of these tables and row-level security, which lets no row of some go."""
    for table in tables:
        _sql("ALTER TABLE {table} DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY", **table.names)
    yield
    for table in tables:
        force = ", FORCE ROW LEVEL SECURITY" if table.is_forced else ""
        _sql("ALTER TABLE {table} ENABLE TRIGGER USER" + force, **table.names)


def _put_back(table: Table) -> None:
    _sql("DELETE FROM {table}", **table.names)
    if table.is_kept:
        _sql("INSERT INTO {table} ({columns}) SELECT {columns} FROM {kept}", **table.names)


def _sql(statement: str, **names: sql.Composable) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(**names).as_string(cursor.connection))
        return cursor.fetchall() if cursor.description else []
