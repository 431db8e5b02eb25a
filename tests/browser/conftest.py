"""One demonstration for all journeys, on a database and at an address of its own, and whoever uses it in a browser."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from django.conf import settings

from slp_portal.assets import write_assets
from slp_portal.settings.places import BASE
from tests import demonstration
from tests.browser.colleague import WIDE, Colleague

THURSDAY = "2018-04-19T10:00:00+01:00"


@pytest.fixture(scope="session")
def environment(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[dict[str, str]]:
    """Of a portal with the demonstration in it. All journeys share it, so each keeps to referrals of its own."""
    write_assets(settings.ASSETS)
    with django_db_blocker.unblock():
        demonstration.make()
        with demonstration.copied(tmp_path_factory.mktemp("documents")) as environment:
            yield environment | {"WORKERS": "1"}


@pytest.fixture(scope="session")
def on_monday(environment) -> Iterator[str]:
    """Where the portal answers at 9:00 on Monday 16 April 2018, all the time."""
    with serving(environment) as address:
        yield address


@pytest.fixture(scope="session")
def on_thursday(environment) -> Iterator[str]:
    """Where the same portal has come to the day of the panel."""
    with serving(environment | {"PORTAL_NOW": THURSDAY}) as address:
        yield address


@pytest.fixture
def somebody(browser, on_monday) -> Iterator[Callable[..., Colleague]]:
    """``somebody("Hana Hub")`` is that person, just signed in at a browser of their own.

    With ``hands=AtTheKeyboard`` they use no mouse, with ``scripts=False`` there is no JavaScript; ``at`` is another
    portal than Monday's.
    """
    colleagues: list[Colleague] = []

    def arrive(name: str, *, hands=Colleague, scripts=True, width=WIDE, at=on_monday, **more) -> Colleague:
        viewport = {"width": width, "height": 900}
        context = browser.new_context(base_url=at, java_script_enabled=scripts, viewport=viewport, **more)
        context.set_default_timeout(30_000)
        colleague = hands(context.new_page(), scripts=scripts)
        colleagues.append(colleague)
        colleague.sign_in_as(name)
        return colleague

    yield arrive
    for colleague in colleagues:
        colleague.page.context.close()
    assert [complaint for colleague in colleagues for complaint in colleague.complaints] == []


@pytest.fixture
def care_plan(tmp_path) -> Path:
    path = tmp_path / "care-plan.pdf"
    path.write_bytes(b"%PDF-1.4 made up")
    return path


@contextlib.contextmanager
def serving(environment: dict[str, str]) -> Iterator[str]:
    port = str(_free_port())
    server = subprocess.Popen([sys.executable, "-m", "gunicorn"], cwd=BASE, env=environment | {"PORT": port})
    try:
        _wait_for(f"http://localhost:{port}", server)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _wait_for(address: str, server: subprocess.Popen) -> None:
    for _ in range(150):
        try:
            return urllib.request.urlopen(f"{address}/account/sign-in/", timeout=5).close()
        except (URLError, ConnectionError):
            assert server.poll() is None, "the portal did not start"
            time.sleep(0.2)
    raise AssertionError(f"nothing answers at {address}")
