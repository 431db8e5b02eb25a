"""A record's timeline, read from the history that the database keeps of every change (django-pghistory)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import models

from partnership.access.models import User
from partnership.access.roles import ROLES
from partnership.arithmetic.words import moment
from partnership.records.corrections import Correction
from partnership.records.events import context_of, moment_of
from partnership.records.states import STATE_TABLES

LATEST = dt.datetime.max.replace(tzinfo=dt.UTC)
MOST_EVENTS = 500
"""Of one model on one record: far more than a record gathers in its life, so that a page stays a page."""


@dataclass(frozen=True)
class Change:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Happening:
    """One entry of a timeline. ``also`` is what else happened at the same press of a button.

    ``named``: it has a name of its own, rather than that of the values that changed.
    """

    title: str
    at: dt.datetime
    by: str
    role: str
    changes: Sequence[Change] = ()
    reason: str = ""
    correction: object = None
    correct_url: str = ""
    event: Any = None
    also: Sequence[str] = ()
    named: bool = True


@dataclass(frozen=True)
class HistorySource:
    """What one tracked model adds to a record's history.

    ``link`` is the event's lookup to the record; ``fields`` are the ones shown when they change; ``made`` and
    ``changed`` title the event when no verb of a state table does (a callable is given the event), and without either
    the values that changed do; ``reason`` reads the written reason from it. ``related`` are lookups that titles read.
    """

    model: type[models.Model]
    link: str
    fields: tuple[str, ...]
    made: str | Callable[[Any], str]
    changed: str | Callable[[Any], str] = ""
    reason: Callable[[Any], str] = field(default=lambda event: "")
    related: tuple[str, ...] = ()


def history_of(record: models.Model, sources: Iterable[HistorySource]) -> list[Happening]:
    """Everything that happened to a record and was corrected on it, newest first, each press of a button as one."""
    entries = together(timeline(record, sources))
    if corrections := getattr(record, "corrections", None):
        entries += put_right(corrections.select_related("corrected_by"), record)
    return sorted(entries, key=when, reverse=True)


def when(happening: Happening) -> tuple[dt.datetime, dt.datetime, int]:
    """The order of a history: by the portal's clock and, at one moment of it, as the database wrote it down."""
    event = happening.event
    return (happening.at, event.pgh_created_at, event.pgh_id) if event else (happening.at, LATEST, 0)


def timeline(record: models.Model, sources: Iterable[HistorySource]) -> list[Happening]:
    """Everything that happened to a record, newest first."""
    found = [(source, event, before) for source in sources for event, before in _events(record, source)]
    names = _names({context_of(event).get("user") for _, event, _ in found})
    happenings = [_happening(source, event, before, names) for source, event, before in found]
    return sorted((h for h in happenings if h), key=lambda happening: happening.at, reverse=True)


def _events(record: models.Model, source: HistorySource):
    """Each event with the one before it of the same row, or None."""
    rows = source.model.pgh_event_model.objects.filter(**{source.link: record.pk})  # type: ignore[attr-defined]
    relations = [name for name in source.fields if _points_elsewhere(source.model, name)]
    rows = rows.select_related("pgh_context", *relations, *source.related)
    last: dict[int, Any] = {}
    for event in reversed(rows.order_by("-pgh_id")[:MOST_EVENTS]):
        yield event, last.get(event.pgh_obj_id)
        last[event.pgh_obj_id] = event


def _points_elsewhere(model: type[models.Model], name: str) -> bool:
    return bool(model._meta.get_field(name).is_relation)


def _names(user_ids: set[int | None]) -> dict[int, str]:
    return {user.pk: str(user) for user in User.objects.filter(pk__in=user_ids - {None})}


def _happening(source: HistorySource, event: Any, before: Any, names: dict[int, str]) -> Happening | None:
    context = context_of(event)
    changes = tuple(_changes(source, event, before)) if before else ()
    if before and not changes:
        return None
    title = _title(source, event, before, context)
    return Happening(
        title=title or f"{words_of(changes)} changed",
        at=moment_of(event),
        by=names.get(context.get("user", 0), "the portal"),
        role=role_in(context),
        changes=changes,
        reason=source.reason(event),
        event=event,
        named=bool(title),
    )


