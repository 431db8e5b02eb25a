"""The tests' own database: a copy of a template, and copied again after a test that commits.

The template is made once for each state of what migrations read, and kept for the next session.
"""

import contextlib
import fcntl
import hashlib
import re
import time
from collections.abc import Iterator
from pathlib import Path

from django.db import ProgrammingError, connection, connections
from psycopg2 import sql

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
    renew()


def _make_template(digest: str, like: str) -> None:
    _drop(_template())
    _execute("CREATE DATABASE {} TEMPLATE {}", _template(), like)
    with _named(_template()):
        prepare(verbosity=0)
    _execute(f"COMMENT ON DATABASE {{}} IS '{digest}'", _template())


def renew() -> None:
    """The database as migrations left it, whatever was committed since. Ends every connection to it."""
    _drop(_name())
    _execute("CREATE DATABASE {} TEMPLATE {}", _name(), _template())


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
    digest = hashlib.sha256((BASE / "uv.lock").read_bytes() + (BASE / "slp_portal/ownership.py").read_bytes())
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
