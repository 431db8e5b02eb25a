"""Where each entry comes from in the history of a milestone, an action, a risk and a decision."""

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
from partnership.records.history import HistorySource

_COMMITTED = ("state", "due_on", "done_on", "slips", "title", "detail", "owner")


def _reason(event: Any) -> str:
    if event.undone_at:
        return ""
    return "\n".join(filter(None, (event.what_happened, event.why_moved, event.evidence)))


OF_A_MILESTONE = (
    HistorySource(Milestone, "pgh_obj", _COMMITTED, made="Milestone added", changed="Updated"),
    HistorySource(
        MilestoneUpdate, "milestone", ("undone_at",), made="Updated", changed="Update undone", reason=_reason
    ),
)
OF_AN_ACTION = (
    HistorySource(ProgrammeAction, "pgh_obj", _COMMITTED, made="Action added", changed="Updated"),
    HistorySource(ActionUpdate, "action", ("undone_at",), made="Updated", changed="Update undone", reason=_reason),
)
OF_A_RISK = (
    HistorySource(
        Risk,
        "pgh_obj",
        ("state", "likelihood", "impact", "mitigation", "provision", "owner"),
        made="Risk raised",
        changed="Reviewed",
    ),
    HistorySource(
        RiskReview,
        "risk",
        (),
        made=lambda event: event.get_what_display(),
        reason=lambda event: event.found,
    ),
)
OF_A_DECISION = (
    HistorySource(
        Decision,
        "pgh_obj",
        ("state",),
        made="Decision recorded",
        reason=lambda event: event.why_withdrawn,
    ),
    HistorySource(
        Ratification,
        "decision",
        ("undone_at",),
        made=lambda event: f"{event.trust}: {'ratified' if event.ratified else 'not ratified'}",
        changed=lambda event: f"{event.trust}: undone",
        reason=lambda event: "" if event.undone_at else event.why,
    ),
)
