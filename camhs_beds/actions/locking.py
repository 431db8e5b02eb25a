"""What every action begins with: the rows that it changes, under a lock and in one order, as they now stand."""

from __future__ import annotations

from typing import Any

from camhs_beds.models import Bed, BedRequest, OutOfAreaPlacement, OutOfService, Reservation, Stay
from camhs_beds.policy import BED, BED_REQUEST, OUT_OF_AREA, STAY
from camhs_beds.refusals import BedForOthers, BedTaken
from camhs_beds.states import OUT_OF_AREA_PLACEMENTS, REQUESTS
from camhs_beds.vocabulary import CLOSED, BedState, ReservationEnd, State
from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.people.models import Person
from partnership.records.states import lock


def locked_bed(bed: Bed, by: Principal) -> Bed:
    """Nobody else changes what stands on this bed until the transaction ends."""
    BED[Action.EDIT].demand(by)
    locked: Bed = lock(bed, BED[Action.EDIT], by)
    return locked


def lock_beds_of(request: BedRequest, by: Principal, *more: Bed) -> dict[int, Bed]:
    """The beds held for a request, and ``more``, locked in the order of their numbers, with what ran out cleared."""
    held = request.reservations.filter(ended_at=None).select_related("bed")
    beds = {bed.pk: bed for bed in (*more, *(one.bed for one in held))}
    return {pk: clear_what_ran_out(locked_bed(beds[pk], by), by) for pk in sorted(beds)}


def locked_request(
    request: BedRequest, by: Principal, version: int | None = None, action: Action = Action.EDIT
) -> BedRequest:
    BED_REQUEST[action].demand(by)
    locked: BedRequest = lock(request, BED_REQUEST[action], by)
    locked.refuse_if_changed_since(version)
    return locked


def locked_stay(stay: Stay, by: Principal, version: int | None = None) -> Stay:
    STAY[Action.EDIT].demand(by)
    locked: Stay = lock(stay, STAY[Action.EDIT], by)
    locked.refuse_if_changed_since(version)
    return locked


def ready(request: BedRequest, verb: str, by: Principal, version: int | None = None) -> BedRequest:
    """The request, locked, from where this verb can be done now. The state's own refusal says who was first."""
    transition = REQUESTS[verb]
    locked = locked_request(request, by, action=transition.needs.action)
    REQUESTS.check(locked, verb, by)
    locked.refuse_if_changed_since(version)
    return locked


def move(locked: BedRequest, verb: str, by: Principal, **changes: Any) -> BedRequest:
    """Makes the move of a request that is ``ready``. What ends it says when, and that it has been answered."""
    target = State(REQUESTS[verb].target)
    now = clock.now()
    changes["closed_at"] = (locked.closed_at or now) if target in CLOSED else None
    if target in CLOSED or target is State.OFFER_MADE:
        changes["responded_at"] = locked.responded_at or now
    moved: BedRequest = REQUESTS.perform(locked, verb, by=by, **changes)
    return moved


def ready_out_of_area(
    placement: OutOfAreaPlacement, verb: str, by: Principal, version: int | None = None
) -> OutOfAreaPlacement:
    transition = OUT_OF_AREA_PLACEMENTS[verb]
    transition.needs.demand(by)
    locked: OutOfAreaPlacement = lock(placement, OUT_OF_AREA[transition.needs.action], by)
    OUT_OF_AREA_PLACEMENTS.check(locked, verb, by)
    locked.refuse_if_changed_since(version)
    return locked


def live_reservation(bed: Bed) -> Reservation | None:
    return bed.reservations.live().select_related("request", "reserved_by").first()


def end_reservation(held: Reservation, ending: str, by: Principal, why: str = "") -> None:
    held.ending, held.ended_at, held.ended_by, held.why_released = ending, clock.now(), by.user, why
    held.save()


def clear_what_ran_out(bed: Bed, by: Principal) -> Bed:
    """On a locked bed: a reservation whose time is over is written down as such, at the time when it was over."""
    for held in bed.reservations.filter(ended_at=None, until__lte=clock.now()):
        held.ending, held.ended_at = ReservationEnd.RAN_OUT, held.until
        held.save()
    bed.refresh_from_db()
    return bed


def refuse_unless_free(bed: Bed) -> None:
    """On a locked bed with nothing run out: somebody who lost a race reads who won it."""
    if bed.state_now is BedState.AVAILABLE or is_usable_leave_bed(bed):
        return
    if held := live_reservation(bed):
        raise BedTaken(bed, held.reserved_by, held.reserved_at)
    closed = OutOfService.objects.filter(bed=bed, ended_at=None).select_related("taken_by").first()
    if closed:
        raise BedTaken(bed, closed.taken_by, closed.taken_at)
    refuse_while_somebody_is_in(bed)
    raise BedTaken(bed)


def refuse_the_other_sex(bed: Bed, person: Person) -> None:
    """Of whoever is to have this bed, or to have it held. Whoever is in it already is left there."""
    if not bed.is_for(person.sex):
        raise BedForOthers(bed)


def refuse_while_somebody_is_in(bed: Bed) -> None:
    """Also of a bed that is reserved: whoever lent it while on leave may have come back to it."""
    period = bed.periods.open().select_related("recorded_by").first()
    if period and bed.state_now is BedState.OCCUPIED:
        raise BedTaken(bed, period.recorded_by, period.recorded_at)


def is_usable_leave_bed(bed: Bed) -> bool:
    """Its young person is on leave, and whoever answers for them has agreed that somebody else may have it."""
    if bed.state_now is not BedState.ON_LEAVE or live_reservation(bed):
        return False
    return bed.periods.open().filter(stay__leaves__back_at=None, stay__leaves__usable_tonight=True).exists()
