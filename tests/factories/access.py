"""People who work in a role of the hub, or look on from a trust."""

from partnership.access.principal import Principal
from partnership.access.roles import HUB_LEAD, HUB_OFFICER, TRUST_MANAGER, Role
from partnership.organisations.models import Organisation
from tests.access.factories import GrantFactory, UserFactory, somebody_as

__all__ = ["GrantFactory", "UserFactory", "hub_lead", "hub_officer", "principal", "trust", "trust_manager"]


def trust(slug: str) -> Organisation:
    """oxleas, slam or swlstg."""
    return Organisation.objects.get(slug=slug)


def principal(role: Role, **user) -> Principal:
    """Somebody who works in this role; in Oxleas, where it is one in a trust."""
    return somebody_as(role, **{f"user__{name}": value for name, value in user.items()})


def hub_officer(**user) -> Principal:
    return principal(HUB_OFFICER, **user)


def hub_lead(**user) -> Principal:
    return principal(HUB_LEAD, **user)


def trust_manager(slug: str) -> Principal:
    return somebody_as(TRUST_MANAGER, trust=trust(slug))
