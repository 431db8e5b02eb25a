"""The people of savings, and acting as one of them."""

import pytest

from partnership.access.scope import acting_as
from tests.browsing import Browser
from tests.factories import savings as make


@pytest.fixture
def lead(db):
    return make.programme_lead(first_name="Priya", last_name="Prog")


@pytest.fixture
def as_lead(lead):
    """The whole test acts as a programme lead."""
    with acting_as(lead):
        yield lead


@pytest.fixture
def priya(lead) -> Browser:
    return Browser(lead)


@pytest.fixture
def tess(db) -> Browser:
    """Trust manager of SLaM."""
    return Browser(make.manager("slam"))


@pytest.fixture
def fin(db) -> Browser:
    """Finance lead of Oxleas."""
    return Browser(make.finance_lead("oxleas"))


@pytest.fixture
def ben(db) -> Browser:
    return Browser(make.board_member())


@pytest.fixture
def closed_march(db):
    """A confirmed figure of £90.00 in March 2018, which is settled and closed."""
    return make.settled(make.confirmed())
