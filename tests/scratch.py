"""The tests' own database: a copy of a template, put back as it was after a test that commits.

The template is made once for each state of what migrations read, and kept for the next session. It has a copy of the
rows that migrations left (schema ``as_migrated``): to put back what a test changed takes a tenth of copying everything.
"""

import contextlib
import fcntl
import hashlib
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import ProgrammingError, connection, connections, transaction
from psycopg2 import sql

from partnership.access.scope import as_the_system
from slp_portal.ownership import as_owner, prepare
from slp_portal.settings.places import BASE, VAR

ROOMS = ("partnership", "forensic_hub", "camhs_beds", "slp_portal")
MOST_TRIES = 50
DATA = {".csv", ".json", ".sql"}
IMPORT = re.compile(r"^(?:from (\S+) )?import (\S+)", re.M)


def create(anew: bool = False) -> None:
    """Copies the template, which is made again first where it is out of date, or where `anew` says so.

    Of processes that come at once one makes it, and the others copy what that one made.
    """
    with (VAR / "template-turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        digest = _digest()
        like_it = [] if anew else _databases_made_from(digest)
        if _template() not in like_it:
            _make_template(digest, like=like_it[0] if like_it else "template1")
    _copy()


def _make_template(digest: str, like: str) -> None:
    _drop(_template())
    _execute("CREATE DATABASE {} TEMPLATE {}", _template(), like)
    with _named(_template()):
        prepare(verbosity=0)
        if like == "template1":
            _keep_rows()
    _execute(f"COMMENT ON DATABASE {{}} IS '{digest}'", _template())


def _copy() -> None:
    _written.clear()
    _drop(_name())
    _execute("CREATE DATABASE {} TEMPLATE {}", _name(), _template())


def renew() -> None:
    """The database as migrations left it, whatever was committed since. Ends every connection to it."""
    connections.close_all()
    with as_owner():
        _end_other_connections()
        touched = _touched_since_last_time()
        with as_the_system("look for what a test has changed"):
            changed = [table for table in _tables() if table.name in touched and _is_changed(table)]
        with _unguarded(changed), transaction.atomic():
            for table in changed:
                _put_back(table)
        _sql("SELECT setval(name::regclass, value, is_called) FROM as_migrated.sequences")


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
"""How many rows of each table had been written when it was last asked, since the database was made."""


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


def _keep_rows() -> None:
    with as_owner(), as_the_system("keep what migrations left"):
        _sql("CREATE SCHEMA as_migrated")
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


@contextlib.contextmanager
def another(suffix: str, like: str = "template") -> Iterator[None]:
    """A second database beside the tests' own, as migrations or another one left it; `using` sends us there."""
    name = f"{_name()}_{suffix}"
    _drop(name)
    _execute("CREATE DATABASE {} TEMPLATE {}", name, f"{_name()}_{like}")
    try:
        yield
    finally:
        _drop(name)


@contextlib.contextmanager
def using(suffix: str) -> Iterator[None]:
    with _named(f"{_name()}_{suffix}"):
        yield


def drop() -> None:
    _drop(_name())


def _name() -> str:
    return connection.settings_dict["NAME"]


def _template() -> str:
    return f"{_name()}_template"


def _databases_made_from(digest: str) -> list[str]:
    """Templates of this session's and others' that are up to date; one whose making was cut short has no digest."""
    with _named("postgres"), as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE shobj_description(oid, 'pg_database') = %s", [digest])
        return [name for (name,) in cursor.fetchall()]


def _digest() -> str:
    """Of the migrations, what they import and load, the dependencies, which bring migrations of their own, and what is
    done besides to prepare a database."""
    done_besides = ("uv.lock", "slp_portal/ownership.py", "tests/scratch.py")
    digest = hashlib.sha256(b"".join((BASE / name).read_bytes() for name in done_besides))
    files = [file for room in ROOMS for file in (BASE / room).rglob("*")]
    migrations = [file for file in files if file.parent.name == "migrations" and file.suffix == ".py"]
    data = [file for file in files if file.suffix in DATA]
    for file in sorted({*migrations, *data, *_imported_by(migrations)}):
        digest.update(bytes(file.relative_to(BASE)) + file.read_bytes())
    return digest.hexdigest()


def _imported_by(migrations: list[Path]) -> Iterator[Path]:
    for migration in migrations:
        for package, name in IMPORT.findall(migration.read_text()):
            module = BASE.joinpath(*f"{package}.{name}".strip(".").split("."))
            yield from (module.with_suffix(".py"),) if module.with_suffix(".py").exists() else module.rglob("*.py")


def _drop(name: str) -> None:
    """PostgreSQL's own housekeeping may be at it: that is not ours to end, and goes by itself."""
    for _ in range(MOST_TRIES):
        try:
            return _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        except ProgrammingError:
            time.sleep(0.1)
    return _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@contextlib.contextmanager
def _named(name: str) -> Iterator[None]:
    """Both connections, the serving and the owner's, go to another database while the block runs."""
    aliases = [connections[alias] for alias in ("default", "owner")]
    before = _name()
    for alias in aliases:
        alias.close()
        alias.settings_dict["NAME"] = name
    try:
        yield
    finally:
        for alias in aliases:
            alias.close()
            alias.settings_dict["NAME"] = before


def _execute(statement: str, *names: str) -> None:
    connections.close_all()
    with _named("postgres"), as_owner(), connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
