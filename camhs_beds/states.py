"""The lives of a request and of a placement out of area, as tables: what may happen, from where to where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from camhs_beds.policy import BED_REQUEST, OUT_OF_AREA
from camhs_beds.vocabulary import CLOSED, OPEN, OutOfAreaState, State
from partnership.access.policy import Action
from partnership.arithmetic import clock
from partnership.arithmetic.words import time_of_day
from partnership.records.states import StateTable, Transition, register_states
from partnership.records.undo import JUST_DONE

if TYPE_CHECKING:
    from camhs_beds.models import BedRequest, OutOfAreaPlacement

EDIT, DECIDE = BED_REQUEST[Action.EDIT], BED_REQUEST[Action.DECIDE]
OUT_OF_AREA_EDIT, OUT_OF_AREA_DECIDE = OUT_OF_AREA[Action.EDIT], OUT_OF_AREA[Action.DECIDE]
LOOKING = (State.NEW, State.SEARCHING, State.OFFER_MADE)


def has_a_live_reservation(request: BedRequest) -> str | None:
    """A young person is only admitted to a bed that is held for them."""
    last = request.reservations.first()
    if last is None or not last.has_run_out and not last.is_live:
        return f"No bed is reserved for {request}. Reserve one first."
    return None if last.is_live else f"This reservation ended at {time_of_day(last.until)}. Reserve again."


def has_no_live_reservation(request: BedRequest) -> str | None:
    held = request.reservations.live().select_related("bed__unit").first()
    return f"{held.bed} is reserved for {request} until {time_of_day(held.until)}. Release it first." if held else None


def is_approved_out_of_area(request: BedRequest) -> str | None:
    """No one is sent out of area before two people have approved it."""
    approved = request.placements.filter(state=OutOfAreaState.APPROVED).exists()
    return None if approved else f"No placement out of area has been approved for {request}. Ask for one first."


def has_no_other_approval(placement: OutOfAreaPlacement) -> str | None:
    return "The other approval has been given already." if placement.approvals.exists() else None


def has_the_other_approval(placement: OutOfAreaPlacement) -> str | None:
    return None if placement.approvals.exists() else "The other approval has not been given yet."


def is_needed_still(placement: OutOfAreaPlacement) -> str | None:
    """Its request has not ended in another way."""
    request = placement.request
    if request.is_open or request.state == State.ADMITTED_OUT_OF_AREA:
        return None
    return f"{request} is now “{request.get_state_display()}”, so it is no longer needed. The bed team can withdraw it."


def answered_and_closed(request: BedRequest, target: str) -> dict[str, object]:
    """What ends a request says when, and that it has been answered. An offer is an answer too."""
    now, ends = clock.now(), target in CLOSED
    answered = {"responded_at": request.responded_at or now} if ends or target == State.OFFER_MADE else {}
    return {"closed_at": (request.closed_at or now) if ends else None, **answered}


# fmt: off
REQUESTS = register_states(StateTable(
    "bed_request", State, initial=(State.NEW,), follows=answered_and_closed, transitions=(
    Transition("search", "Find a bed", "Search begun",
               (State.NEW,), State.SEARCHING, EDIT,
               page="request-match", leads_in=(State.NEW,)),
    Transition("ask_information", "Ask for more information", "Information asked for",
               (State.NEW, State.SEARCHING), State.WAITING, EDIT,
               page="request-ask-for-information", link="Ask for information", title="Ask for information",
               hint="Phone or email the referring team. The response clock keeps running while you wait.",
               success="{record} waits for information from {record.referring_team}."),
    Transition("receive_information", "Record information received", "Information received",
               (State.WAITING,), State.SEARCHING, EDIT,
               page="request-information-received", leads_in=(State.WAITING,),
               hint="Asked for: {record.information_wanted}",
               success="Information received. The bed search for {record} goes on."),
    Transition("offer", "Accept", "Offer made",
               (State.SEARCHING,), State.OFFER_MADE, DECIDE),
    Transition("lose_offers", "Take back the offer", "No offer is left",
               (State.OFFER_MADE,), State.SEARCHING, DECIDE),
    Transition("reserve", "Reserve a bed", "Bed reserved",
               (State.OFFER_MADE, State.RESERVED), State.RESERVED, EDIT, (has_no_live_reservation,),
               page="request-reserve", leads_in=(State.OFFER_MADE, State.RESERVED)),
    Transition("release", "Release the bed", "Reservation released",
               (State.RESERVED,), State.OFFER_MADE, EDIT,
               page="request-release", hint="Others can have the bed at once.",
               success="The bed is free again."),
    Transition("admit", "Admit", "Admitted",
               (State.RESERVED,), State.ADMITTED, DECIDE, (has_a_live_reservation,)),
    Transition("admit_out_of_area", "Record admission out of area", "Admitted out of area",
               OPEN, State.ADMITTED_OUT_OF_AREA, EDIT, (is_approved_out_of_area,)),
    Transition("choose_community", "Record a community alternative", "Community alternative agreed",
               OPEN, State.COMMUNITY, EDIT,
               page="request-community", hint="The request ends. A bed that is held for it is free again.",
               success="{record} is closed.", undo="ending-undo"),
    Transition("withdraw", "Withdraw the request", "Withdrawn",
               OPEN, State.WITHDRAWN, EDIT,
               page="request-withdraw", title="Withdraw this request",
               hint="The bed search ends. A bed that is held for it is free again, and no unit has to answer.",
               success="{record} is withdrawn.", undo="ending-undo"),
    Transition("undo_admit", "Undo", "Admission undone",
               (State.ADMITTED,), State.OFFER_MADE, DECIDE, only=JUST_DONE),
    Transition("reopen", "Open the request again", "Opened again",
               (State.COMMUNITY, State.WITHDRAWN), State.SEARCHING, EDIT,
               page="request-reopen", leads_in=(State.COMMUNITY, State.WITHDRAWN), title="Open this request again",
               hint="The bed search begins again. What units answered before no longer counts: ask them again.",
               success="{record} is open again."),
)))

OUT_OF_AREA_PLACEMENTS = register_states(StateTable(
    "out_of_area", OutOfAreaState, initial=(OutOfAreaState.ASKED,), transitions=(
    Transition("approve", "Approve", "First approval given",
               (OutOfAreaState.ASKED,), OutOfAreaState.ASKED, OUT_OF_AREA_DECIDE,
               (is_needed_still, has_no_other_approval),
               success="You approved {record}. It waits for the other approval."),
    Transition("approve_second", "Approve", "Second approval given",
               (OutOfAreaState.ASKED,), OutOfAreaState.APPROVED, OUT_OF_AREA_DECIDE,
               (is_needed_still, has_the_other_approval), success="You approved {record}."),
    Transition("refuse", "Refuse", "Refused",
               (OutOfAreaState.ASKED,), OutOfAreaState.REFUSED, OUT_OF_AREA_DECIDE, (is_needed_still,),
               page="out-of-area-approve", link="Approve or refuse", leads_in=(OutOfAreaState.ASKED,),
               success="You refused {record}."),
    Transition("withdraw", "Withdraw", "Withdrawn",
               (OutOfAreaState.ASKED, OutOfAreaState.APPROVED), OutOfAreaState.WITHDRAWN, OUT_OF_AREA_EDIT,
               page="out-of-area-withdraw", title="Withdraw this placement", success="{record} is withdrawn."),
    Transition("place", "Record admission", "Admitted out of area",
               (OutOfAreaState.APPROVED,), OutOfAreaState.PLACED, OUT_OF_AREA_EDIT, (is_needed_still,),
               page="out-of-area-admit", leads_in=(OutOfAreaState.APPROVED,), title="Record admission out of area",
               hint="To {record.unit}. The request ends, and the weekly reviews begin."),
    Transition("end", "Record the end", "Placement ended",
               (OutOfAreaState.PLACED,), OutOfAreaState.HOME, OUT_OF_AREA_EDIT,
               page="out-of-area-end", link="Record another end", title="Record the end of the placement",
               hint="For anything but a move into a Partnership bed.", success="{record} has ended."),
)))
# fmt: on
