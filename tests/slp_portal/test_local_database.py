"""The portal's own PostgreSQL, treated badly, in clusters of their own apart from the suite's."""

import multiprocessing
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from slp_portal.local_cluster import Cluster, DatabaseCannotStart
from slp_portal.local_database import ADMINISTRATOR, APP, DATABASE, OWNER, serving, stop


@pytest.fixture(autouse=True)
def no_other_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One cluster for all that do not ask how it is made: that takes seconds."""
    yield from _place(tmp_path_factory.mktemp("shared"))


@pytest.fixture
def new_var(tmp_path: Path) -> Iterator[Path]:
    """For a cluster that there is not yet."""
    yield from _place(tmp_path)


def _place(directory: Path) -> Iterator[Path]:
    yield directory / "var"
    stop(directory / "var")
    for made in (Cluster(directory / "var").home, Cluster(directory / "var").sockets):
        shutil.rmtree(made, ignore_errors=True)


def connect(var: Path, role: str = APP, dbname: str = DATABASE, **more):
    cluster = Cluster(var)
    passfile = {"passfile": str(cluster.password_file(role))} | more
    return closing(psycopg2.connect(host=str(cluster.sockets), user=role, dbname=dbname, **passfile))


def ask(connection, question: str) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()


def postmaster(var: Path) -> int:
    return int((Cluster(var).data / "postmaster.pid").read_text().split()[0])


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return Path("/proc", str(number), "stat").read_text().split()[2] != "Z"


def test_cluster_newly_made_has_roles_that_row_level_security_binds(var):
    with serving(var), connect(var) as app:
        abilities = "SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = "

        assert ask(app, f"{abilities} '{APP}'") == (False,)
        assert ask(app, f"{abilities} '{OWNER}'") == (False,)
        assert ask(app, f"SELECT pg_has_role('{APP}', '{OWNER}', 'MEMBER')") == (False,)


def test_cluster_newly_made_listens_on_a_private_socket_alone(var):
    with serving(var), connect(var) as app:
        assert ask(app, "SHOW listen_addresses") == ("",)
        assert stat.S_IMODE(Cluster(var).sockets.stat().st_mode) == 0o700
        assert stat.S_IMODE(Cluster(var).password_file(APP).stat().st_mode) == 0o600


@pytest.mark.parametrize("role", [ADMINISTRATOR, OWNER, APP])
def test_cluster_asked_with_no_password_refuses(var, role):
    with serving(var), pytest.raises(psycopg2.OperationalError, match="no password supplied"):
        connect(var, role, passfile="/nowhere")


def test_cluster_newly_made_keeps_what_is_saved_through_a_power_cut(var):
    with serving(var), connect(var) as app:
        durable = ("fsync", "full_page_writes", "synchronous_commit")

        assert [ask(app, f"SHOW {name}") for name in durable] == [("on",)] * 3


def test_two_clusters_share_no_password(var, tmp_path):
    other = tmp_path / "other"
    with serving(var), serving(other):
        theirs, ours = (Cluster(each).password_file(APP).read_text() for each in (other, var))
    shutil.rmtree(Cluster(other).home)

    assert theirs != ours


def test_cluster_whose_last_user_leaves_stops(var):
    with serving(var):
        number = postmaster(var)

    assert not is_running(number)


def test_cluster_that_somebody_still_uses_stays(var):
    with serving(var):
        with serving(var):
            pass
        with connect(var) as app:
            assert ask(app, "SELECT 1") == (1,)


def test_cluster_started_again_keeps_its_rows(var):
    with serving(var), connect(var, OWNER) as owner, owner, owner.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 7 AS number")

    with serving(var), connect(var, OWNER) as owner:
        assert ask(owner, "SELECT number FROM kept") == (7,)


def test_cluster_killed_outright_starts_again_with_every_committed_row(var):
    with serving(var):
        with connect(var, OWNER) as owner, owner, owner.cursor() as cursor:
            cursor.execute("CREATE TABLE kept_too AS SELECT generate_series(1, 500)")
        os.kill(postmaster(var), signal.SIGKILL)

        with serving(var), connect(var, OWNER) as owner:
            assert ask(owner, "SELECT count(*) FROM kept_too") == (500,)


def test_cluster_whose_number_another_program_has_by_now_starts(var):
    with serving(var):
        number = postmaster(var)
    left_behind = Cluster(var).data / "postmaster.pid"
    left_behind.write_text(f"{os.getpid()}\n{Cluster(var).data}\n1524000000\n5432\n{Cluster(var).sockets}\n\n  1 1\n")
    shutil.chown(left_behind, Cluster(var).user.pw_uid, Cluster(var).user.pw_gid)

    with serving(var):
        assert postmaster(var) not in (number, os.getpid())


def test_cluster_whose_making_was_cut_short_is_made_again(new_var):
    with serving(new_var):
        pass
    Cluster(new_var).complete.unlink()
    (Cluster(new_var).data / "PG_VERSION").unlink()

    with serving(new_var), connect(new_var) as app:
        assert ask(app, "SELECT 1") == (1,)


def _use(var: Path, answers) -> None:
    with serving(var), connect(var) as app:
        answers.put(ask(app, "SELECT 1"))
        time.sleep(0.2)


def test_cluster_started_by_five_at_once_serves_each(new_var):
    spawn = multiprocessing.get_context("spawn")
    answers = spawn.Queue()
    starters = [spawn.Process(target=_use, args=(new_var, answers)) for _ in range(5)]
    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join(60)

    assert [starter.exitcode for starter in starters] == [0] * 5
    assert [answers.get(timeout=1) for _ in starters] == [(1,)] * 5
    assert not (Cluster(new_var).data / "postmaster.pid").exists()


def test_cluster_in_a_very_deep_directory_finds_a_shorter_one_for_its_socket(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    deep = Cluster(tmp_path.joinpath(*["a-directory-with-a-long-name"] * 5))

    assert len(str(deep.sockets)) < 60


def test_cluster_with_no_postgresql_to_run_says_what_to_install(new_var, monkeypatch):
    monkeypatch.setattr(Cluster, "_places", lambda self: iter(()))

    with pytest.raises(DatabaseCannotStart, match="apt-get install postgresql"), serving(new_var):
        pass


def test_cluster_is_left_alone_where_a_database_is_given(new_var, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/else")

    with serving(new_var):
        assert not new_var.exists()


def test_cluster_prefers_the_embedded_programs_to_the_systems(var):
    first = next(Cluster(var)._places())

    assert first.is_relative_to(sys.prefix)
    assert "PostgreSQL" in subprocess.run([first / "postgres", "--version"], capture_output=True, text=True).stdout
