"""The transfer of a person from prison: somebody states day 0, and the clock counts from it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from forensic_hub.referrals import clocks
from forensic_hub.referrals.actions.moving import locked, refuse_closed, resave
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.refusals import BeforeTransferTargets, DayZeroIsSet, NoTransferClock, NotYet
from forensic_hub.referrals.vocabulary import Step
from partnership.access.principal import Principal
from partnership.arithmetic import clock


@transaction.atomic
def set_day_zero(
    *, referral: Referral, day_zero: dt.date, why: str, by: Principal, version: int | None = None
) -> Referral:
    """States the day from which the transfer is counted, once: afterwards it is corrected.

    Refuses what ``refuse_setting`` and ``refuse_day_zero`` do.
    """
    referral = locked(referral, by)
    refuse_setting(referral)
    referral.refuse_if_changed_since(version)
    refuse_day_zero(day_zero)
    referral.day_zero_on, referral.day_zero_why = day_zero, why
    referral.day_zero_by, referral.day_zero_at = by.user, clock.now()
    return resave(referral)


def refuse_setting(referral: Referral) -> None:
    """No day 0 can be stated of a closed referral (Closed), of a person who is not in prison under section 47 or 48
    (NoTransferClock), nor where it stands already (DayZeroIsSet)."""
    refuse_closed(referral)
    if not referral.has_transfer_clock:
        raise NoTransferClock(referral)
    if referral.day_zero_on:
        raise DayZeroIsSet(referral)


def refuse_day_zero(day_zero: dt.date) -> None:
    """A day that has not come (NotYet), or one from which no target counts, so that no clock would run."""
    if day_zero > clock.today():
        raise NotYet("Day 0")
    if clocks.rule(Step.FIRST_ASSESSMENT, "", day_zero) is None:
        raise BeforeTransferTargets(day_zero)
