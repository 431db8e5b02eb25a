"""A real portal on this machine's own address, on a database of the benchmark's."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

from bench.databases import environment
from slp_portal.settings.places import BASE

HOST = "127.0.0.1"
SECONDS_TO_START = 60


@contextlib.contextmanager
def serving(database: str) -> Iterator[int]:
    """The port that it answers on while the block runs."""
    port = _free_port()
    surroundings = {**environment(database), "HOST": HOST, "PORT": str(port), "LOG_LEVEL": "error"}
    server = subprocess.Popen([sys.executable, "-m", "gunicorn"], cwd=BASE, env=surroundings, start_new_session=True)
    try:
        _wait_for(server, port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind((HOST, 0))
        return trial.getsockname()[1]


def _wait_for(server: subprocess.Popen, port: int) -> None:
    give_up_at = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < give_up_at:
        with contextlib.suppress(OSError):
            asking = http.client.HTTPConnection(HOST, port, timeout=5)
            asking.request("GET", "/account/sign-in/")
            asking.getresponse().read()
            return
        time.sleep(0.1)
    raise SystemExit(f"The portal did not answer on port {port} (process {os.getpid()}).")
