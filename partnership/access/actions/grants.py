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
from partnership.arithmetic.words import day
from partnership.organisations.models import Organisation, Unit


def latest_end(starts_on: dt.date) -> dt.date:
    """The last day that a role beginning on this day can have: 12 months, so that it is asked again each year."""
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

    Refuses one's own roles, a person who is deactivated, a first day in the past, more than 12 months, a role that is
    held already on some of the days, and a role that clashes with another.
    """
    USER[Action.EDIT].demand(by)
    user = User.objects.select_for_update().get(pk=user.pk)
    _refuse_own(user.pk, by)
    if not user.is_active:
        raise Refusal(f"{user} has been deactivated. Reactivate them first.")
    refuse_trust(role, trust)
    refuse_unit(role, trust, unit)
    refuse_days(starts_on, ends_on)
    _refuse_with_others(user, role, trust, unit, starts_on, ends_on)
    return Grant.objects.create(
        user=user, role=role.code, trust=trust, unit=unit, starts_on=starts_on, ends_on=ends_on, granted_by=by.user,
        granted_at=clock.now(),
    )  # fmt: skip


@transaction.atomic
def end(*, grant: Grant, why: str, by: Principal) -> Grant:
    """Over from this moment: a person working in this role has none at their next page.

    Refuses one's own, one that is over, and the last administrator's.
    """
    USER[Action.EDIT].demand(by)
    _refuse_own(grant.user_id, by)
    if grant.role_held is ADMINISTRATOR:
        refuse_without_administrator(other_than=grant.user)
    grant = permitted(by, USER[Action.EDIT], Grant).select_for_update(of=("self",)).get(pk=grant.pk)
    if grant.ended_at:
        raise Refusal(f"This role ended already, on {day(grant.ended_at)}.")
    grant.ended_at, grant.ended_by, grant.why_ended = clock.now(), by.user, why
    grant.save()
    return grant


def _refuse_own(user_id: int, by: Principal) -> None:
    if user_id == by.user_id:
        raise Refusal("You cannot give or end your own roles. Ask another administrator.")


def refuse_without_administrator(*, other_than: User) -> None:
    """Refuses when only this person could add people. Two who end each other at once wait here."""
    held = Grant.objects.active().filter(role=ADMINISTRATOR.code).select_related("user").order_by("pk")
    holders = {grant.user_id for grant in held.select_for_update(of=("self", "user"))}
    if holders == {other_than.pk}:
        raise Refusal(
            "This is the last person who can add people and give roles. Make someone else an administrator first."
        )


def refuse_trust(role: Role, trust: Organisation | None) -> None:
    if role.of_a_trust and not trust:
        raise Refusal(f"Select the trust in which they are {role.label}")
    if trust and not role.of_a_trust:
        raise Refusal(f"{role.label} is not a role in one trust")


def refuse_unit(role: Role, trust: Organisation | None, unit: Unit | None) -> None:
    """A role on a unit names one of its own trust's units; no other role names any."""
    if role.of_a_unit and not unit:
        raise Refusal(f"Select the unit on which they are {role.label}")
    if unit and not role.of_a_unit:
        raise Refusal(f"{role.label} is not a role on one unit")
    if unit and unit.provider_id != (trust and trust.pk):
        raise Refusal(f"{unit} is a unit of another trust")


def refuse_days(starts_on: dt.date, ends_on: dt.date) -> None:
    if starts_on < clock.today():
        raise Refusal("Start date must be today or in the future")
    if ends_on < starts_on:
        raise Refusal(f"End date must be the same as or after the start date, {day(starts_on)}")
    if ends_on > latest_end(starts_on):
        raise Refusal(f"End date must be {day(latest_end(starts_on))} or earlier. A role lasts 12 months at most")


def refuse_clash(together: Iterable[Role]) -> None:
    """A guardian hears staff in confidence, so keeps no staff records and opens no accounts."""
    together = set(together)
    if SPEAK_UP_GUARDIAN in together and together & CLASHES_WITH_GUARDIAN:
        raise Refusal("A freedom to speak up guardian cannot also work in HR or as an administrator")


def _refuse_with_others(
    user: User, role: Role, trust: Organisation | None, unit: Unit | None, starts_on: dt.date, ends_on: dt.date
) -> None:
    held = Grant.objects.filter(user=user, ended_at=None, starts_on__lte=ends_on, ends_on__gte=starts_on)
    for other in held.select_related("user", "trust", "unit"):
        if other.role_held is role and other.trust == trust and other.unit == unit:
            raise Refusal(
                f"{user} is {other} already, from {day(other.starts_on)} to {day(other.ends_on)}. "
                "End that role first, or choose days after it."
            )
        refuse_clash([role, other.role_held])
