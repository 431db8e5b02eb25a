"""A referral's clocks: what is due, by when, from the targets in force on the day it was received.

Triage until it is accepted, then assessment, both counted from the day received with the pauses left out; after the
assessment none. Beside them, for a person in prison under section 47 or 48, the transfer clock: it counts from the
day 0 that the hub set, first to the first assessment and then to the transfer, and nothing pauses it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from forensic_hub.referrals.models import Assessment, Referral, TargetRule
from forensic_hub.referrals.vocabulary import OPEN, State, Step
from partnership.arithmetic.targets import Days, Pause, due_on

COUNTS_TOWARDS = {
    State.NEW: Step.TRIAGE,
    State.WAITING: Step.TRIAGE,
    State.ASSESSMENT_DUE: Step.ASSESSMENT,
    State.ASSESSMENT_BOOKED: Step.ASSESSMENT,
}


def columns(referral: Referral, state: str) -> dict[str, Any]:
    """What the clock columns are in this state, for the one save that changes the state and them together."""
    return _running(referral, state) | _transfer(referral, state)


def target_days(referral: Referral) -> dict[Step, dt.date | None]:
    """The target dates of triage and assessment, as a form shows them for a priority and a day received."""
    return {step: _due(referral, step, ()) for step in (Step.TRIAGE, Step.ASSESSMENT)}


def rules_on(day: dt.date) -> dict[tuple[str, str], TargetRule]:
    """Every target in force on this day, by step and priority, in one query."""
    return {(rule.step, rule.priority): rule for rule in TargetRule.objects.on(day)}


def rule(step: str, priority: str, on: dt.date) -> TargetRule | None:
    """The target in force on this day; None when none was set yet."""
    return TargetRule.objects.on(on).filter(step=step, priority=priority).first()


def transfer_rules(on: dt.date) -> tuple[TargetRule | None, TargetRule | None]:
    """The targets of the first assessment and of the transfer in force on this day, in one query."""
    rules = rules_on(on)
    return rules.get((Step.FIRST_ASSESSMENT, "")), rules.get((Step.TRANSFER, ""))


def _running(referral: Referral, state: str) -> dict[str, Any]:
    step = COUNTS_TOWARDS.get(State(state))
    if step is None:
        return {"clock": "", "due_on": None, "paused_since": None}
    pauses = [request.pause for request in referral.information_requests.all()] if referral.pk else []
    standing = next((pause.start_on for pause in pauses if pause.end_on is None), None)
    return {"clock": step, "due_on": _due(referral, step, pauses), "paused_since": standing}


def _due(referral: Referral, step: Step, pauses: list[Pause] | tuple[()]) -> dt.date | None:
    target = rule(step, referral.priority, referral.counted_from_on)
    return due_on(referral.counted_from_on, target.amount, Days(target.unit), pauses) if target else None


def _transfer(referral: Referral, state: str) -> dict[str, Any]:
    if referral.day_zero_on is None or state not in OPEN or not referral.has_transfer_clock:
        return {"transfer_clock": "", "transfer_due_on": None}
    step, due = transfer_step(referral.day_zero_on, _first_assessed_on(referral))
    return {"transfer_clock": step, "transfer_due_on": due}


def transfer_step(day_zero: dt.date, assessed_on: dt.date | None) -> tuple[Step, dt.date | None]:
    """The step that counts now and its last day: 14 days to the first assessment, 14 more to the transfer, 28 in all.

    An assessment that came late does not move the end; one that came early brings the transfer forward.
    """
    to_assess, to_transfer = transfer_rules(day_zero)
    if to_assess is None or to_transfer is None:
        return (Step.FIRST_ASSESSMENT if assessed_on is None else Step.TRANSFER, None)
    assess_by = due_on(day_zero, to_assess.amount, Days(to_assess.unit))
    if assessed_on is None or assess_by is None:
        return (Step.FIRST_ASSESSMENT, assess_by)
    return (Step.TRANSFER, due_on(min(assessed_on, assess_by), to_transfer.amount, Days(to_transfer.unit)))


def _first_assessed_on(referral: Referral) -> dt.date | None:
    if referral.pk is None:
        return None
    took_place = referral.assessments.filter(status=Assessment.Status.TOOK_PLACE)
    return took_place.order_by("took_place_on").values_list("took_place_on", flat=True).first()
