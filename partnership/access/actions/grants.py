"""Giving and ending roles. For an administrator, never to themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from partnership.access.models import Grant, User
from partnership.access.policy import USER, Action, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.access.roles import ADMINISTRATOR, CLASHES_WITH_GUARDIAN, SPEAK_UP_GUARDIAN, Role
from partnership.arithmetic import clock
from partnership.organisations.models import Organisation, Unit


class ToOneself(Refusal):
    def __init__(self) -> None:
        super().__init__("You cannot give or end your own roles. Ask another administrator.")


class RoleAndTrustDoNotFit(Refusal):
    def __init__(self, role: Role) -> None:
        missing, unwanted = (
            f"Select the trust in which they are {role.label}",
            f"{role.label} is not a role in one trust",
        )
        super().__init__(missing if role.of_a_trust else unwanted)


class RoleAndUnitDoNotFit(Refusal):
    """A role on a unit names one of its own trust's units; no other role names any."""

    def __init__(self, role: Role, unit: Unit | None) -> None:
        unwanted = f"{unit} is a unit of another trust" if role.of_a_unit else f"{role.label} is not a role on one unit"
        super().__init__(unwanted if unit else f"Select the unit on which they are {role.label}")


class DaysAreWrong(Refusal):
    pass


class AlreadyHeld(Refusal):
    def __init__(self, grant: Grant) -> None:
        super().__init__(
            f"{grant.user} is {grant} already, from {grant.starts_on:%-d %B %Y} to {grant.ends_on:%-d %B %Y}. "
            "End that role first, or choose days after it."
        )


class Clash(Refusal):
    def __init__(self) -> None:
        super().__init__("A freedom to speak up guardian cannot also work in HR or as an administrator")


class NotActive(Refusal):
    def __init__(self, user: User) -> None:
        super().__init__(f"{user} has been deactivated. Reactivate them first.")


class AlreadyOver(Refusal):
    def __init__(self, ended_at: dt.datetime) -> None:
        super().__init__(f"This role ended already, on {clock.local(ended_at):%-d %B %Y}.")


class LastAdministrator(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "This is the last person who can add people and give roles. Make somebody else an administrator first."
        )


def latest_end(starts_on: dt.date) -> dt.date:
    """The last day that a role beginning on this day can have: 12 months, so that each year somebody asks again."""
    try:
        return starts_on.replace(year=starts_on.year + 1) - dt.timedelta(days=1)
    except ValueError:  # from 29 February
        return starts_on.replace(year=starts_on.year + 1, day=28)


@transaction.atomic
def give(
    *, user: User, role: Role, trust: Organisation | None, starts_on: dt.date, ends_on: dt.date, by: Principal,
    unit: Unit | None = None,
) -> Grant:  # fmt: skip
    """One role from a first to a last day, on a ``unit`` of the trust where it is one on a unit.

    Refuses oneself, somebody deactivated, a first day in the past, more than 12 months, a role that is held already on
    some of the days, and a role that may not stand beside another.
    """
    USER[Action.EDIT].demand(by)
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.pk == by.user_id:
        raise ToOneself
    if not user.is_active:
        raise NotActive(user)
    if role.of_a_trust != (trust is not None):
        raise RoleAndTrustDoNotFit(role)
    refuse_unit(role, trust, unit)
    refuse_days(starts_on, ends_on)
    _refuse_beside_others(user, role, trust, unit, starts_on, ends_on)
    return Grant.objects.create(
        user=user, role=role.code, trust=trust, unit=unit, starts_on=starts_on, ends_on=ends_on, granted_by=by.user,
        granted_at=clock.now(),
    )  # fmt: skip


@transaction.atomic
def end(*, grant: Grant, why: str, by: Principal) -> Grant:
    """Over from this moment: whoever works under it now has no role at their next page.

    Refuses one's own, one that is over, and the last administrator's.
    """
    USER[Action.EDIT].demand(by)
    if grant.user_id == by.user_id:
        raise ToOneself
    if grant.role_held is ADMINISTRATOR:
        refuse_without_administrator(besides=grant.user)
    grant = permitted(by, USER[Action.EDIT], Grant).select_for_update(of=("self",)).get(pk=grant.pk)
    if grant.ended_at:
        raise AlreadyOver(grant.ended_at)
    grant.ended_at, grant.ended_by, grant.why_ended = clock.now(), by.user, why
    grant.save()
    return grant


def refuse_without_administrator(*, besides: User) -> None:
    """Refuses when nobody but this person could add people. Two who end each other at once wait their turn here."""
    held = Grant.objects.active().filter(role=ADMINISTRATOR.code).select_related("user").order_by("pk")
    holders = {grant.user_id for grant in held.select_for_update(of=("self", "user"))}
    if holders == {besides.pk}:
        raise LastAdministrator


def refuse_unit(role: Role, trust: Organisation | None, unit: Unit | None) -> None:
    if role.of_a_unit != (unit is not None) or (unit and unit.provider_id != (trust and trust.pk)):
        raise RoleAndUnitDoNotFit(role, unit)


def refuse_days(starts_on: dt.date, ends_on: dt.date) -> None:
    if starts_on < clock.today():
        raise DaysAreWrong("Start date must be today or in the future")
    if ends_on < starts_on:
        raise DaysAreWrong(f"End date must be the same as or after the start date, {starts_on:%-d %B %Y}")
    if ends_on > latest_end(starts_on):
        last = latest_end(starts_on)
        raise DaysAreWrong(f"End date must be {last:%-d %B %Y} or earlier. A role lasts 12 months at most")


def refuse_clash(together: Iterable[Role]) -> None:
    """Whoever hears staff in confidence keeps no staff records and opens no accounts."""
    together = set(together)
    if SPEAK_UP_GUARDIAN in together and together & CLASHES_WITH_GUARDIAN:
        raise Clash


def _refuse_beside_others(
    user: User, role: Role, trust: Organisation | None, unit: Unit | None, starts_on: dt.date, ends_on: dt.date
) -> None:
    held = Grant.objects.filter(user=user, ended_at=None, starts_on__lte=ends_on, ends_on__gte=starts_on)
    for other in held.select_related("user", "trust", "unit"):
        if other.role_held is role and other.trust == trust and other.unit == unit:
            raise AlreadyHeld(other)
        refuse_clash([role, other.role_held])
