"""The tests' own database: a copy of a template, and copied again after a test that commits.

The template is made once for each state of what migrations read, and kept for the next session.
"""

import contextlib
import hashlib
from collections.abc import Iterator

from django.db import connection, connections
from psycopg2 import sql

from slp_portal.ownership import as_owner, prepare
from slp_portal.settings.places import BASE

ROOMS = ("partnership", "forensic_hub", "slp_portal")
MADE_FROM = {".py", ".csv", ".json", ".sql"}


def create(anew: bool = False) -> None:
    """Copies the template, which is made again first where it is out of date, or where `anew` says so."""
    if anew or _made_from() != _digest():
        _drop(_template())
        _execute("CREATE DATABASE {}", _template())
        with _named(_template()):
            prepare(verbosity=0)
        _execute(f"COMMENT ON DATABASE {{}} IS '{_digest()}'", _template())
    renew()


def renew() -> None:
    """The database as migrations left it, whatever was committed since. Ends every connection to it."""
    _drop(_name())
    _execute("CREATE DATABASE {} TEMPLATE {}", _name(), _template())


@contextlib.contextmanager
def another(suffix: str) -> Iterator[None]:
    """A second database beside the tests' own, as migrations left it; `using` sends both connections there."""
    _execute("CREATE DATABASE {} TEMPLATE {}", f"{_name()}_{suffix}", _template())
    try:
        yield
    finally:
        _drop(f"{_name()}_{suffix}")


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


def _made_from() -> str | None:
    """The digest that the template was left with; None where there is none, or its making was cut short."""
    with _named("postgres"), as_owner(), connection.cursor() as cursor:
        question = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        cursor.execute(question, [_template()])
        return (cursor.fetchone() or [None])[0]


def _digest() -> str:
    """Of the migrations, the data that they load, and the dependencies, which bring migrations of their own."""
    digest = hashlib.sha256((BASE / "uv.lock").read_bytes())
    files = (file for room in ROOMS for file in (BASE / room).rglob("*") if file.suffix in MADE_FROM)
    for file in sorted(files):
        if "migrations" in file.parts or file.suffix != ".py":
            digest.update(bytes(file.relative_to(BASE)) + file.read_bytes())
    return digest.hexdigest()


def _drop(name: str) -> None:
    _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


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
