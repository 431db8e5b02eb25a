"""People who sign in, the roles they hold, and somebody at work in one."""

import datetime as dt

import factory

from partnership.access.models import Grant, User
from partnership.access.principal import Principal
from partnership.access.roles import HUB_OFFICER, ROLES
from partnership.organisations.models import Organisation

PASSWORD = "four words of nonsense"  # noqa: S105 - of people who exist in tests only


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    first_name = factory.Sequence("Test{}".format)
    last_name = "Person"
    email = factory.LazyAttribute(lambda user: f"{user.first_name}.{user.last_name}@example.nhs.uk".lower())
    password = factory.django.Password(PASSWORD)


class GrantFactory(factory.django.DjangoModelFactory):
    """From 1 April 2018 for a year; in Oxleas where the role is one in a trust."""

    class Meta:
        model = Grant

    user = factory.SubFactory(UserFactory)
    role = HUB_OFFICER.code
    trust = factory.LazyAttribute(
        lambda grant: Organisation.objects.get(ods_code="RPG") if ROLES[grant.role].of_a_trust else None
    )
    starts_on = dt.date(2018, 4, 1)
    ends_on = dt.date(2019, 3, 31)
    granted_at = dt.datetime(2018, 4, 1, 8, tzinfo=dt.UTC)


def somebody_as(role, **grant) -> Principal:
    """A new person, at work in this role."""
    given = GrantFactory(role=role.code, **grant)
    return Principal(given.user, given)
