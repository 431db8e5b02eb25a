"""A measure in the world of the laws: a manual one with months, targets, notes, commentary and limits; right forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from partnership.access.models import User
from partnership.arithmetic import clock
from partnership.measures.measures import READY_FOR_DISCHARGE
from partnership.measures.policy import Keeping
from tests.laws.building import Builder
from tests.laws.declaring import Data, ForTheLaws, Given, Named, Provider, Tried
from tests.laws.forms import day, sends, today, tomorrow
from tests.laws.world import World

OF_IT = {"measure": READY_FOR_DISCHARGE.slug}
JANUARY, FEBRUARY, MARCH = (dt.date(2018, month, 1) for month in (1, 2, 3))


def months(builder: Builder) -> Iterator[Given]:
    """Two, so that limits can be recalculated from the second."""
    for month in (FEBRUARY, MARCH):
        yield {**OF_IT, "month": month, "by": "", "part": "", "why": "", "value": 50}


def targets(builder: Builder) -> Iterator[Given]:
    """One that holds, and the one before it."""
    yield {**OF_IT, "valid_from": dt.date(2016, 4, 1), "valid_until": None, "value": 50}
    yield {**OF_IT, "valid_from": dt.date(2015, 4, 1), "valid_until": dt.date(2016, 4, 1), "value": 60}


def baselines(builder: Builder) -> Iterator[Given]:
    """One that waits for a second person, and one that was approved."""
    of = {**OF_IT, "asked_by": builder.writer, "why_ended": ""}
    somebody_else = User.objects.exclude(pk=builder.writer.pk).order_by("pk")[0]
    yield {**of, "month": JANUARY}
    yield {**of, "month": FEBRUARY, "approved_by": somebody_else, "approved_at": clock.now()}


def commentaries(builder: Builder) -> Iterator[Given]:
    yield from ({**OF_IT, "month": month} for month in (FEBRUARY, MARCH))


def annotations(builder: Builder) -> Iterator[Given]:
    yield from ({**OF_IT, "on": day} for day in (FEBRUARY, MARCH))


def the_manual_one(tried: Tried) -> list[Named]:
    return [({"slug": READY_FOR_DISCHARGE.slug}, None)]


def rows_of(model: str, where: Callable[[Any], bool] = lambda row: True) -> Provider:
    return lambda tried: [({"slug": row.measure, "pk": row.pk}, row) for row in tried.world.of(model) if where(row)][:1]


# A right form for each page


def a_target(world: World, row: Any) -> Data:
    return {"what": "set", "value": "55", "source": "The board"} | day("starts_on", tomorrow())


def an_annotation(world: World, row: Any) -> Data:
    return {"text": "The teams became one"} | day("on", today())


LIMITS = {
    "month": "2018-03", "confirmed": "yes", "trial": "on", "what_changed": "The teams became one",
    "evidence": "A year of lower figures",
}  # fmt: skip
LEAD = "programme_lead"

TABLES = ("Annotation", "Baseline", "Commentary", "Definition", "Target", "Value")
KEEPERS_PAGES = (
    "values", "commentary", "targets", "annotations", "annotation-take-off", "annotation-put-back", "recalculate",
)  # fmt: skip
FOR_THE_LAWS = ForTheLaws(
    rows={
        "measures.Value": months,
        "measures.Target": targets,
        "measures.Baseline": baselines,
        "measures.Commentary": commentaries,
        "measures.Annotation": annotations,
    },
    codes={  # which measure and month a row is of, and what the two months here do without
        *(f"measures.{table}.measure" for table in TABLES),
        "measures.Annotation.on", "measures.Baseline.month", "measures.Baseline.why_ended", "measures.Commentary.month",
        "measures.Target.valid_from", "measures.Target.valid_until", "measures.Value.by", "measures.Value.month",
        "measures.Value.part", "measures.Value.why",
    },
    addresses={
        r"board/measures/.*annotations/<int:pk>/": rows_of("measures.Annotation"),
        r"board/measures/.*recalculate/<int:pk>/undo/": rows_of("measures.Baseline", lambda line: line.in_force),
        r"board/measures/.*recalculate/<int:pk>/": rows_of("measures.Baseline", lambda line: line.is_waiting),
        r"board/measures/<slug:slug>/": the_manual_one,
    },
    forms={
        "measures:values": sends({"month": "2016-05", "value": "50"}, who=LEAD),
        "measures:commentary": sends({"month": "2018-03", "what": "text", "text": "Fewer again"}, who=LEAD),
        "measures:targets": sends(a_target, who=LEAD),
        "measures:annotations": sends(an_annotation, who=LEAD),
        "measures:annotation-take-off": sends(who=LEAD),
        "measures:annotation-put-back": sends(who=LEAD, after="measures:annotation-take-off"),
        "measures:recalculate": sends(LIMITS, who=LEAD),
        "measures:baseline-settle": sends({"what": "approve"}, who=LEAD),
        "measures:baseline-undo": sends({"why": "It did not last"}, who=LEAD),
    },
    needs_more={f"measures:{page}": Keeping(READY_FOR_DISCHARGE) for page in KEEPERS_PAGES},
)  # fmt: skip
