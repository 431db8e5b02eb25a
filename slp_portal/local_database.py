"""The portal's own PostgreSQL: made at the first use, started by the first one in, stopped by the last one out.

It listens on a Unix socket in a directory closed to others, and nowhere else. It has three roles, each with a random
password: an administrator that made it, `portal_owner` that migrates, and `portal_app` that the portal and its tests
connect as, whom row-level security binds.
"""

import contextlib
import fcntl
import os
import secrets
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import psycopg2
from psycopg2 import sql

from .local_cluster import Cluster, DatabaseCannotStart

ADMINISTRATOR, OWNER, APP = "portal_admin", "portal_owner", "portal_app"
DATABASE = "portal"
SECONDS_TO_START = 60

SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
max_connections = 100
timezone = 'UTC'
log_timezone = 'UTC'
jit = off
"""


@contextlib.contextmanager
def serving(var: Path) -> Iterator[None]:
    """The cluster of `var` is up while the block runs. DATABASE_URL in the environment means that none is wanted.

    Refuses with `DatabaseCannotStart`.
    """
    if os.environ.get("DATABASE_URL"):
        yield
        return
    cluster = Cluster(var)
    cluster.var.mkdir(parents=True, exist_ok=True)
    with (cluster.var / "database-users").open("w") as users:
        with _turn(cluster):
            fcntl.flock(users, fcntl.LOCK_SH)
            _ensure(cluster)
        try:
            yield
        finally:
            with _turn(cluster):
                _stop_if_last(cluster, users)


def revive(var: Path) -> None:
    """Starts the cluster again if it died; what was committed is there. For whoever serves for long."""
    cluster = Cluster(var)
    if not os.environ.get("DATABASE_URL") and not _listens(cluster):
        with _turn(cluster):
            _start(cluster)


def stop(var: Path) -> None:
    """Stops the cluster, whoever is using it."""
    cluster = Cluster(var)
    if cluster.data.exists():
        with _turn(cluster):
            _stop(cluster)


@contextlib.contextmanager
def _turn(cluster: Cluster) -> Iterator[None]:
    """Held while starting or stopping, so that any number may come at the same moment."""
    with (cluster.var / "database-turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def _ensure(cluster: Cluster) -> None:
    if not cluster.complete.exists():
        _create(cluster)
    _start(cluster)


def _create(cluster: Cluster) -> None:
    """`complete` is written last: a creation that was cut short is thrown away and begun again."""
    _stop(cluster)
    shutil.rmtree(cluster.home, ignore_errors=True)
    cluster.home.parent.mkdir(parents=True, exist_ok=True)
    cluster.own(cluster.home)
    passwords = {role: secrets.token_urlsafe(32) for role in (ADMINISTRATOR, OWNER, APP)}
    cluster.password_file("any").parent.mkdir(mode=0o700)
    for role, password in passwords.items():
        _write_private(cluster.password_file(role), f"*:*:*:{role}:{password}\n")
    _initdb(cluster, passwords[ADMINISTRATOR])
    _start(cluster)
    _create_roles(cluster, passwords)
    cluster.complete.touch()


def _write_private(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def _initdb(cluster: Cluster, password: str) -> None:
    first_password = cluster.home / "first-password"
    _write_private(first_password, password)
    os.chown(first_password, cluster.user.pw_uid, cluster.user.pw_gid)
    outcome = cluster.run(
        cluster.programs / "initdb", f"--pgdata={cluster.data}", f"--username={ADMINISTRATOR}",
        f"--pwfile={first_password}", "--auth=scram-sha-256", "--data-checksums", "--encoding=UTF8", "--locale=C.UTF-8",
    )  # fmt: skip
    first_password.unlink()
    if outcome.returncode:
        raise DatabaseCannotStart(f"The database could not be made in {cluster.data}: {outcome.stdout.strip()}")
    with (cluster.data / "postgresql.conf").open("a") as configuration:
        configuration.write(SETTINGS.format(sockets=cluster.sockets))


def _create_roles(cluster: Cluster, passwords: dict[str, str]) -> None:
    administrator = psycopg2.connect(
        host=str(cluster.sockets),
        user=ADMINISTRATOR,
        dbname="postgres",
        passfile=str(cluster.password_file(ADMINISTRATOR)),
    )
    administrator.autocommit = True
    with contextlib.closing(administrator), administrator.cursor() as cursor:
        for role, ability in ((OWNER, "CREATEDB"), (APP, "NOCREATEDB")):
            made = "CREATE ROLE {} LOGIN {} NOSUPERUSER NOBYPASSRLS NOCREATEROLE PASSWORD {}"
            cursor.execute(sql.SQL(made).format(sql.Identifier(role), sql.SQL(ability), sql.Literal(passwords[role])))
        # So that the owner may end the sessions of a test database that it wants to drop.
        cursor.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(APP), sql.Identifier(OWNER)))
        cursor.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))


def _start(cluster: Cluster) -> None:
    """Asks until it answers: for a second or two after a `kill -9` the old server's children still hold its memory."""
    cluster.own(cluster.sockets)
    give_up_at = time.monotonic() + SECONDS_TO_START
    while not _answers(cluster):
        if time.monotonic() > give_up_at:
            raise DatabaseCannotStart(f"The database did not start. {cluster.log} says why.")
        _forget_a_number_that_is_not_ours(cluster)
        _pg_ctl(cluster, "start", "--wait", f"--timeout={SECONDS_TO_START}", f"--log={cluster.log}")
        time.sleep(0.05)


def _listens(cluster: Cluster) -> bool:
    """Cheaper to ask than `_answers`, and true of a server that is still starting."""
    with socket.socket(socket.AF_UNIX) as trial:
        return trial.connect_ex(str(cluster.sockets / ".s.PGSQL.5432")) == 0


def _answers(cluster: Cluster) -> bool:
    return cluster.run(cluster.programs / "pg_isready", f"--host={cluster.sockets}").returncode == 0


def _forget_a_number_that_is_not_ours(cluster: Cluster) -> None:
    """After a crash another program may have the number in postmaster.pid by now, and PostgreSQL would never start."""
    left_behind = cluster.data / "postmaster.pid"
    try:
        program = Path("/proc", left_behind.read_text().split()[0], "comm").read_text().strip()
    except (OSError, IndexError):
        return
    if program != "postgres":
        left_behind.unlink(missing_ok=True)


def _stop_if_last(cluster: Cluster, users: IO) -> None:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    _stop(cluster)


def _stop(cluster: Cluster) -> None:
    if (cluster.data / "postmaster.pid").exists():
        _pg_ctl(cluster, "stop", "--wait", "--mode=fast")


def _pg_ctl(cluster: Cluster, *words: str) -> None:
    cluster.run(cluster.programs / "pg_ctl", words[0], f"--pgdata={cluster.data}", *words[1:])
