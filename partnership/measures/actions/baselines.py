"""Limits that are recalculated from a month on: asked for by one person, settled by another, undone with a reason."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.arithmetic.xmr import FEWEST_POINTS
from partnership.measures.actions.keeping import demand_keeper
from partnership.measures.models import Baseline, Value
from partnership.measures.policy import MEASURE
from partnership.measures.refusals import NoSuchMonth, SamePersonTwice, Settled, TooFewPoints
from partnership.measures.registry import Measure

DECIDE = MEASURE[Action.DECIDE]


def points_from(measure: Measure, month: dt.date) -> int:
    """How many closed months with a value there are from this one on."""
    values = Value.objects.standing().closed().of_the_whole()
    return values.filter(measure=measure.slug, month__gte=month, value__isnull=False).count()


@transaction.atomic
def ask(*, measure: Measure, month: dt.date, what_changed: str, evidence: str, trial: bool, by: Principal) -> Baseline:
    """Takes effect when another person approves it.

    Refuses a month without figures before it and in it (NoSuchMonth), and fewer than 13 points from it on that are not
    marked as a trial (TooFewPoints).
    """
    demand_keeper(measure, by)
    points = points_from(measure, month)
    if points == 0 or points == points_from(measure, measure.first_month):
        raise NoSuchMonth(month)
    if points < FEWEST_POINTS and not trial:
        raise TooFewPoints(points, month)
    return Baseline.objects.create(
        measure=measure.slug, month=month, what_changed=what_changed, evidence=evidence,
        is_trial=points < FEWEST_POINTS, asked_by=by.actor, asked_at=clock.now(),
    )  # fmt: skip


@transaction.atomic
def approve(*, baseline: Baseline, by: Principal) -> Baseline:
    """Refuses the person who asked (SamePersonTwice), and what is no longer open (Settled)."""
    locked = _locked(baseline, by)
    if not locked.is_waiting:
        raise Settled
    if locked.asked_by_id == by.user_id:
        raise SamePersonTwice
    locked.approved_by, locked.approved_at = by.actor, clock.now()
    locked.save(update_fields=["approved_by", "approved_at"])
    return locked


@transaction.atomic
def end(*, baseline: Baseline, why: str, by: Principal) -> Baseline:
    """Declines what waits, or undoes what was approved: the limits are those of the whole series again."""
    locked = _locked(baseline, by)
    if locked.ended_at is not None:
        raise Settled
    locked.ended_by, locked.ended_at, locked.why_ended = by.actor, clock.now(), why
    locked.save(update_fields=["ended_by", "ended_at", "why_ended"])
    return locked


def _locked(baseline: Baseline, by: Principal) -> Baseline:
    DECIDE.demand(by)
    return permitted(by, DECIDE, Baseline).select_for_update(of=("self",)).get(pk=baseline.pk)
