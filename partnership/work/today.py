"""A trust today, in figures. Each app says what it counts of a trust, and where exactly the rows stand that it counts.

An app's ``work.py`` calls ``register_figure(Figure(…))``. Every figure is the count of a query, and its address is the
list of those rows: the two are always equal. ``register_changes(Changes(…))`` adds what changed since the last visit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from partnership.access.policy import Permission
from partnership.access.principal import Principal
from partnership.records.events import since
from partnership.work.sources import counted

GROUPS = ("CAMHS", "Forensic", "Workforce", "Programmes", "Savings")
"""In the order of the page."""


@dataclass(frozen=True)
class Figure:
    """``rows`` gives the permitted rows; ``url`` the list that shows them and no others."""

    group: str
    label: str
    needs: Permission
    rows: Callable[[Principal], QuerySet]
    url: Callable[[Principal], str]


@dataclass(frozen=True)
class Counted:
    label: str
    count: int
    url: str


@dataclass(frozen=True)
class Changed:
    """One thing that is not as it was. ``reference`` is written to the read log where it is of a person."""

    reference: str
    what: str
    url: str
    at: dt.datetime
    by: str = ""


@dataclass(frozen=True)
class Changes:
    """What changed in one kind of record since a moment, newest first, and no more than ``limit``."""

    needs: Permission
    since: Callable[[Principal, dt.datetime, int], Iterable[Changed]]


MOST_EVENTS_READ = 200

FIGURES: list[Figure] = []
CHANGES: list[Changes] = []


def register_figure(figure: Figure) -> Figure:
    FIGURES.append(figure)
    return figure


def register_changes(changes: Changes) -> Changes:
    CHANGES.append(changes)
    return changes


def figures_of(by: Principal) -> list[tuple[str, list[Counted]]]:
    """By group, all asked of the database in one question."""
    held = [figure for figure in FIGURES if figure.needs.held_by(by)]
    counts = counted(by, [figure.rows(by) for figure in held])
    found: dict[str, list[Counted]] = {group: [] for group in GROUPS}
    for figure, count in zip(held, counts, strict=True):
        found.setdefault(figure.group, []).append(Counted(figure.label, count, figure.url(by)))
    return [(group, figures) for group, figures in found.items() if figures]


def changes_since(by: Principal, moment: dt.datetime, limit: int) -> list[tuple[Changes, Changed]]:
    """Of every kind together, newest first, each with the kind that told it."""
    found = [
        (changes, changed)
        for changes in CHANGES
        if changes.needs.held_by(by)
        for changed in changes.since(by, moment, limit)
    ]
    return sorted(found, key=lambda one: one[1].at, reverse=True)[:limit]


def latest_events(records: QuerySet, moment: dt.datetime, limit: int) -> list[Any]:
    """The latest thing recorded since of each of these records, newest first. It has the columns of the record."""
    events = records.model.pgh_event_model.objects.filter(pgh_obj__in=records)  # type: ignore[attr-defined]
    latest: dict[int, Any] = {}
    for event in since(events, moment).order_by("-at", "-pgh_id")[:MOST_EVENTS_READ]:
        latest.setdefault(event.pgh_obj_id, event)
    return list(latest.values())[:limit]
