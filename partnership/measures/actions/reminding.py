"""The owner of a measure is reminded once that its last month is of concern and has no commentary."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from partnership.access.models import User
from partnership.arithmetic import months
from partnership.arithmetic.xmr import Kind
from partnership.measures.grid import MeasureStatus, status_of
from partnership.measures.models import Baseline, Commentary, Value
from partnership.measures.policy import MEASURE
from partnership.measures.reading import Aims, last_closed
from partnership.measures.registry import Measure, every_measure
from partnership.work.actions.notifications import notify, resolve
from partnership.work.models import Notification

COMMENTARY = "commentary"


def remind_owners() -> int:
    """Gives the number of measures. Called by the system each night, once the months are closed."""
    month = last_closed()
    commented = set(Commentary.objects.filter(month=month).values_list("measure", flat=True))
    reminded = set(Notification.objects.filter(kind=COMMENTARY).values_list("about", flat=True))
    wanting = [
        measure
        for measure in every_measure()
        if measure.slug not in commented
        and _about(measure, month) not in reminded
        and is_of_concern(_status(measure, month))
    ]
    for measure in wanting:
        _remind(measure, month)
    return len(wanting)


def commented(measure: Measure, month: dt.date) -> None:
    """No one has to be reminded any more."""
    resolve(about=_about(measure, month), kind=COMMENTARY)


def is_of_concern(status: MeasureStatus) -> bool:
    variation = status.chart.variation
    return status.value is not None and variation is not None and variation.kind is Kind.CONCERNING


def _status(measure: Measure, month: dt.date) -> MeasureStatus:
    values = Value.objects.current().closed().of_the_whole().filter(measure=measure.slug, month__lte=month)
    baselines = list(Baseline.objects.approved().filter(measure=measure.slug).order_by("month"))
    return status_of(measure, month, dict(values.values_list("month", "value")), Aims((), baselines))


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
