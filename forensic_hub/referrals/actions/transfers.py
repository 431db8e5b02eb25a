"""The transfer of a person from prison: the hub sets day 0, and the clock counts from it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from forensic_hub.referrals import clocks
from forensic_hub.referrals.actions.moving import refuse_closed, resave
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.states import EDIT
from forensic_hub.referrals.vocabulary import Step
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.arithmetic.words import day, moment
from partnership.records.days import refuse_future
from partnership.records.states import lock


@transaction.atomic
def set_day_zero(
    *, referral: Referral, day_zero: dt.date, why: str, by: Principal, version: int | None = None
) -> Referral:
    """The day from which the transfer is counted, set once: afterwards it is corrected."""
    locked = lock(referral, EDIT, by)
    refuse_setting(locked)
    locked.refuse_if_changed_since(version)
    refuse_day_zero(day_zero)
    locked.day_zero_on, locked.day_zero_why = day_zero, why
    locked.day_zero_by, locked.day_zero_at = by.user, clock.now()
    return resave(locked)


def refuse_setting(referral: Referral) -> None:
    """Refuses a closed referral, a person who is not in prison under section 47 or 48, and a second day 0."""
    refuse_closed(referral)
    if not referral.has_transfer_clock:
        raise Refusal(f"{referral} has no transfer clock: the person is not in prison under section 47 or 48.")
    if referral.day_zero_on:
        raise Refusal(
            f"{referral.day_zero_by} set day 0 to {day(referral.day_zero_on)} on {moment(referral.day_zero_at)}. "
            "Correct it instead."
        )


def refuse_day_zero(day_zero: dt.date) -> None:
    """Refuses a day that has not come, or one without a target, from which no clock would run."""
    refuse_future("Day 0", day_zero)
    if clocks.rule(Step.FIRST_ASSESSMENT, "", day_zero) is None:
        raise Refusal(f"Day 0 must be a day on which a transfer target was in force, not {day(day_zero)}")
