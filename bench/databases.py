"""Databases of the benchmark's own: loaded once for each size, kept, and copied afresh for each run."""

import contextlib
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg2
from django.conf import settings
from psycopg2 import sql

from bench import beds
from slp_portal.settings.places import BASE

RUN = "bench_run"
WHAT_DECIDES = ("**/migrations/*.py", "**/demo.py", "**/demo/*.py", "beds.py")
ROOMS = ("partnership", "forensic_hub", "camhs_beds", "bench")


@contextlib.contextmanager
def copy_of(scale: int) -> Iterator[str]:
    """A database with the demonstration at this scale, thrown away after the block."""
    kept = _kept(scale)
    _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", RUN)
    _execute("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", RUN, kept)
    try:
        yield RUN
    finally:
        _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", RUN)


def _kept(scale: int) -> str:
    """Made again when migrations or the demonstration have changed; one that was cut short has no digest."""
    name, digest = f"bench_{scale}", _digest()
    if _comment_on(name) != digest:
        _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        _execute("CREATE DATABASE {}", name)
        manage(name, "prepare_database", "--verbosity=0")
        manage(name, "load_demo", "--reset", f"--scale={scale}")
        with _cursor(name) as cursor:
            beds.load(cursor, scale)
        _execute("VACUUM (ANALYZE)", database=name)
        _execute(f"COMMENT ON DATABASE {{}} IS '{digest}'", name)
    return name


def manage(database: str, *words: str) -> None:
    surroundings = {**environment(database), "BENCH_LOADS": "yes"}
    subprocess.run([sys.executable, "manage.py", *words], cwd=BASE, env=surroundings, check=True)


def environment(database: str) -> dict[str, str]:
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "bench.settings", "BENCH_DATABASE": database}


@dataclass(frozen=True)
class Size:
    referrals: int
    stays: int
    history: int
    values: int

    def __str__(self) -> str:
        return (
            f"With {self.referrals:,} referrals, {self.stays:,} stays, {self.history:,} rows of history and "
            f"{self.values:,} months of measures and their parts:"
        )


def size_of(database: str) -> Size:
    """By PostgreSQL's own count: who asks for it sees no row of a referral."""
    tables = (r"forensic\_hub\_referral", r"camhs\_beds\_stay", "%event", r"measures\_value")
    return Size(*(_rows(database, like) for like in tables))


def _rows(database: str, like: str) -> int:
    question = "SELECT sum(reltuples)::bigint FROM pg_class WHERE relkind = 'r' AND reltuples > 0 AND relname LIKE %s"
    return _ask(database, question, like) or 0


def _digest() -> str:
    digest = hashlib.sha256()
    files = {file for room in ROOMS for pattern in WHAT_DECIDES for file in (BASE / room).glob(pattern)}
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _comment_on(name: str) -> str | None:
    return _ask("postgres", "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", name)


@contextlib.contextmanager
def _cursor(database: str) -> Iterator[psycopg2.extensions.cursor]:
    """As the owner, outside any transaction."""
    owner = settings.DATABASES["owner"]
    named = {"user": owner["USER"], "password": owner.get("PASSWORD"), "port": owner.get("PORT"), "host": owner["HOST"]}
    given = {name: value for name, value in named.items() if value} | owner.get("OPTIONS", {})
    connection = psycopg2.connect(dbname=database, **given)
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        yield cursor


def _execute(statement: str, *names: str, database: str = "postgres") -> None:
    with _cursor(database) as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _ask(database: str, question: str, *values: str):
    with _cursor(database) as cursor:
        cursor.execute(question, values)
        found = cursor.fetchone()
        return found[0] if found else None
