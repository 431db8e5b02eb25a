"""A record's timeline, read from the history that the database keeps of every change (django-pghistory)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from partnership.access.models import User
from partnership.access.roles import ROLES
from partnership.records.events import context_of, in_words, moment_of
from partnership.records.states import STATE_TABLES

MOST_EVENTS = 500
"""Of one model on one record: far more than a record gathers in its life, so that a page stays a page."""


@dataclass(frozen=True)
class Change:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Happening:
    """One entry of a timeline."""

    title: str
    at: dt.datetime
    by: str
    role: str
    changes: Sequence[Change] = ()
    reason: str = ""
    correction: object = None
    correct_url: str = ""
    event: Any = None


@dataclass(frozen=True)
class Tells:
    """How one tracked model tells its part of a record's history.

    ``link`` is the event's lookup to the record; ``fields`` are the ones shown when they change; ``made`` and
    ``changed`` title the event when no verb of a state table does (a callable is given the event); ``reason`` reads the
    written reason from it.
    """

    model: type[models.Model]
    link: str
    fields: tuple[str, ...]
    made: str | Callable[[Any], str]
    changed: str | Callable[[Any], str] = "Changed"
    reason: Callable[[Any], str] = field(default=lambda event: "")


def timeline(record: models.Model, told_by: Iterable[Tells]) -> list[Happening]:
    """Everything that happened to a record, newest first."""
    told = [(tells, event, before) for tells in told_by for event, before in _events(record, tells)]
    names = _names({context_of(event).get("user") for _, event, _ in told})
    happenings = [_happening(tells, event, before, names) for tells, event, before in told]
    return sorted((h for h in happenings if h), key=lambda happening: happening.at, reverse=True)


def _events(record: models.Model, tells: Tells):
    """Each event with the one before it of the same row, or None."""
    rows = tells.model.pgh_event_model.objects.filter(**{tells.link: record.pk})
    rows = rows.select_related("pgh_context", *(name for name in tells.fields if _points_elsewhere(tells.model, name)))
    last: dict[int, Any] = {}
    for event in reversed(rows.order_by("-pgh_id")[:MOST_EVENTS]):
        yield event, last.get(event.pgh_obj_id)
        last[event.pgh_obj_id] = event


def _points_elsewhere(model: type[models.Model], name: str) -> bool:
    return bool(model._meta.get_field(name).is_relation)


def _names(user_ids: set[int | None]) -> dict[int, str]:
    return {user.pk: str(user) for user in User.objects.filter(pk__in=user_ids - {None})}


def _happening(tells: Tells, event: Any, before: Any, names: dict[int, str]) -> Happening | None:
    context = context_of(event)
    changes = tuple(_changes(tells, event, before)) if before else ()
    if before and not changes:
        return None
    role = ROLES.get(context.get("role", ""))
    return Happening(
        title=_title(tells, event, before, context),
        at=moment_of(event),
        by=names.get(context.get("user"), "the portal"),
        role=role.label if role else "",
        changes=changes,
        reason=tells.reason(event),
        event=event,
    )


def _title(tells: Tells, event: Any, before: Any, context: dict[str, Any]) -> str:
    if before and "state" in tells.fields and event.state != before.state and "." in context.get("verb", ""):
        table, verb = context["verb"].split(".", 1)
        return STATE_TABLES[table][verb].done
    title = tells.changed if before else tells.made
    return title(event) if callable(title) else title


def _changes(tells: Tells, event: Any, before: Any):
    for name in tells.fields:
        old, new = shown(before, name), shown(event, name)
        if old != new:
            label = str(tells.model._meta.get_field(name).verbose_name)
            yield Change(label[:1].upper() + label[1:], old, new)


def shown(row: Any, name: str) -> str:
    """A field's value in the words of a page: labels of choices, Yes or No, dates, or the text of what it points at."""
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name)
    if value is None or value == "" or value == []:
        return "Not known"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.date):
        return in_words(value) if isinstance(value, dt.datetime) else f"{value.day} {value:%B %Y}"
    if isinstance(value, list):
        return ", ".join(_labels(row, name).get(one, str(one)) for one in value)
    return str(value)


def _labels(row: Any, name: str) -> dict[Any, str]:
    """The words of the choices of a list's members."""
    return dict(getattr(row._meta.get_field(name), "base_field", None).flatchoices or ())
