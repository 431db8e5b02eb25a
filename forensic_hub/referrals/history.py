"""Where each entry comes from in a referral's history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from forensic_hub.referrals.models import (
    Assessment,
    Chase,
    Closure,
    Decision,
    Document,
    InformationRequest,
    Note,
    Referral,
    RequestedItem,
)
from forensic_hub.referrals.vocabulary import PanelOutcome
from partnership.arithmetic import clock
from partnership.records.corrections import Correction
from partnership.records.history import Happening, HistorySource, put_right, together, when
from partnership.records.history import timeline as timeline_of

STRUCK_THROUGH = {"decision", "note"}


def _asked_for(event: Any) -> str:
    return f"Information asked for from {event.sent_to}"


def _assessment_changed(event: Any) -> str:
    return f"Assessment: {event.get_status_display().lower()}"


def _assessment_reason(event: Any) -> str:
    return event.why_cancelled or event.not_completed_note or event.why_after_target


def _closed(event: Any) -> str:
    return f"{event.get_how_display()}: {event.service}" if event.service else event.get_how_display()


def _document_changed(event: Any) -> str:
    return f"Document removed: {event.name}" if event.removed_at else f"Document changed: {event.name}"


SOURCES = (
    HistorySource(
        Referral,
        "pgh_obj",
        ("state", "owner", "responsible_trust", "panel", "papers", "due_on", "paused_since", "day_zero_on",
         "transfer_due_on"),
        made="Referral logged",
    ),
    HistorySource(
        InformationRequest,
        "referral",
        ("ending",),
        made=_asked_for,
        changed=lambda event: f"Request for information {event.get_ending_display().lower()}",
        reason=lambda event: event.why_cancelled,
    ),
    HistorySource(
        RequestedItem,
        "request__referral",
        ("received_on",),
        made=lambda event: f"Asked for: {event.other or event.get_paper_display()}",
        changed=lambda event: f"Received: {event.other or event.get_paper_display()}",
    ),
    HistorySource(
        Chase, "request__referral", (), made=lambda event: f"Chased, {event.number}", reason=lambda event: event.note
    ),
    HistorySource(
        Assessment,
        "referral",
        ("status", "planned_at", "assessor_name", "place", "how"),
        made="Assessment booked",
        changed=_assessment_changed,
        reason=_assessment_reason,
    ),
    HistorySource(
        Decision,
        "referral",
        (),
        made=lambda event: f"The panel {PanelOutcome(event.outcome).done}",
        reason=lambda event: event.reason,
    ),
    HistorySource(
        Closure,
        "referral",
        ("reopened_at",),
        made=_closed,
        changed="Reopened",
        reason=lambda event: event.why_reopened or event.explanation,
    ),
    HistorySource(
        Note,
        "referral",
        (),
        made=lambda event: f"{event.get_kind_display()} added",
    ),
    HistorySource(
        Document,
        "referral",
        ("removed_at",),
        made=lambda event: f"Document added: {event.name}",
        changed=_document_changed,
        reason=lambda event: event.why_removed,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Corrected:
    """When and why an entry was put right: its title is struck through."""

    on: dt.date
    reason: str


def timeline(referral: Referral, correct_url: Callable[[Any], str] = lambda event: "") -> list[Happening]:
    """Everything that happened to a referral and was put right on it or its person, newest first.

    ``correct_url`` gives the page that corrects what an event recorded, for those who may.
    """
    corrections = list(referral.corrections.select_related("corrected_by"))
    later = {(correction.field.split(".")[0], correction.row): correction for correction in reversed(corrections)}
    about_the_person = referral.person.corrections.select_related("corrected_by")
    entries = put_right([*corrections, *about_the_person], referral, referral.person)
    happened = [_struck_through(happening, later) for happening in timeline_of(referral, SOURCES)]
    entries += together(replace(one, correct_url=correct_url(one.event)) for one in happened)
    return sorted(entries, key=when, reverse=True)


def _struck_through(happening: Happening, corrections: Mapping[tuple[str, int], Correction]) -> Happening:
    """A decision that was corrected, or a note: the entry of its making, not those of what followed."""
    event = happening.event
    row = (event.pgh_tracked_model._meta.model_name, event.pgh_obj_id)
    if happening.changes or row[0] not in STRUCK_THROUGH or row not in corrections:
        return happening
    correction = corrections[row]
    return replace(happening, correction=Corrected(clock.local(correction.corrected_at).date(), correction.explanation))
