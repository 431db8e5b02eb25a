"""What every test stands on: the database as the portal sees it, a clock that stands still, a browser if there is one.

Tests connect as the role that the portal serves as, so row-level security binds them too. A test that asks for `db`
runs in a transaction that is rolled back. One that needs real threads, connections or commits asks for `committed`, and
one that needs a server to talk to for `live_portal`; the database is put back after each.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connections, transaction
from xdist.scheduler import LoadScopeScheduling

from partnership.arithmetic import clock as the_clock
from partnership.work import navigation
from slp_portal.assets import write_assets
from slp_portal.local_database import serving
from slp_portal.settings.places import VAR
from tests import demonstration as the_demonstration
from tests import scratch
from tests.laws import turns, walking

JOURNEYS, LAWS = "tests/browser/", "tests/laws/"
NINE_ON_MONDAY_16_APRIL_2018 = datetime(2018, 4, 16, 8, tzinfo=UTC)
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first draws the same pages as the next at half the cost."""
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Playwright keeps an event loop in the main thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_report_header() -> list[str]:
    missing = "no Chromium found, so the tests that need one are skipped"
    laws = "in full" if turns.IN_FULL else f"turn {turns.TURN} (LAWS_TURN={turns.TURN} repeats it)"
    return [f"browser: {CHROMIUM or missing}", f"laws: {laws}"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if not CHROMIUM and "page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.skip(reason="no Chromium was found"))


class ByWhatTheyStandOn(LoadScopeScheduling):
    """One process goes on all journeys and one through a file, so that what they stand on is made once; all laws stand
    on one world, so each of them goes where there is time."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(LAWS):
            return nodeid
        return JOURNEYS if nodeid.startswith(JOURNEYS) else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log) -> ByWhatTheyStandOn:
    return ByWhatTheyStandOn(config, log)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_createdb) -> Iterator[None]:
    """In place of pytest-django's own, which would migrate as the role that serves. `--create-db` migrates anew."""
    with serving(VAR), django_db_blocker.unblock():
        scratch.create(anew=django_db_createdb)
        yield
        scratch.drop()


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The demonstration, for the tests of a file; what they do to it is undone after the last."""
    with django_db_blocker.unblock():
        the_demonstration.make()
        with the_demonstration.looking(), transaction.atomic():
            yield
            transaction.set_rollback(True)


@pytest.fixture
def committed(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Real connections and real commits, from any number of threads; everything they did is undone afterwards."""
    with django_db_blocker.unblock():
        yield
        connections.close_all()
        scratch.renew()


@pytest.fixture
def live_portal(committed) -> Iterator[str]:
    """The address of a portal that answers on this machine while the test runs."""
    from pytest_django.live_server_helper import LiveServer

    write_assets(settings.ASSETS)
    server = LiveServer("localhost")
    yield server.url
    server.stop()


class Clock:
    """The portal's clock in the hands of a test: it stands wherever it is put."""

    def __init__(self, stack: contextlib.ExitStack):
        self._stack = stack

    def move_to(self, moment: datetime) -> None:
        self._stack.close()
        self._stack.enter_context(the_clock.override(moment))

    def forward(self, **how_far: float) -> None:
        """`clock.forward(days=1, hours=2)`."""
        self.move_to(the_clock.now() + timedelta(**how_far))


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    """9:00 on Monday 16 April 2018, until the test moves it."""
    with contextlib.ExitStack() as stack:
        clock = Clock(stack)
        clock.move_to(NINE_ON_MONDAY_16_APRIL_2018)
        yield clock


@pytest.fixture
def menu_numbers() -> None:
    """Menus count what waits for a person, as of now. What one asked in another test was of that test's people."""
    navigation._question.cache_clear()


@pytest.fixture(autouse=True)
def menu_without_numbers(request: pytest.FixtureRequest) -> Iterator[None]:
    """Other tests leave the numbers out: putting the question into words takes a quarter of a page's time."""
    with contextlib.nullcontext() if "menu_numbers" in request.fixturenames else walking.menu_without_numbers():
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": CHROMIUM_FLAGS}
