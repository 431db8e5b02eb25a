"""`./portal run`: everything between an empty clone and an address in a browser."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from slp_portal.background import Background
from slp_portal.local_cluster import DatabaseCannotStart
from slp_portal.local_database import revive, serving
from slp_portal.settings.places import BASE, VAR

HOST, PORT = os.environ.setdefault("HOST", "127.0.0.1"), os.environ.setdefault("PORT", "8000")
SECONDS_BETWEEN_LOOKS = 2


class CannotServe(Exception):
    """The portal cannot be served here; the sentence says what to do."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "slp_portal.settings.production")
    try:
        _find_the_port_free()
        print("Getting ready. The first time takes a minute or two.", flush=True)  # noqa: T201 - this is a command
        with _stopping_in_order(), serving(VAR):
            _prepare()
            sys.exit(_serve())
    except (CannotServe, CommandError, DatabaseCannotStart, ImproperlyConfigured) as refusal:
        sys.exit(str(refusal))


def _find_the_port_free() -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, int(PORT)))
        except (OSError, ValueError, OverflowError) as error:
            raise CannotServe(
                f"Nothing can listen on {HOST}:{PORT} ({error}). Choose another port: PORT=8010 ./portal run"
            ) from error


@contextlib.contextmanager
def _stopping_in_order() -> Iterator[None]:
    """A request to stop, however it comes, ends the block as Ctrl-C does: gunicorn first, the database last."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        sys.exit(130)


def _prepare() -> None:
    django.setup()
    from slp_portal import demonstration
    from slp_portal.ownership import prepare

    if "owner" in settings.DATABASES:
        prepare(verbosity=0)
    call_command("write_assets")
    call_command("collectstatic", interactive=False, verbosity=0)
    if settings.DEMONSTRATION:
        call_command("load_demo", if_empty=True)
        os.environ["PORTAL_NOW"] = demonstration.time_to_resume_at().isoformat()


def _serve() -> int:
    from django.db import connections

    connections.close_all()
    command = [sys.executable, "-m", "gunicorn", "--pid", str(VAR / f"gunicorn-{PORT}.pid")]
    # In a session of its own, out of Ctrl-C's reach: it is told to stop once, by us, and lets pages finish.
    server, background = subprocess.Popen(command, cwd=BASE, start_new_session=True), Background()
    try:
        if _answers(server):
            print(_welcome(), flush=True)  # noqa: T201 - this is a command
        return _watch_over(server, background)
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # stopping is under way: a second Ctrl-C must not leave half of it
        server.terminate()
        background.stop()
        server.wait()


def _watch_over(server: subprocess.Popen, background: Background) -> int:
    """Until the server ends. Its database and its worker may be killed meanwhile, and come back."""
    while True:
        background.look_after()
        try:
            return server.wait(SECONDS_BETWEEN_LOOKS)
        except subprocess.TimeoutExpired:
            revive(VAR)


def _answers(server: subprocess.Popen) -> bool:
    """Waits until the portal listens. False when it stopped instead, having said why."""
    while server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection((HOST, int(PORT)), timeout=1):
            return True
        time.sleep(0.05)
    return False


def _welcome() -> str:
    lines = [f"The portal is at http://{HOST}:{PORT}/   (Ctrl-C stops it)"]
    if settings.DEMONSTRATION:
        from slp_portal.demonstration import people_to_sign_in_as

        lines += [f"\nSign in with the password {settings.DEMO_PASSWORD} as", *people_to_sign_in_as()]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
