"""The tests' own database: a copy of a template, put back as it was after a test that commits.

The template is made once for each state of what migrations read, and kept for the next session.
"""

import contextlib
import fcntl
import hashlib
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

from django.db import ProgrammingError, connection, connections
from psycopg2 import sql

from slp_portal.ownership import as_owner, prepare
from slp_portal.settings.places import BASE, VAR
from tests import renewal
from tests.apps import packages

SHARED = os.environ.get("TEST_DATABASE_NAME", "test_portal")
"""The name that processes of one run have in common; each one's own database has its number besides."""
BEGIN_WITH = os.environ.get("TEST_TEMPLATE", "template1")
"""What a template is made from where there is none like it: another one needs only what is new to be migrated."""
MOST_TRIES = 50
DATA = {".csv", ".json", ".sql"}
IMPORT = re.compile(r"^(?:from (\S+) )?import (\S+)", re.M)


def create(anew: bool = False) -> None:
    """Copies the template, which is made again first where it is out of date, or where `anew` says so.

    Of processes that come at once one makes it, and the others copy what that one made.
    """
    with (VAR / "template-turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        digest = digest_of_template()
        like_it = [] if anew else databases_made_from(digest)
        if template() not in like_it:
            _make_template(digest, like=like_it[0] if like_it else BEGIN_WITH)
    copy(_name(), template())


def _make_template(digest: str, like: str) -> None:
    copy(template(), like)
    with using(template()):
        prepare(verbosity=0)
        renewal.keep_rows()
    sign(template(), digest)


def renew() -> None:
    """The database as migrations left it, whatever was committed since. Ends every connection to it."""
    if not renewal.renew():
        copy(_name(), template())


def copy(name: str, like: str) -> None:
    drop_database(name)
    execute("CREATE DATABASE {} TEMPLATE {}", name, like)


def sign(name: str, digest: str) -> None:
    """Says what a database was made from, once it is complete."""
    execute(f"COMMENT ON DATABASE {{}} IS '{digest}'", name)


@contextlib.contextmanager
def another(suffix: str, like: str = "") -> Iterator[str]:
    """The name of a second database, as migrations or the one called ``like`` left it; `using` sends us there."""
    name = f"{_name()}_{suffix}"
    copy(name, like or template())
    try:
        yield name
    finally:
        drop_database(name)


def drop() -> None:
    drop_database(_name())


def _name() -> str:
    return connection.settings_dict["NAME"]


def template() -> str:
    return f"{SHARED}_template"


def databases_made_from(digest: str) -> list[str]:
    """Templates of this session's and others' that are up to date; one whose making was cut short has no digest."""
    with using("postgres"), as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE shobj_description(oid, 'pg_database') = %s", [digest])
        return [name for (name,) in cursor.fetchall()]


def digest_of_template() -> str:
    """Of the migrations, what they import and load, the dependencies, which bring migrations of their own, and what is
    done besides to prepare a database."""
    done_besides = ("uv.lock", "slp_portal/ownership.py", "tests/renewal.py")
    digest = hashlib.sha256(b"".join((BASE / name).read_bytes() for name in done_besides))
    files = [file for package in packages() for file in package.rglob("*")]
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


def drop_database(name: str) -> None:
    """PostgreSQL's own housekeeping may be at it: that is not ours to end, and goes by itself."""
    for _ in range(MOST_TRIES):
        try:
            return execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        except ProgrammingError:
            time.sleep(0.1)
    return execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@contextlib.contextmanager
def using(name: str) -> Iterator[None]:
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


def execute(statement: str, *names: str) -> None:
    connections.close_all()
    with using("postgres"), as_owner(), connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
