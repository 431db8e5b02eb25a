"""The people who keep measures, and those who read them."""

import pytest

from partnership.access.roles import BOARD_MEMBER, HUB_LEAD, PROGRAMME_LEAD
from partnership.access.scope import acting_as
from tests.factories.access import principal


@pytest.fixture
def keeper(db):
    return principal(PROGRAMME_LEAD, first_name="Priya", last_name="Prog")


@pytest.fixture
def colleague(db):
    return principal(PROGRAMME_LEAD, first_name="Paul", last_name="Prog")


@pytest.fixture
def hub_lead(db):
    return principal(HUB_LEAD)


@pytest.fixture
def member(db):
    return principal(BOARD_MEMBER)


@pytest.fixture
def as_keeper(keeper):
    with acting_as(keeper):
        yield keeper


@pytest.fixture
def as_member(member):
    with acting_as(member):
        yield member
