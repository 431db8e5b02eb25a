"""`./portal stop`: for a portal that somebody else started, or one that lost whoever watched over it."""

import os
import signal
import subprocess
import time
from pathlib import Path

from slp_portal import local_database
from slp_portal.settings.places import VAR

SECONDS_TO_STOP = 15


def main() -> None:
    for file in VAR.glob("gunicorn-*.pid"):
        _stop_server(file)
    local_database.stop(VAR)


def _stop_server(file: Path) -> None:
    number = int(file.read_text())
    if _is_gunicorn(number):
        os.kill(number, signal.SIGTERM)
        give_up_at = time.monotonic() + SECONDS_TO_STOP
        while _is_gunicorn(number) and time.monotonic() < give_up_at:
            time.sleep(0.1)
    file.unlink(missing_ok=True)


def _is_gunicorn(number: int) -> bool:
    """The number may be another program's by now, so it is asked what it is."""
    if Path("/proc/self").exists():
        told = Path("/proc", str(number), "cmdline")
        return told.exists() and b"gunicorn" in told.read_bytes()
    asked = subprocess.run(["ps", "-p", str(number), "-o", "args="], capture_output=True, text=True)
    return "gunicorn" in asked.stdout


if __name__ == "__main__":
    main()
