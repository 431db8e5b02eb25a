"""The beds that an action changes, locked in one order, and what refuses a bed."""

from __future__ import annotations

from typing import NoReturn

from camhs_beds.models import Bed, BedRequest, OutOfService, Reservation
from camhs_beds.policy import BED
from camhs_beds.vocabulary import BedState, ReservationEnd
from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.arithmetic.words import time_of_day
from partnership.people.models import Person
from partnership.records.states import lock

TAKEN = {
    BedState.AVAILABLE: "has just changed",
    BedState.RESERVED: "was reserved",
    BedState.OCCUPIED: "was filled",
    BedState.ON_LEAVE: "is kept for a young person on leave",
    BedState.OUT_OF_SERVICE: "was taken out of service",
}


def lock_bed(bed: Bed, by: Principal) -> Bed:
    """The bed as it is now; a reservation whose time is over is written down as such, at the time when it was over."""
    locked = lock(bed, BED[Action.EDIT], by)
    ran_out = list(bed.reservations.filter(ended_at=None, until__lte=clock.now()))
    for held in ran_out:
        held.ending, held.ended_at = ReservationEnd.RAN_OUT, held.until
        held.save()
    if ran_out:
        locked.refresh_from_db()
    return locked


def lock_beds(by: Principal, *beds: Bed) -> dict[int, Bed]:
    """By their numbers and in the order of these, so that no two people wait for each other in a ring."""
    wanted = {bed.pk: bed for bed in beds}
    return {pk: lock_bed(wanted[pk], by) for pk in sorted(wanted)}


def lock_beds_of(request: BedRequest, by: Principal, *more: Bed) -> dict[int, Bed]:
    """The beds held for a request, and ``more``."""
    held = request.reservations.filter(ended_at=None).select_related("bed")
    return lock_beds(by, *more, *(one.bed for one in held))


def live_reservation(bed: Bed) -> Reservation | None:
    return bed.reservations.live().select_related("request", "reserved_by").first()


def end_reservation(held: Reservation, ending: str, by: Principal, why: str = "") -> None:
    held.ending, held.ended_at, held.ended_by, held.why_released = ending, clock.now(), by.user, why
    held.save()


def refuse_unless_free(bed: Bed) -> None:
    """Refuses a locked bed that is taken; a person who lost a race reads who won it."""
    if bed.state_now is BedState.AVAILABLE or is_usable_leave_bed(bed):
        return
    if held := live_reservation(bed):
        _refuse_taken(bed, f" by {held.reserved_by} at {time_of_day(held.reserved_at)}")
    closed = OutOfService.objects.filter(bed=bed, ended_at=None).select_related("taken_by").first()
    if closed:
        _refuse_taken(bed, f" by {closed.taken_by} at {time_of_day(closed.taken_at)}")
    refuse_occupied(bed)
    _refuse_taken(bed)


def refuse_the_other_sex(bed: Bed, person: Person) -> None:
    """A hard rule for those who are to have the bed, or to have it held. The present occupant stays."""
    if not bed.is_for(person.sex):
        raise Refusal(f"{bed} is for {bed.sex} young people only. Choose another bed.")


def refuse_occupied(bed: Bed) -> None:
    """Also of a bed that is reserved: the young person who lent it while on leave may have come back to it."""
    period = bed.periods.open().select_related("recorded_by").first()
    if period and bed.state_now is BedState.OCCUPIED:
        _refuse_taken(bed, f" by {period.recorded_by} at {time_of_day(period.recorded_at)}")


def _refuse_taken(bed: Bed, by_whom: str = "") -> NoReturn:
    raise Refusal(f"{bed} {TAKEN[bed.state_now]}{by_whom}. Choose another bed.")


def is_usable_leave_bed(bed: Bed) -> bool:
    """Its young person is on leave, and it was agreed that another may have it."""
    if bed.state_now is not BedState.ON_LEAVE or live_reservation(bed):
        return False
    return bed.periods.open().filter(stay__leaves__back_at=None, stay__leaves__usable_tonight=True).exists()
