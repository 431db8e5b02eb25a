"""Who is on duty, and whose turn it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet

from forensic_hub.referrals.models import Duty
from forensic_hub.referrals.states import EDIT
from partnership.access.models import User
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.access.roles import HUB_LEAD, HUB_OFFICER
from partnership.arithmetic import clock

LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)


def officers() -> QuerySet[User]:
    """Everyone who works in the hub today, by name: the people who can own a referral."""
    return User.objects.at_work(HUB_OFFICER.code, HUB_LEAD.code).order_by("first_name", "last_name")


def on_duty() -> QuerySet[Duty]:
    """Today's, as long as the officer still works in the hub."""
    return Duty.objects.filter(day=clock.today(), officer__in=officers()).select_related("officer")


@transaction.atomic
def go_on_duty(*, by: Principal, officer: User | None = None) -> Duty:
    """For today, oneself or a colleague: they get their share of new referrals from now on. Twice is once."""
    EDIT.demand(by)
    officer = officer or by.user
    refuse_stranger(officer)
    duty, _ = Duty.objects.get_or_create(officer=officer, day=clock.today())
    return duty


@transaction.atomic
def go_off_duty(*, by: Principal, officer: User | None = None) -> None:
    EDIT.demand(by)
    Duty.objects.filter(officer=officer or by.user, day=clock.today()).delete()


@transaction.atomic
def set_for_today(*, by: Principal, officers: Collection[User]) -> None:
    """Just these are on duty today. Those who stay keep their turn."""
    for officer in officers:
        go_on_duty(by=by, officer=officer)
    for other in on_duty().exclude(officer__in=officers):
        go_off_duty(by=by, officer=other.officer)


def refuse_stranger(officer: User | None) -> None:
    """Refuses a user who is not of the hub today; ``None`` is no user."""
    if officer and not officers().filter(pk=officer.pk).exists():
        raise Refusal(f"{officer} is not a hub officer today. Choose someone else.")


def take_turn() -> User | None:
    """The officer on duty who has waited longest for a new referral, and gets one now; None when there is none.

    Inside a transaction: holds the day's duties, so that two referrals at the same moment go to two officers.
    """
    duties = list(on_duty().order_by("pk").select_for_update(of=("self",)))
    if not duties:
        return None
    turn = min(duties, key=lambda duty: (duty.last_given_at or LONG_AGO, duty.pk))
    turn.last_given_at = clock.now()
    turn.save(update_fields=["last_given_at"])
    return turn.officer