def words_of(changes: Sequence[Change]) -> str:
    """What changed: "Owner", "Owner and due"."""
    first, *rest = [change.label for change in changes]
    *more, last = [first, *(label[:1].lower() + label[1:] for label in rest)]
    return f"{', '.join(more)} and {last}" if more else last


def role_in(context: dict[str, Any]) -> str:
    role = ROLES.get(context.get("role", ""))
    return role.label if role else ""


def _title(source: HistorySource, event: Any, before: Any, context: dict[str, Any]) -> str:
    if before and "state" in source.fields and event.state != before.state and "." in context.get("verb", ""):
        table, verb = context["verb"].split(".", 1)
        return STATE_TABLES[table][verb].done
    title = source.changed if before else source.made
    return title(event) if callable(title) else title


def together(happenings: Iterable[Happening]) -> list[Happening]:
    """What was done at one press of a button, and changed a state, as one entry: that of the change of state."""
    presses: dict[object, list[Happening]] = {}
    for happening in happenings:
        presses.setdefault(happening.event.pgh_context_id or id(happening), []).append(happening)
    return [entry for press in presses.values() for entry in _as_one(press)]


def _as_one(press: list[Happening]) -> list[Happening]:
    moves = [one for one in press if one.changes and one.named and hasattr(one.event, "state")]
    return [_merged(moves[0], [one for one in press if one is not moves[0]])] if len(moves) == 1 else press


def _merged(main: Happening, others: list[Happening]) -> Happening:
    press = [main, *others]
    return replace(
        main,
        reason="\n".join(dict.fromkeys(one.reason for one in press if one.reason)),
        correction=next((one.correction for one in press if one.correction), None),
        correct_url=next((one.correct_url for one in press if one.correct_url), ""),
        also=[one.title for one in others if one.named and one.title != main.title],
    )


def _changes(source: HistorySource, event: Any, before: Any):
    for name in source.fields:
        old, new = shown(before, name), shown(event, name)
        if old != new:
            yield Change(
                label_of(source.model, name),
                "" if _is_blank(before, name) else old,
                "" if _is_blank(event, name) else new,
            )


def _is_blank(row: Any, name: str) -> bool:
    return getattr(row, name) in (None, "", [])


def label_of(model: type[models.Model], name: str) -> str:
    """What a page calls a field."""
    label = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def shown(row: Any, name: str) -> str:
    """A field's value in the words of a page: labels of choices, Yes or No, dates, or the text of what it points at."""
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name)
    if _is_blank(row, name):
        return "Not provided"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.date):
        return moment(value)
    if isinstance(value, list):
        return ", ".join(_labels(row, name).get(one, str(one)) for one in value)
    return str(value)


def _labels(row: Any, name: str) -> dict[Any, str]:
    """The words of the choices of a list's members."""
    return dict(row._meta.get_field(name).base_field.flatchoices or ())


def put_right(corrections: Sequence[Correction], *rows: Any) -> list[Happening]:
    """Each correction as an entry of its own; ``rows`` are the records whose values were corrected."""
    acts = _acts_of(*rows) if corrections else []
    return [_put_right(correction, acts) for correction in corrections]


def _acts_of(*rows: Any) -> list[tuple[int | None, dt.datetime, str]]:
    """Who changed these rows, when, and in which role."""
    found = [
        event
        for row in rows
        for event in type(row).pgh_event_model.objects.filter(pgh_obj_id=row.pk).select_related("pgh_context")
    ]
    return [(context_of(event).get("user"), moment_of(event), role_in(context_of(event))) for event in found]


def _role_of(correction: Correction, acts: list[tuple[int | None, dt.datetime, str]]) -> str:
    """A correction changes its row at the same moment, so that of the nearest change by the same person."""
    theirs = [
        (abs(at - correction.corrected_at), role) for user, at, role in acts if user == correction.corrected_by_id
    ]
    return min(theirs)[1] if theirs else ""


def _put_right(correction: Correction, acts: list[tuple[int | None, dt.datetime, str]]) -> Happening:
    return Happening(
        title=f"{correction.about} corrected",
        at=correction.corrected_at,
        by=str(correction.corrected_by),
        role=_role_of(correction, acts),
        changes=(Change(correction.about, correction.old_value, correction.new_value),),
        reason=f"{correction.get_why_display()}. {correction.explanation}",
    )
