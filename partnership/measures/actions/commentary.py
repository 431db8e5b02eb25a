"""What the keeper of a measure writes about it: commentary on a month, notes on the chart."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock, months
from partnership.measures.actions import reminding
from partnership.measures.actions.keeping import demand_keeper, not_over
from partnership.measures.models import Annotation, Commentary
from partnership.measures.policy import MEASURE
from partnership.measures.registry import Measure, find
from partnership.records.states import lock, save


@transaction.atomic
def comment(*, measure: Measure, month: dt.date, text: str, by: Principal) -> Commentary:
    """On a month that has begun. An empty ``text`` confirms that there is nothing to say."""
    demand_keeper(measure, by)
    if month > months.month_of(clock.today()):
        raise Refusal(not_over(month))
    reminding.commented(measure, month)
    return Commentary.objects.create(
        measure=measure.slug, month=month, text=text, written_by=by.actor, written_at=clock.now()
    )


@transaction.atomic
def annotate(*, measure: Measure, on: dt.date, text: str, by: Principal) -> Annotation:
    demand_keeper(measure, by)
    return Annotation.objects.create(
        measure=measure.slug, on=on, text=text, written_by=by.actor, written_at=clock.now()
    )


@transaction.atomic
def take_off(*, annotation: Annotation, by: Principal) -> Annotation:
    """Refuses a note that was taken off before."""
    locked = _locked(annotation, by)
    if locked.removed_at is not None:
        raise Refusal("This note has been taken off the chart already.")
    return save(locked, removed_by=by.actor, removed_at=clock.now())


@transaction.atomic
def put_back(*, annotation: Annotation, by: Principal) -> Annotation:
    return save(_locked(annotation, by), removed_by=None, removed_at=None)


def _locked(annotation: Annotation, by: Principal) -> Annotation:
    locked = lock(annotation, MEASURE[Action.EDIT], by)
    if measure := find(locked.measure):
        demand_keeper(measure, by)
    return locked
