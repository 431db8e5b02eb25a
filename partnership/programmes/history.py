"""Who tells what in the history of a milestone, an action, a risk and a decision."""

from __future__ import annotations

from typing import Any

from partnership.programmes.models import (
    ActionUpdate,
    Decision,
    Milestone,
    MilestoneUpdate,
    ProgrammeAction,
    Ratification,
    Risk,
    RiskReview,
)
from partnership.records.corrections import Correction
from partnership.records.history import Change, Happening, Tells, timeline, together

_COMMITTED = ("state", "due_on", "done_on", "slips", "title", "detail", "owner")


def _said(event: Any) -> str:
    if event.undone_at:
        return ""
    return "\n".join(filter(None, (event.what_happened, event.why_moved, event.evidence)))


OF_A_MILESTONE = (
    Tells(Milestone, "pgh_obj", _COMMITTED, made="Milestone added", changed="Updated"),
    Tells(MilestoneUpdate, "milestone", ("undone_at",), made="Updated", changed="Update undone", reason=_said),
)
OF_AN_ACTION = (
    Tells(ProgrammeAction, "pgh_obj", _COMMITTED, made="Action added", changed="Updated"),
    Tells(ActionUpdate, "action", ("undone_at",), made="Updated", changed="Update undone", reason=_said),
)
OF_A_RISK = (
    Tells(
        Risk,
        "pgh_obj",
        ("state", "likelihood", "impact", "mitigation", "provision", "owner"),
        made="Risk raised",
        changed="Reviewed",
    ),
    Tells(
        RiskReview,
        "risk",
        (),
        made=lambda event: event.get_what_display(),
        reason=lambda event: event.found,
    ),
)
OF_A_DECISION = (
    Tells(
        Decision,
        "pgh_obj",
        ("state",),
        made="Decision recorded",
        reason=lambda event: event.why_withdrawn,
    ),
    Tells(
        Ratification,
        "decision",
        ("undone_at",),
        made=lambda event: f"{event.trust}: {'ratified' if event.ratified else 'not ratified'}",
        changed=lambda event: f"{event.trust}: undone",
        reason=lambda event: "" if event.undone_at else event.why,
    ),
)


def of_decision(decision: Decision) -> list[Happening]:
    """Everything that happened to a decision and was put right on it, newest first."""
    corrections = decision.corrections.select_related("corrected_by")
    told = [*timeline(decision, OF_A_DECISION), *map(_put_right, corrections)]
    return sorted(told, key=lambda happening: happening.at, reverse=True)


def of(record: Any, told_by: tuple[Tells, ...]) -> list[Happening]:
    """What was said and what it changed, as one entry."""
    return together(timeline(record, told_by))


def _put_right(correction: Correction) -> Happening:
    return Happening(
        title=f"{correction.about} corrected",
        at=correction.corrected_at,
        by=str(correction.corrected_by),
        role="",
        changes=(Change(correction.about, correction.old_value, correction.new_value),),
        reason=f"{correction.get_why_display()}. {correction.explanation}",
    )
