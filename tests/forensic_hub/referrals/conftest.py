"""The people of the hub, and acting as one of them."""

import pytest

from partnership.access.scope import acting_as
from tests.factories.access import hub_lead, hub_officer


@pytest.fixture
def officer(db):
    return hub_officer(first_name="Hana", last_name="Hub")


@pytest.fixture
def lead(db):
    return hub_lead(first_name="Leo", last_name="Lead")


@pytest.fixture
def as_officer(officer):
    """The whole test acts as a hub officer."""
    with acting_as(officer):
        yield officer


@pytest.fixture
def as_lead(lead):
    with acting_as(lead):
        yield lead
