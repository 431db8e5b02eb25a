"""HR of two trusts and a member of staff."""

import pytest

from partnership.access.scope import acting_as
from tests.browsing import Browser
from tests.factories import workforce as make


@pytest.fixture
def hetty(db):
    """HR adviser of SLaM."""
    return make.adviser("slam")


@pytest.fixture
def as_hetty(hetty):
    with acting_as(hetty):
        yield hetty


@pytest.fixture
def at_slam(hetty) -> Browser:
    return Browser(hetty)


@pytest.fixture
def at_oxleas(db) -> Browser:
    return Browser(make.adviser("oxleas"))


@pytest.fixture
def passport(db):
    return make.passport("slam", first_name="Sam", last_name="Staff", email="sam@slam.nhs.uk")
