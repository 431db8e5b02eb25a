import pytest

from partnership.access.roles import HUB_LEAD, HUB_OFFICER
from tests.people.conftest import principal_of


@pytest.fixture
def officer(db):
    return principal_of(HUB_OFFICER)


@pytest.fixture
def colleague(db):
    return principal_of(HUB_OFFICER)


@pytest.fixture
def lead(db):
    return principal_of(HUB_LEAD)
