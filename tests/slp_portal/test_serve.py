"""`./portal run`, from nothing to a page and back to nothing."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from slp_portal.local_cluster import Cluster
from slp_portal.local_database import stop
from slp_portal.settings.places import BASE, VAR
from tests import demonstration
from tests.laws import turns


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    """One for all of them. It is kept, for only a first start has everything to make: it is made from nothing again
    where anything of the portal has changed since, and always in full."""
    var, stamp, digest = VAR / "started", VAR / "started" / "first-start", demonstration.digest()
    if turns.IN_FULL or not stamp.exists() or stamp.read_text() != digest:
        for directory in (Cluster(var).home, Cluster(var).sockets, var):
            shutil.rmtree(directory, ignore_errors=True)
        var.mkdir()
    yield var
    stop(var)
    if (Cluster(var).data / "PG_VERSION").exists():
        stamp.write_text(digest)


@pytest.fixture
def port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def run(var: Path, port: int) -> subprocess.Popen:
    own = {"PORTAL_VAR": str(var), "PORT": str(port), "DJANGO_SETTINGS_MODULE": "slp_portal.settings.demonstration"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE", "PORTAL"))}
    return subprocess.Popen(
        [sys.executable, "-m", "slp_portal.serve"],
        cwd=BASE, env=kept | own, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip


def first_line(portal: subprocess.Popen) -> str:
    assert portal.stdout
    return next((line for line in portal.stdout if line.startswith("The portal is at")), "")


def answers(port: int) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
        return answer.status


def test_portal_run_twice_serves_both_times_and_ctrl_c_leaves_nothing_running(var, port):
    for _first_then_second in range(2):
        portal = run(var, port)
        assert f"http://127.0.0.1:{port}/" in first_line(portal)
        assert answers(port) == 200

        os.killpg(portal.pid, signal.SIGINT)  # what a terminal does

        assert portal.wait(30) == 130
        assert not (Cluster(var).data / "postmaster.pid").exists()
        with pytest.raises(OSError, match="refused"):
            answers(port)


def test_portal_whose_database_is_killed_has_it_again_in_seconds(var, port):
    portal = run(var, port)
    first_line(portal)
    assert answers(port) == 200

    os.kill(int((Cluster(var).data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    assert any(_answers_now(port) for _ in range(30))
    portal.terminate()
    assert portal.wait(30) == 130


def _answers_now(port: int) -> bool:
    time.sleep(1)
    try:
        return answers(port) == 200
    except OSError:
        return False


def test_portal_whose_server_is_killed_stops_its_database_too(var, port):
    portal = run(var, port)
    first_line(portal)

    os.kill(int((var / f"gunicorn-{port}.pid").read_text()), signal.SIGKILL)

    assert portal.wait(30) != 0
    assert not (Cluster(var).data / "postmaster.pid").exists()


def test_portal_stop_stops_one_that_nobody_watches(var, port):
    portal = run(var, port)
    first_line(portal)
    portal.kill()
    portal.wait()

    subprocess.run(
        [sys.executable, "-m", "slp_portal.stop"], cwd=BASE, env=os.environ | {"PORTAL_VAR": str(var)}, check=True
    )

    time.sleep(0.2)
    with pytest.raises(OSError, match="refused"):
        answers(port)
    assert not (Cluster(var).data / "postmaster.pid").exists()


def test_portal_on_a_port_that_is_taken_says_how_to_choose_another(var, port):
    with socket.create_server(("127.0.0.1", port)):
        portal = run(var, port)
        said, _ = portal.communicate(timeout=30)

    assert portal.returncode == 1
    assert "PORT=8010 ./portal run" in said
    assert "Traceback" not in said
