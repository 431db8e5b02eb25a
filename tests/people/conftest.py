"""People who work in a role, and people who are cared for, made as the portal itself makes them."""

import datetime as dt
import itertools

import pytest

from partnership.access.models import Grant, User
from partnership.access.principal import Principal
from partnership.access.roles import HUB_OFFICER, TRUST_MANAGER
from partnership.access.scope import acting_as, as_the_system
from partnership.organisations.models import Borough, Organisation
from partnership.people.actions import Details, make

TEST_NUMBERS = ("9990000115", "9990171823", "9990343535", "9990515247", "9990686955", "9990858667")
_count = itertools.count(1)


def principal_of(role, trust: str | None = None) -> Principal:
    with as_the_system("a test needs somebody"):
        user = User.objects.create(email=f"person{next(_count)}@example.nhs.uk", first_name="Test", last_name="Person")
        grant = Grant.objects.create(
            user=user,
            role=role.code,
            trust=Organisation.objects.get(short_name=trust) if trust else None,
            starts_on=dt.date(2018, 4, 1),
            ends_on=dt.date(2019, 3, 31),
            granted_at=dt.datetime(2018, 4, 1, tzinfo=dt.UTC),
        )
    return Principal(user, grant)


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
