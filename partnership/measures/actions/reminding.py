"""Whoever owns a measure is told once that its last month is of concern and nobody has said anything about it."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from partnership.access.models import User
from partnership.arithmetic import months
from partnership.arithmetic.xmr import Kind
from partnership.measures.grid import Standing, standing_of
from partnership.measures.models import Baseline, Commentary, Value
from partnership.measures.policy import MEASURE
from partnership.measures.reading import Aims, last_closed
from partnership.measures.registry import Measure, every_measure
from partnership.work.actions.notifications import notify, resolve
from partnership.work.models import Notification

COMMENTARY = "commentary"


def remind_everybody() -> int:
    """How many measures somebody was told of. Called by the system each night, once the months are closed."""
    month = last_closed()
    said = set(Commentary.objects.filter(month=month).values_list("measure", flat=True))
    told = set(Notification.objects.filter(kind=COMMENTARY).values_list("about", flat=True))
    wanting = [
        measure
        for measure in every_measure()
        if measure.slug not in said and _about(measure, month) not in told and is_of_concern(_standing(measure, month))
    ]
    for measure in wanting:
        _remind(measure, month)
    return len(wanting)


def said(measure: Measure, month: dt.date) -> None:
    """Somebody has said something: nobody has to be reminded any more."""
    resolve(about=_about(measure, month), kind=COMMENTARY)


def is_of_concern(standing: Standing) -> bool:
    variation = standing.chart.variation
    return standing.value is not None and variation is not None and variation.kind is Kind.CONCERNING


def _standing(measure: Measure, month: dt.date) -> Standing:
    values = Value.objects.standing().closed().of_the_whole().filter(measure=measure.slug, month__lte=month)
    baselines = list(Baseline.objects.approved().filter(measure=measure.slug).order_by("month"))
    return standing_of(measure, month, dict(values.values_list("month", "value")), Aims((), baselines))


def _remind(measure: Measure, month: dt.date) -> None:
    notify(
        to=User.objects.at_work(measure.owner.code),
        policy=MEASURE,
        kind=COMMENTARY,
        about=_about(measure, month),
        url=reverse("measures:commentary", kwargs={"slug": measure.slug}),
        text=f"{measure.name} is of concern in {months.in_words(month)}. Write the commentary on it.",
    )


def _about(measure: Measure, month: dt.date) -> str:
    return f"{measure.code} {months.written(month)}"
