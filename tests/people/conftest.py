"""People who work in a role, and people who are cared for, made as the portal itself makes them."""

import datetime as dt

import pytest

from partnership.access.principal import Principal
from partnership.access.roles import HUB_OFFICER, TRUST_MANAGER
from partnership.access.scope import acting_as
from partnership.organisations.models import Borough
from partnership.people.actions import Details, make
from tests.access.factories import somebody_as
from tests.factories.access import principal, trust

TEST_NUMBERS = ("9990000115", "9990171823", "9990343535", "9990515247", "9990686955", "9990858667")


def principal_of(role, trust_slug: str | None = None) -> Principal:
    return somebody_as(role, trust=trust(trust_slug)) if trust_slug else principal(role)


def details(**given) -> Details:
    borough = Borough.objects.get(slug=given.pop("borough", "lambeth"))
    usual = {
        "first_name": "Robin", "last_name": "Smith", "date_of_birth": dt.date(1985, 5, 14), "sex": "female",
        "home_area": "borough", "home_borough": borough, "home_postcode": "SE5 8AZ",
    }  # fmt: skip
    return Details(**{**usual, **given})


@pytest.fixture
def officer(db) -> Principal:
    return principal_of(HUB_OFFICER)


@pytest.fixture
def manager_of(db):
    return lambda trust: principal_of(TRUST_MANAGER, trust)


@pytest.fixture
def add(officer):
    """Adds a person as a hub officer."""

    def _add(**given):
        with acting_as(officer):
            return make(by=officer, details=details(**given))

    return _add
