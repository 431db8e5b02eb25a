"""Where each entry comes from in the history of a saving, a settlement and a reinvestment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from partnership.arithmetic import months
from partnership.records.corrections import Correction
from partnership.records.history import Change, Happening, HistorySource, together
from partnership.records.history import timeline as timeline_of
from partnership.savings.models import Confirmation, Evidence, MonthFigure, Reinvestment, Saving, Settlement

OF_A_SAVING = (
    HistorySource(
        Saving,
        "pgh_obj",
        ("state", "title", "programme", "category", "recurring", "cash_releasing", "held_by", "baseline", "planned",
         "full_year_effect", "starts_on", "quality", "owner"),
        made="Saving added",
        reason=lambda event: event.why_stopped or event.minute,
    ),
    HistorySource(
        MonthFigure,
        "saving",
        ("plan", "forecast", "actual", "state"),
        made=lambda event: f"{_month(event)} {'corrects an earlier month' if event.corrects_id else 'planned'}",
        changed=lambda event: f"{_month(event)} changed",
        reason=lambda event: event.comment,
    ),
    HistorySource(
        Confirmation,
        "figure__saving",
        ("figure", "trust", "taken_back_at"),
        made=lambda event: f"{event.trust} {'queried' if event.query else 'confirmed'} {_month(event.figure)}",
        changed=lambda event: f"{event.trust} took back its confirmation of {_month(event.figure)}",
        reason=lambda event: event.query,
    ),
    HistorySource(
        Evidence,
        "saving",
        ("removed_at",),
        made=lambda event: f"Evidence added: {event.name}",
        changed=lambda event: f"Evidence removed: {event.name}",
        reason=lambda event: event.why_removed,
    ),
)  # fmt: skip

OF_A_SETTLEMENT = (
    HistorySource(
        Settlement,
        "pgh_obj",
        ("state", "drawn_up_by"),
        made="Settlement drawn up",
        changed="Settlement drawn up again",
        reason=lambda event: event.minute,
    ),
)

OF_A_REINVESTMENT = (
    HistorySource(
        Reinvestment,
        "pgh_obj",
        ("state", "title", "area", "place", "amount", "recurring", "starts_on", "funding", "measure", "expected"),
        made="Proposed",
        reason=lambda event: event.review or event.why_declined or event.minute,
    ),
)


def _month(row: Any) -> str:
    return months.in_words(row.month)


def of_saving(saving: Saving) -> list[Happening]:
    """Everything that happened to a saving and was put right on it, newest first; a plan of 12 months is one entry."""
    entries = [*together(_without_plans(timeline_of(saving, OF_A_SAVING))), *map(_put_right, _corrections(saving))]
    return sorted(entries, key=lambda happening: happening.at, reverse=True)


def _without_plans(happenings: list[Happening]) -> Iterator[Happening]:
    """Months that were only planned say nothing that the plan does not."""
    for happening in happenings:
        event = happening.event
        is_figure = event.pgh_tracked_model is MonthFigure
        if not (is_figure and not happening.changes and event.actual is None):
            yield happening


def _corrections(saving: Saving) -> list[Correction]:
    return list(saving.corrections.select_related("corrected_by"))


def _put_right(correction: Correction) -> Happening:
    return Happening(
        title=f"{correction.about} corrected",
        at=correction.corrected_at,
        by=str(correction.corrected_by),
        role="",
        changes=(Change(correction.about, correction.old_value, correction.new_value),),
        reason=f"{correction.get_why_display()}. {correction.explanation}",
    )
