"""What measures put into the menus and into My work."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.roles import BOARD_MEMBER
from partnership.arithmetic import months
from partnership.measures.models import Baseline
from partnership.measures.policy import MEASURE
from partnership.measures.registry import MEASURES
from partnership.work.navigation import register_menu_entry
from partnership.work.sources import Source, WorkItem, register_work

DECIDE = MEASURE[Action.DECIDE]

_READERS = set(MEASURE[Action.LIST].cells)
register_menu_entry(
    "Measures", "measures:measure-list", MEASURE[Action.LIST], roles=_READERS - {BOARD_MEMBER}, place=45
)
register_menu_entry(
    "Measures", "measures:measure-list", MEASURE[Action.LIST], roles=_READERS & {BOARD_MEMBER}, place=60
)


def to_approve(by: Principal) -> QuerySet[Baseline]:
    """New limits that someone else has asked for, of measures that there are."""
    waiting = permitted(by, DECIDE, Baseline).filter(approved_at=None, ended_at=None, measure__in=list(MEASURES))
    return waiting.exclude(asked_by=by.user_id).select_related("asked_by").order_by("asked_at", "pk")


def _item(line: Baseline) -> WorkItem:
    measure = MEASURES[line.measure]
    return WorkItem(
        what="Approve new limits",
        reference=measure.code,
        url=reverse("measures:baseline-settle", kwargs={"slug": measure.slug, "pk": line.pk}),
        why=f"{line.asked_by} asked for limits from {months.in_words(line.month)}",
        about=measure.name,
    )


register_work(Source("measure-limits", DECIDE, to_approve, _item))
