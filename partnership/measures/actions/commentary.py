"""What the keeper of a measure writes about it: commentary on a month, notes on the chart."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.arithmetic import clock, months
from partnership.measures.actions import reminding
from partnership.measures.actions.keeping import demand_keeper
from partnership.measures.models import Annotation, Commentary
from partnership.measures.policy import MEASURE
from partnership.measures.refusals import MonthNotOver, TakenOffAlready
from partnership.measures.registry import Measure, find


@transaction.atomic
def comment(*, measure: Measure, month: dt.date, text: str, by: Principal) -> Commentary:
    """On a month that has begun. An empty ``text`` confirms that there is nothing to say."""
    demand_keeper(measure, by)
    if month > months.month_of(clock.today()):
        raise MonthNotOver(month)
    reminding.said(measure, month)
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
    """Refuses a note that somebody took off before (TakenOffAlready)."""
    locked = _locked(annotation, by)
    if locked.removed_at is not None:
        raise TakenOffAlready
    return _saved(locked, removed_by=by.actor, removed_at=clock.now())


@transaction.atomic
def put_back(*, annotation: Annotation, by: Principal) -> Annotation:
    return _saved(_locked(annotation, by), removed_by=None, removed_at=None)


def _locked(annotation: Annotation, by: Principal) -> Annotation:
    locked = permitted(by, MEASURE[Action.EDIT], Annotation).select_for_update(of=("self",)).get(pk=annotation.pk)
    if measure := find(locked.measure):
        demand_keeper(measure, by)
    return locked


def _saved(annotation: Annotation, **changes) -> Annotation:
    for name, value in changes.items():
        setattr(annotation, name, value)
    annotation.save(update_fields=list(changes))
    return annotation
