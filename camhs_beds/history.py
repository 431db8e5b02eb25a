"""Where each entry comes from in the history of a request, a stay, a placement out of area and a bed."""

from __future__ import annotations

from typing import Any

from camhs_beds.models import (
    Approval,
    Ask,
    Bed,
    BedPeriod,
    BedRequest,
    Leave,
    OutOfAreaPlacement,
    OutOfService,
    Reservation,
    Review,
    Stay,
)
from partnership.records.history import Happening, HistorySource, history_of, put_right, when


def _answered(event: Any) -> str:
    if event.closed_at:
        return f"{event.unit} is no longer asked"
    return f"{event.unit} {event.get_answer_display().lower()}" if event.answer else f"{event.unit} is asked again"


def _why_no(event: Any) -> str:
    said = (event.get_why_no_display() if event.why_no else "", event.note, event.decided_by)
    return ". ".join(part for part in said if part)


def _reservation_changed(event: Any) -> str:
    if not event.ending:
        return f"{event.bed} held longer"
    return f"Reservation of {event.bed}: {event.get_ending_display().lower()}"


def _leave_ended(event: Any) -> str:
    if event.back_at == event.start_at:
        return "Leave taken back"
    return "Returned from leave" if event.back_at else "Leave changed"


def _stay_changed(event: Any) -> str:
    if event.recorded_in_error:
        return "Admission undone"
    return f"Discharged: {event.get_discharged_to_display().lower()}" if event.discharged_to else "Changed"


def _closed_changed(event: Any) -> str:
    return "Back in service" if event.ended_at else "Out of service for longer"


OF_A_REQUEST = (
    HistorySource(
        BedRequest,
        "pgh_obj",
        ("state", "information_wanted", "assessed_on", "respond_by", "community", "why_withdrawn"),
        made="Request logged",
        reason=lambda event: event.explanation,
    ),
    HistorySource(
        Ask,
        "request",
        ("answer", "closed_at"),
        made=lambda event: f"{event.unit} asked",
        changed=_answered,
        reason=_why_no,
        related=("unit",),
    ),
    HistorySource(
        Reservation,
        "request",
        ("until", "ending"),
        made=lambda event: f"{event.bed} reserved",
        changed=_reservation_changed,
        reason=lambda event: event.why_released or event.why_extended,
        related=("bed__unit",),
    ),
)
OF_A_STAY = (
    HistorySource(
        Stay,
        "pgh_obj",
        ("end_at", "discharged_to", "expected_discharge_on", "ready_on", "why_delayed", "follow_up_booked"),
        made="Admitted",
        changed=_stay_changed,
    ),
    HistorySource(BedPeriod, "stay", (), made=lambda event: f"Given {event.bed}", related=("bed__unit",)),
    HistorySource(
        Leave,
        "stay",
        ("back_at", "bed_held"),
        made=lambda event: f"{event.get_type_display()} began",
        changed=_leave_ended,
        reason=lambda event: event.return_plan,
    ),
)
OF_A_PLACEMENT = (
    HistorySource(
        OutOfAreaPlacement,
        "pgh_obj",
        ("state", "review_on"),
        made="Placement out of area asked for",
        reason=lambda event: event.why_ended or event.explanation,
    ),
    HistorySource(
        Approval,
        "placement",
        (),
        made=lambda event: str(event.pgh_obj),
        reason=lambda event: event.reason,
        related=("pgh_obj",),
    ),
    HistorySource(
        Review,
        "placement",
        (),
        made=lambda event: f"Reviewed: {event.get_can_come_back_display().lower()}",
        reason=lambda event: event.barrier,
    ),
)
OF_A_BED = (
    HistorySource(Bed, "pgh_obj", ("state",), made="Bed added", changed=lambda event: event.get_state_display()),
    HistorySource(
        OutOfService,
        "bed",
        ("expected_end_on", "ended_at"),
        made=lambda event: f"Out of service: {event.get_why_display().lower()}",
        changed=_closed_changed,
        reason=lambda event: event.why_extended or event.details,
    ),
)


def of_request(request: BedRequest) -> list[Happening]:
    """With what was corrected of the young person."""
    corrections = request.person.corrections.select_related("corrected_by")
    entries = [*history_of(request, OF_A_REQUEST), *put_right(corrections, request.person)]
    return sorted(entries, key=when, reverse=True)


def of_stay(stay: Stay) -> list[Happening]:
    """A correction of a discharge is a change of it as well, and is listed once."""
    entries = history_of(stay, OF_A_STAY)
    corrected = {change for entry in entries if entry.event is None for change in entry.changes}
    return [
        entry for entry in entries
        if entry.event is None or not entry.changes or not corrected.issuperset(entry.changes)
    ]  # fmt: skip
