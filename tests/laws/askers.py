"""Everybody who may ask: each role in each trust, and all those who should get nowhere."""

from __future__ import annotations

import datetime as dt
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.signals import got_request_exception
from django.test import Client

from partnership.access.models import Grant, User
from partnership.access.principal import NOBODY, Principal
from partnership.access.roles import HUB_OFFICER, ROLES, TRUST_MANAGER, Role
from partnership.arithmetic import clock
from partnership.organisations.models import Organisation, Site, Unit
from tests.browsing import signed_in

ANSWERS = uuid.UUID(int=11)
"""Under this number, each session keeps answers about somebody who is to be added."""
A_YEAR = dt.timedelta(days=364)


class Browser(Client):
    """A quick one: it keeps the cookies that it began with, and copies no template's context.

    ``failure`` is what was raised when the last page answered 500.
    """

    failure: BaseException | None = None

    def request(self, **request):
        got_request_exception.connect(self._remember, dispatch_uid="browser")
        try:
            return self.handler(self._base_environ(**request))
        finally:
            got_request_exception.disconnect(dispatch_uid="browser")

    def _remember(self, **sent) -> None:
        self.failure = sys.exc_info()[1]


@dataclass(frozen=True)
class Asker:
    """Somebody with a browser. ``principal`` is who the portal should take them for."""

    name: str
    principal: Principal
    client: Browser

    def __str__(self) -> str:
        return self.name


TRUSTS = ("oxleas", "slam", "swlstg")
NAMES = [
    *(f"{role.code} {trust}".strip() for role in ROLES.values() for trust in (TRUSTS if role.of_a_trust else [""])),
    "nobody",
    "with no role",
    "two roles, now hub_officer",
    "two roles, now trust_manager",
    "two roles, none chosen",
    "whose role ran out",
    "whose role was ended while signed in",
    "deactivated while signed in",
]
"""Everybody's, so that a law can be a test for each of them before there is a world."""


def everybody(trusts: list[Organisation]) -> Iterator[Asker]:
    for role in ROLES.values():
        for trust in trusts if role.of_a_trust else [None]:
            yield working_as(role, trust)
    yield Asker("nobody", NOBODY, Browser())
    yield without_a_role("with no role", _user("no.role"))
    yield from with_two_roles(trusts[0])
    yield with_a_role_that_ended(trusts[0])
    yield whose_role_ended_meanwhile(trusts[0])
    yield deactivated()


def working_as(role: Role, trust: Organisation | None) -> Asker:
    name = f"{role.code} {trust.slug}" if trust else role.code
    unit = unit_of(trust) if trust and role.of_a_unit else None
    grant = _grant(_user(name.replace(" ", ".")), role, trust, unit=unit)
    return Asker(name, Principal(grant.user, grant), _browser(grant.user, grant))


def with_two_roles(trust: Organisation) -> Iterator[Asker]:
    user = _user("two.roles")
    officer, manager = _grant(user, HUB_OFFICER, None), _grant(user, TRUST_MANAGER, trust)
    for grant in (officer, manager):
        yield Asker(f"two roles, now {grant.role}", Principal(user, grant), _browser(user, grant))
    yield without_a_role("two roles, none chosen", user)


def without_a_role(name: str, user: User) -> Asker:
    return Asker(name, Principal(user), _browser(user))


def with_a_role_that_ended(trust: Organisation) -> Asker:
    user = _user("ended.grant")
    yesterday = clock.today() - dt.timedelta(days=1)
    grant = _grant(user, TRUST_MANAGER, trust, starts_on=yesterday - A_YEAR, ends_on=yesterday)
    return Asker("whose role ran out", Principal(user), _browser(user, grant))


def whose_role_ended_meanwhile(trust: Organisation) -> Asker:
    """Signed in and at work when an administrator ended the role."""
    user = _user("ended.meanwhile")
    grant = _grant(user, TRUST_MANAGER, trust)
    browser = _browser(user, grant)
    grant.ended_at, grant.ended_by, grant.why_ended = clock.now(), _user("who.ends"), "Left"
    grant.save()
    return Asker("whose role was ended while signed in", Principal(user), browser)


def deactivated() -> Asker:
    """Signed in and at work when the account was closed."""
    user = _user("deactivated")
    browser = _browser(user, _grant(user, HUB_OFFICER, None))
    user.is_active, user.deactivated_at, user.why_deactivated = False, clock.now(), "Left"
    user.save()
    return Asker("deactivated while signed in", NOBODY, browser)


def _user(name: str) -> User:
    first, _, last = name.replace("_", " ").title().partition(".")
    return User.objects.create_user(f"{name}@example.nhs.uk", first_name=first, last_name=last or first)


def unit_of(trust: Organisation) -> Unit:
    """The one unit for young people that the trust has in the world."""
    kind = {"camhs_type": "general_adolescent", "sex": "mixed", "youngest": 12, "oldest": 17, "commissioned_beds": 6}
    given = {"name": f"{trust.short_name} unit", "provider": trust, "site": Site.objects.order_by("pk")[0], **kind}
    opened = {"service_line": "camhs", "opened_on": dt.date(2015, 4, 1)}
    return Unit.objects.get_or_create(slug=f"unit-of-{trust.slug}", defaults={**given, **opened})[0]


def _grant(user: User, role: Role, trust: Organisation | None, unit: Unit | None = None, **days: dt.date) -> Grant:
    days = {"starts_on": dt.date(2018, 4, 1), "ends_on": dt.date(2019, 3, 31), **days}
    return Grant.objects.create(user=user, role=role.code, trust=trust, unit=unit, granted_at=clock.now(), **days)


def _browser(user: User, grant: Grant | None = None) -> Browser:
    to_add = {
        str(ANSWERS): "first_name=Nina&last_name=New&email=nina.new@example.nhs.uk&roles=hub_officer"
        "&starts_on_day=16&starts_on_month=4&starts_on_year=2018&ends_on_day=31&ends_on_month=3&ends_on_year=2019"
    }
    return signed_in(Browser(), user, grant, saved_at=clock.now().timestamp(), people_to_add=to_add)
