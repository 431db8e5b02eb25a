"""Setting a target: the old one ends, the new one begins, and the open referrals that it touches follow."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet

from forensic_hub.referrals.actions.moving import resave
from forensic_hub.referrals.models import Referral, TargetRule
from forensic_hub.referrals.policy import TARGETS
from forensic_hub.referrals.vocabulary import Step
from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.records.dated import succeed


def affected(step: str, priority: str, starts_on: dt.date) -> QuerySet[Referral]:
    """The open referrals whose running clock a target from this day on would move."""
    running = Q(clock=step, priority=priority, counted_from_on__gte=starts_on)
    if step in (Step.FIRST_ASSESSMENT, Step.TRANSFER):
        running = ~Q(transfer_clock="") & Q(day_zero_on__gte=starts_on)
    return Referral.objects.open().filter(running)


@transaction.atomic
def set_target(
    *, rule: TargetRule, amount: int, unit: str, starts_on: dt.date, source: str, by: Principal
) -> TargetRule:
    """For referrals received from ``starts_on`` on. Refuses a day before the present target began."""
    TARGETS[Action.EDIT].demand(by)
    new = succeed(row=rule, on=starts_on, amount=amount, unit=unit, source=source)
    for referral in affected(rule.step, rule.priority, starts_on).order_by("pk").select_for_update(of=("self",)):
        resave(referral)
    return new
