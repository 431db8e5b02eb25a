"""Asking people by email to renew what expires."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet

from partnership.access.jobs import mail
from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.arithmetic.words import day
from workforce.passports.models import ONE_REMINDER_IN, Need, Reminder
from workforce.passports.policy import PASSPORT

BODY = """Dear {name}

Your employee passport needs this: {what}. Its last day is {last_day}.

Sign in to the South London Partnership portal and open "My passport" to see what to do.

{trust} HR
"""


@dataclass
class Outcome:
    """What came of it: who was written to, who has no email address, who was reminded of this in the last 7 days."""

    sent: list[Need] = field(default_factory=list)
    no_address: list[Need] = field(default_factory=list)
    too_soon: list[Need] = field(default_factory=list)


@transaction.atomic
def remind(*, needs: Iterable[int], by: Principal) -> Outcome:
    """Writes to the people of these needs, once in 7 days at most for each need."""
    PASSPORT[Action.EDIT].demand(by)
    outcome = Outcome()
    for need in _locked(by, needs):
        _place_for(need, outcome).append(need)
    for need in outcome.sent:
        Reminder.objects.create(need=need, sent_at=clock.now(), sent_by=by.actor)
        mail.send(subject="Your employee passport", body=_body(need, by), to=need.passport.staff_member.email)
    return outcome


def _locked(by: Principal, needs: Iterable[int]) -> QuerySet[Need]:
    rows = permitted(by, PASSPORT[Action.EDIT], Need).filter(pk__in=list(needs)).order_by("expires_on", "pk")
    return rows.select_for_update(of=("self",)).select_related("subject", "passport__staff_member")


def _place_for(need: Need, outcome: Outcome) -> list[Need]:
    if not need.passport.staff_member.email:
        return outcome.no_address
    if need.reminders.filter(sent_at__gt=clock.now() - ONE_REMINDER_IN).exists():
        return outcome.too_soon
    return outcome.sent


def _body(need: Need, by: Principal) -> str:
    person = need.passport.staff_member
    last_day = day(need.expires_on) if need.expires_on else "not set"
    return BODY.format(name=person.first_name, what=need, last_day=last_day, trust=by.employer)
