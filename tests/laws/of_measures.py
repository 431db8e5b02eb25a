"""A measure in the world of the laws: a manual one with months, targets, notes, commentary and limits; right forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from partnership.access.models import User
from partnership.arithmetic import clock
from partnership.measures.measures import READY_FOR_DISCHARGE
from partnership.measures.policy import Keeping

if TYPE_CHECKING:
    from tests.laws.addresses import Named, Provider, Tried
    from tests.laws.building import Builder

OF_IT = {"measure": READY_FOR_DISCHARGE.slug}
JANUARY, FEBRUARY, MARCH = (dt.date(2018, month, 1) for month in (1, 2, 3))


def months(builder: Builder) -> Iterator[dict[str, Any]]:
    """Two, so that limits can be recalculated from the second."""
    for month in (FEBRUARY, MARCH):
        yield {**OF_IT, "month": month, "by": "", "part": "", "why": "", "value": 50}


def targets(builder: Builder) -> Iterator[dict[str, Any]]:
    """One that holds, and the one before it."""
    yield {**OF_IT, "valid_from": dt.date(2016, 4, 1), "valid_until": None, "value": 50}
    yield {**OF_IT, "valid_from": dt.date(2015, 4, 1), "valid_until": dt.date(2016, 4, 1), "value": 60}


def baselines(builder: Builder) -> Iterator[dict[str, Any]]:
    """One that waits for a second person, and one that was approved."""
    of = {**OF_IT, "asked_by": builder.writer, "why_ended": ""}
    somebody_else = User.objects.exclude(pk=builder.writer.pk).order_by("pk")[0]
    yield {**of, "month": JANUARY}
    yield {**of, "month": FEBRUARY, "approved_by": somebody_else, "approved_at": clock.now()}


def commentaries(builder: Builder) -> Iterator[dict[str, Any]]:
    yield from ({**OF_IT, "month": month} for month in (FEBRUARY, MARCH))


def annotations(builder: Builder) -> Iterator[dict[str, Any]]:
    yield from ({**OF_IT, "on": day} for day in (FEBRUARY, MARCH))


ROOTS = {
    "measures.Value": months,
    "measures.Target": targets,
    "measures.Baseline": baselines,
    "measures.Commentary": commentaries,
    "measures.Annotation": annotations,
}
TABLES = ("Annotation", "Baseline", "Commentary", "Definition", "Target", "Value")
CODES = {
    *(f"measures.{table}.measure" for table in TABLES),
    "measures.Annotation.on", "measures.Baseline.month", "measures.Baseline.why_ended", "measures.Commentary.month",
    "measures.Target.valid_from", "measures.Target.valid_until", "measures.Value.by", "measures.Value.month",
    "measures.Value.part", "measures.Value.why",
}  # fmt: skip
"""Which measure and month a row is of, and what the two months here do without."""

KEEPERS_PAGES = {
    f"measures:{name}": Keeping(READY_FOR_DISCHARGE)
    for name in ("values", "commentary", "targets", "annotations", "annotation-take-off", "annotation-put-back",
                 "recalculate")
}  # fmt: skip


def the_manual_one(tried: Tried) -> list[Named]:
    return [({"slug": READY_FOR_DISCHARGE.slug}, None)]


def rows_of(model: str, where: Callable[[Any], bool] = lambda row: True) -> Provider:
    return lambda tried: [({"slug": row.measure, "pk": row.pk}, row) for row in tried.world.of(model) if where(row)][:1]


PROVIDERS = {
    r"board/measures/.*annotations/<int:pk>/": rows_of("measures.Annotation"),
    r"board/measures/.*recalculate/<int:pk>/undo/": rows_of("measures.Baseline", lambda line: line.in_force),
    r"board/measures/.*recalculate/<int:pk>/": rows_of("measures.Baseline", lambda line: line.is_waiting),
    r"board/measures/<slug:slug>/": the_manual_one,
}


def payloads(sending: Callable, day: Callable) -> dict[str, Any]:
    def send(data: Callable | dict[str, Any] | None = None, after: str = "") -> Any:
        given = data if callable(data) else lambda world, row: dict(data or {})
        return sending(data=given, who="programme_lead", after=after)

    def target(world: Any, row: Any) -> dict[str, Any]:
        tomorrow = clock.today() + dt.timedelta(days=1)
        return {"what": "set", "value": "55", "source": "The board"} | day("starts_on", tomorrow)

    limits = {"what_changed": "The teams became one", "evidence": "A year of lower figures"}
    return {
        "measures:values": send({"month": "2016-05", "value": "50"}),
        "measures:commentary": send({"month": "2018-03", "what": "text", "text": "Fewer again"}),
        "measures:targets": send(target),
        "measures:annotations": send(lambda w, _: {"text": "The teams became one"} | day("on", clock.today())),
        "measures:annotation-take-off": send(),
        "measures:annotation-put-back": send(after="measures:annotation-take-off"),
        "measures:recalculate": send({"month": "2018-03", "confirmed": "yes", "trial": "on", **limits}),
        "measures:baseline-settle": send({"what": "approve"}),
        "measures:baseline-undo": send({"why": "It did not last"}),
    }
