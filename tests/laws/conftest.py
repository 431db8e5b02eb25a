"""The world that most laws are tried on: built once, committed in a database of its own, and never changed.

A test that asks for ``world`` works in a transaction on it that is rolled back.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connections, transaction

from partnership.arithmetic import clock as the_clock
from tests import scratch
from tests.laws.world import World, build

NINE_ON_MONDAY_16_APRIL_2018 = datetime(2018, 4, 16, 8, tzinfo=UTC)


@pytest.fixture(scope="session")
def committed_world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), scratch.another("world") as database:
        with scratch.using(database), the_clock.override(NINE_ON_MONDAY_16_APRIL_2018):
            world = build()
        world.database = database
        yield world


@pytest.fixture
def changing_world(committed_world, django_db_blocker) -> Iterator[World]:
    """A copy of the world for real connections and real commits, thrown away afterwards."""
    another = scratch.another("changing_world", like=committed_world.database)
    with django_db_blocker.unblock(), another as database, scratch.using(database):
        yield committed_world
        connections.close_all()


@pytest.fixture
def world(committed_world, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), scratch.using(committed_world.database), transaction.atomic():
        yield committed_world
        transaction.set_rollback(True)
