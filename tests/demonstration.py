"""The demonstration in a database of its own, loaded once for all tests that look at it."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from slp_portal.settings.places import BASE, VAR
from tests import scratch
from tests.apps import packages

DATABASE = f"{scratch.SHARED}_demonstration"
DOCUMENTS = VAR / DATABASE
"""Its documents are files: who looks at them comes from another process."""


def make() -> None:
    """Loads it, where the code has changed since it was loaded last. Of processes that come at once, one does."""
    with _turn(fcntl.LOCK_EX):
        if DATABASE not in scratch.databases_made_from(digest()):
            shutil.rmtree(DOCUMENTS, ignore_errors=True)
            scratch.copy(DATABASE, scratch.template())
            load = [sys.executable, "manage.py", "load_demo", "-v0"]
            subprocess.run(load, cwd=BASE, env=environment(DATABASE, DOCUMENTS), check=True)
            scratch.sign(DATABASE, digest())


def environment(database: str, documents: Path) -> dict[str, str]:
    """Of a process that works on the demonstration, or on a copy of it."""
    return {
        **{name: value for name, value in os.environ.items() if name != "PYTEST_XDIST_WORKER"},
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "TEST_DATABASE_NAME": database,
        "DOCUMENTS": str(documents),
    }


@contextlib.contextmanager
def looking() -> Iterator[None]:
    """Whoever is connected to it meanwhile keeps others from copying it."""
    with _turn(fcntl.LOCK_SH), scratch.using(DATABASE):
        yield


@contextlib.contextmanager
def copied(documents: Path) -> Iterator[dict[str, str]]:
    """A copy to be changed, and the environment of a process that works on it."""
    with contextlib.ExitStack() as stack:
        with _turn(fcntl.LOCK_EX):
            name = stack.enter_context(scratch.another("demonstration_copy", like=DATABASE))
        shutil.copytree(DOCUMENTS, documents, dirs_exist_ok=True)
        yield environment(name, documents)


@contextlib.contextmanager
def _turn(how: int) -> Iterator[None]:
    with (VAR / f"{DATABASE}-turn").open("w") as turn:
        fcntl.flock(turn, how)
        yield


def digest() -> str:
    """Of all that a database with the demonstration is made from."""
    digest = hashlib.sha256(scratch.digest_of_template().encode())
    for file in sorted(file for package in packages() for file in package.rglob("*") if file.suffix in (".py", ".csv")):
        digest.update(bytes(file.relative_to(BASE)) + file.read_bytes())
    return digest.hexdigest()
