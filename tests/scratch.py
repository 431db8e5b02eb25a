"""The tests' own database: a template made once a session, copied for the tests, and again after one that commits."""

import contextlib
from collections.abc import Iterator

from django.db import connection, connections
from psycopg2 import sql

from slp_portal.ownership import as_owner, prepare


def create() -> None:
    _drop(_template())
    _execute("CREATE DATABASE {}", _template())
    with _named(_template()):
        prepare(verbosity=0)
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
    _drop(_template())


def _name() -> str:
    return connection.settings_dict["NAME"]


def _template() -> str:
    return f"{_name()}_template"


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
