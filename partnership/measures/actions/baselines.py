"""Limits that are recalculated from a month on: asked for by one person, approved by another, undone with a reason."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock, months
from partnership.arithmetic.xmr import FEWEST_POINTS
from partnership.measures.actions.keeping import demand_keeper
from partnership.measures.models import Baseline, Value
from partnership.measures.policy import MEASURE
from partnership.measures.registry import Measure
from partnership.records.states import lock, save

DECIDE = MEASURE[Action.DECIDE]
DECIDED = "Someone has decided this already. Go back to the measure to see the limits."


def points_from(measure: Measure, month: dt.date) -> int:
    """How many closed months with a value there are from this one on."""
    values = Value.objects.current().closed().of_the_whole()
    return values.filter(measure=measure.slug, month__gte=month, value__isnull=False).count()


@transaction.atomic
def ask(*, measure: Measure, month: dt.date, what_changed: str, evidence: str, trial: bool, by: Principal) -> Baseline:
    """Takes effect when another person approves it.

    Refuses a month without figures before it and in it, and fewer than 13 points from it on that are not marked as a
    trial.
    """
    demand_keeper(measure, by)
    points = points_from(measure, month)
    if points == 0 or points == points_from(measure, measure.first_month):
        raise Refusal(f"There are no figures before and after {months.in_words(month)}. Choose another month.")
    if points < FEWEST_POINTS and not trial:
        raise Refusal(
            f"{FEWEST_POINTS} points are needed for new limits and there are {points} from {months.in_words(month)}. "
            "Wait, or mark the limits as a trial."
        )
    return Baseline.objects.create(
        measure=measure.slug, month=month, what_changed=what_changed, evidence=evidence,
        is_trial=points < FEWEST_POINTS, asked_by=by.actor, asked_at=clock.now(),
    )  # fmt: skip


@transaction.atomic
def approve(*, baseline: Baseline, by: Principal) -> Baseline:
    """Refuses the person who asked, and what is no longer open."""
    locked = lock(baseline, DECIDE, by)
    if not locked.is_waiting:
        raise Refusal(DECIDED)
    if locked.asked_by_id == by.user_id:
        raise Refusal("You asked for this. Someone else has to approve it.")
    return save(locked, approved_by=by.actor, approved_at=clock.now())


@transaction.atomic
def end(*, baseline: Baseline, why: str, by: Principal) -> Baseline:
    """Declines what waits, or undoes what was approved: the limits are those of the whole series again."""
    locked = lock(baseline, DECIDE, by)
    if locked.ended_at is not None:
        raise Refusal(DECIDED)
    return save(locked, ended_by=by.actor, ended_at=clock.now(), why_ended=why)
