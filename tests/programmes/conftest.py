"""The people who work on programmes, and each of them in front of a browser."""

import pytest

from tests.browsing import Browser
from tests.factories.programmes import board_member, programme_lead, trust_manager


@pytest.fixture
def lead(db):
    return programme_lead(first_name="Priya", last_name="Prog")


@pytest.fixture
def oxleas(db):
    return trust_manager("oxleas")


@pytest.fixture
def slam(db):
    return trust_manager("slam")


@pytest.fixture
def swlstg(db):
    return trust_manager("swlstg")


@pytest.fixture
def priya(lead) -> Browser:
    return Browser(lead)


@pytest.fixture
def olu(oxleas) -> Browser:
    return Browser(oxleas)


@pytest.fixture
def tess(slam) -> Browser:
    return Browser(slam)


@pytest.fixture
def ben(db) -> Browser:
    return Browser(board_member())
