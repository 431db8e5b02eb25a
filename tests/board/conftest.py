"""Who reads the board's pages, and who makes its packs."""

import pytest

from partnership.access.roles import BOARD_MEMBER, PROGRAMME_LEAD
from tests.access.factories import somebody_as
from tests.browsing import Browser
from tests.factories.access import trust_manager


@pytest.fixture
def ben(db) -> Browser:
    return Browser(somebody_as(BOARD_MEMBER))


@pytest.fixture
def lead(db):
    return somebody_as(PROGRAMME_LEAD, user__first_name="Priya", user__last_name="Prog")


@pytest.fixture
def priya(lead) -> Browser:
    return Browser(lead)


@pytest.fixture
def tess(db) -> Browser:
    return Browser(trust_manager("slam"))
