"""A young person's stay: admission, leave and return, another bed, discharge."""

from __future__ import annotations

import datetime as dt
from typing import NoReturn

from django.db import transaction

from camhs_beds import clocks, places
from camhs_beds.actions.locking import (
    end_reservation,
    live_reservation,
    lock_bed,
    lock_beds,
    refuse_occupied,
    refuse_the_other_sex,
    refuse_unless_free,
)
from camhs_beds.actions.requests import close_what_is_open, refuse_admitted, reservation_of
from camhs_beds.models import Bed, BedPeriod, BedRequest, Leave, Reservation, Stay
from camhs_beds.policy import STAY
from camhs_beds.states import REQUESTS
from camhs_beds.vocabulary import Kind, ReservationEnd
from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.arithmetic.words import moment, time_of_day
from partnership.organisations.models import Unit
from partnership.records.days import refuse_before, refuse_future
from partnership.records.models.sequence import next_reference
from partnership.records.states import lock, refuse_if_changed, save

EDIT = STAY[Action.EDIT]
CHOOSE_A_BED = "The bed was not kept during the leave. Select the bed to which the young person returns"


@transaction.atomic
def admit(
    *,
    request: BedRequest,
    at: dt.datetime,
    legal_status: str,
    clinician: str,
    expected_discharge_on: dt.date | None = None,
    bed: Bed | None = None,
    by: Principal,
    version: int | None = None,
) -> Stay:
    """The young person has come: into the bed that is held for them, or another free one of that unit (``bed``).

    Refuses without a reservation or with one that has ended, a bed that is taken or held for another request, a day
    before the request came, and a young person who is in a unit.
    """
    STAY[Action.NEW].demand(by)
    held = _held_for(request)
    taken = _take(bed or held.bed, held, by)
    locked = REQUESTS.begin(request, "admit", by, version)
    refuse_future("Time of admission", at)
    refuse_before_it_was_asked(locked, at)
    refuse_before_it_was_free(taken, at, "Time of admission")
    refuse_admitted(locked.person)
    REQUESTS.finish(locked, visible_to_units=[taken.unit_id])
    end_reservation(held, ReservationEnd.ADMITTED, by)
    close_what_is_open(locked, by)
    release_leave_bed(taken, at)
    stay = begin(
        request=locked, unit=taken.unit, at=at, legal_status=legal_status, clinician=clinician,
        expected_discharge_on=expected_discharge_on, by=by,
    )  # fmt: skip
    put_in(stay, taken, at, by)
    return stay


def refuse_before_it_was_asked(request: BedRequest, at: dt.datetime) -> None:
    """Refuses an admission on a day before the request came: a slip in the year would count as its nights."""
    received_on, on = clock.local(request.received_at).date(), clock.local(at).date()
    refuse_before("Date of admission", on, received_on, f"the date on which {request} was received")


def _held_for(request: BedRequest) -> Reservation:
    held = reservation_of(request)
    if held.has_run_out:
        raise Refusal(f"This reservation ended at {time_of_day(held.until)}. Reserve again.")
    return held


def _take(bed: Bed, held: Reservation, by: Principal) -> Bed:
    """The bed under its lock: free, or held for this very request. Two beds are locked in one order."""
    refuse_other_unit(bed, held.bed.unit)
    locked = lock_beds(by, bed, held.bed)[bed.pk]
    other = live_reservation(locked)
    if other and other.pk != held.pk:
        raise Refusal(f"Bed {bed.number} is not available. It is reserved for {other.request}. Choose another bed.")
    if not other:
        refuse_unless_free(locked)
    refuse_occupied(locked)
    return locked


def refuse_other_unit(what: object, unit: Unit) -> None:
    """Of a bed, or of anything that is on one unit."""
    if what.unit_id != unit.pk:  # type: ignore[attr-defined]
        raise Refusal(f"{what} is not on {unit}. Choose one that is.")


def begin(
    *,
    request: BedRequest,
    unit: Unit,
    at: dt.datetime,
    legal_status: str,
    clinician: str,
    expected_discharge_on: dt.date | None,
    by: Principal,
) -> Stay:
    """A stay with what the day of admission decides: its kind, and the miles from home."""
    person = request.person
    return Stay.objects.create(
        reference=next_reference("CS"), person=person, request=request, unit=unit,
        responsible_trust=person.responsible_trust, kind=places.kind_of(unit, clock.local(at).date()),
        miles=places.miles_from_home(person, unit), start_at=at, legal_status=legal_status, clinician=clinician,
        expected_discharge_on=expected_discharge_on, admitted_by=by.actor, admitted_at=clock.now(),
    )  # fmt: skip


def put_in(stay: Stay, bed: Bed, at: dt.datetime, by: Principal, recorded_at: dt.datetime | None = None) -> BedPeriod:
    """The one way into a bed, which is locked. Refuses one for the other sex.

    ``recorded_at`` is that of what it is a part of: to be taken back together, both carry the same moment.
    """
    refuse_the_other_sex(bed, stay.person)
    recorded_at = recorded_at or clock.now()
    return BedPeriod.objects.create(stay=stay, bed=bed, start_at=at, recorded_by=by.actor, recorded_at=recorded_at)


def release_leave_bed(bed: Bed, at: dt.datetime) -> None:
    """Ends the hold of a person on leave who agreed that their bed may be used."""
    for period in bed.periods.open().select_related("stay"):
        period.end_at = at
        period.save()
        period.stay.leaves.open().update(bed_held=False, usable_tonight=False)


def return_leave_bed(bed: Bed, at: dt.datetime) -> None:
    """Gives the bed back to the person on leave who released it at that moment: the change that took it is undone.

    A leave that never held a bed released none.
    """
    on_leave = Leave.objects.open().filter(bed_held=False, start_at__lt=at).exclude(agreed_by="")
    for period in bed.periods.filter(end_at=at, stay__leaves__in=on_leave).select_related("stay"):
        period.end_at = None
        period.save()
        period.stay.leaves.open().update(bed_held=True, usable_tonight=True)


@transaction.atomic
def start_leave(
    *,
    stay: Stay,
    type: str,  # noqa: A002 - the field's own word
    start_at: dt.datetime,
    expected_back_at: dt.datetime,
    bed_held: bool,
    usable_tonight: bool = False,
    agreed_by: str = "",
    return_plan: str = "",
    by: Principal,
    version: int | None = None,
) -> Leave:
    """Away from the unit from ``start_at`` on. Without ``bed_held`` the bed is free from then.

    Refuses a stay outside the Partnership, one that has ended, and a second leave.
    """
    period = _with_a_bed(stay, by)
    locked = _lock_open(stay, by, version)
    refuse_future("Start of the leave", start_at)
    _refuse_away(locked)
    refuse_before("Start of the leave", start_at, period.start_at, "the time from which they have this bed")
    leave = Leave.objects.create(
        stay=locked, type=type, start_at=start_at, expected_back_at=expected_back_at, bed_held=bed_held,
        usable_tonight=bed_held and usable_tonight, agreed_by=agreed_by, return_plan=return_plan,
        recorded_by=by.actor, recorded_at=clock.now(),
    )  # fmt: skip
    if not bed_held:
        _leave_bed(period, start_at)
    return leave


@transaction.atomic
def return_from_leave(
    *, stay: Stay, at: dt.datetime, bed: Bed | None = None, by: Principal, version: int | None = None
) -> Stay:
    """Back in the bed that was kept, or in ``bed`` where none was."""
    kept = stay.periods.open().select_related("bed").first()
    new_bed = None
    if kept:
        lock_bed(kept.bed, by)
    elif bed:
        new_bed = _lock_free(bed, stay, by)
    locked = _lock_open(stay, by, version)
    leave = locked.leaves.open().first()
    if leave is None:
        raise Refusal(f"The young person of {locked} is not on leave.")
    if not locked.periods.open().exists() and new_bed is None:
        raise Refusal(CHOOSE_A_BED)
    refuse_future("Time of return", at)
    refuse_before("Time of return", at, leave.start_at, "the start of the leave")
    if new_bed:
        refuse_before_it_was_free(new_bed, at, "Time of return")
    leave.back_at, leave.returned_by, leave.returned_at = at, by.actor, clock.now()
    leave.save()
    if new_bed:
        release_leave_bed(new_bed, at)
        put_in(locked, new_bed, at, by, leave.returned_at)
    return save(locked)


@transaction.atomic
def move_bed(*, stay: Stay, bed: Bed, at: dt.datetime, by: Principal, version: int | None = None) -> Stay:
    """Another bed of the same unit, from ``at`` on. Refuses while on leave, and a bed that is not free."""
    period = _with_a_bed(stay, by, bed)
    new_bed = _lock_free(bed, stay, by)
    locked = _lock_open(stay, by, version)
    refuse_future("Time of the move", at)
    _refuse_away(locked)
    refuse_before("Time of the move", at, period.start_at, "the time from which they have this bed")
    refuse_before_it_was_free(new_bed, at, "Time of the move")
    release_leave_bed(new_bed, at)
    _leave_bed(period, at)
    put_in(locked, new_bed, at, by)
    return save(locked)


@transaction.atomic
def expect_discharge(
    *, stay: Stay, expected_discharge_on: dt.date | None, by: Principal, version: int | None = None
) -> Stay:
    return save(_lock_open(stay, by, version), expected_discharge_on=expected_discharge_on)


@transaction.atomic
def mark_ready(*, stay: Stay, on: dt.date, why_delayed: str = "", by: Principal, version: int | None = None) -> Stay:
    """Ready for discharge from this day, and why they are still here where they are."""
    locked = _lock_open(stay, by, version)
    refuse_future("Ready for discharge date", on)
    return save(locked, ready_on=on, why_delayed=why_delayed)


@transaction.atomic
def discharge(
    *,
    stay: Stay,
    at: dt.datetime,
    to: str,
    ready_on: dt.date | None = None,
    why_delayed: str = "",
    follow_up_booked: bool | None = None,
    by: Principal,
    version: int | None = None,
) -> Stay:
    """The stay ends, with its leave and its bed, which is free from then. On the day of admission it has no night.

    Refuses a time before the admission or before the last change of bed or leave, and a stay out of area, which ends
    with its placement.
    """
    for period in stay.periods.open().select_related("bed"):
        lock_bed(period.bed, by)
    locked = _lock_open(stay, by, version)
    refuse_part_of_placement(locked)
    refuse_future("Date of discharge", at)
    last, what = _last_change(locked)
    refuse_before("Date of discharge", at, last, what)
    return finish(locked, at, by, to=to, ready_on=ready_on, why_delayed=why_delayed, follow_up_booked=follow_up_booked)


def finish(
    locked: Stay,
    at: dt.datetime,
    by: Principal,
    *,
    to: str,
    ready_on: dt.date | None = None,
    why_delayed: str = "",
    follow_up_booked: bool | None = None,
) -> Stay:
    """Ends a locked stay and whatever is still open in it, all at the same moment."""
    now = clock.now()
    for leave in locked.leaves.open():
        leave.back_at, leave.returned_by, leave.returned_at = at, by.actor, now
        leave.save()
    for period in locked.periods.open():
        _leave_bed(period, at)
    locked.end_at, locked.discharged_to = at, to
    locked.ready_on = ready_on or locked.ready_on
    locked.why_delayed = why_delayed or locked.why_delayed
    locked.follow_up_booked = follow_up_booked
    locked.discharged_by, locked.discharged_at = by.actor, now
    show_until(locked, clocks.ward_sees_until(at))
    return save(locked)


def show_until(stay: Stay, last_day: dt.date | None) -> None:
    """How long the ward goes on seeing the stay, and the request that it came from where it sees that."""
    stay.ward_sees_until = last_day
    for request in BedRequest.objects.filter(stays=stay):
        request.ward_sees_until = last_day
        request.save()


def _last_change(stay: Stay) -> tuple[dt.datetime, str]:
    changes = [(stay.start_at, "the date of admission")]
    for period in stay.periods.all():
        changes.append((period.end_at or period.start_at, "the last change of bed"))
    for leave in stay.leaves.all():
        changes.append((leave.back_at or leave.start_at, "the last leave"))
    return max(changes, key=lambda change: change[0])


def _with_a_bed(stay: Stay, by: Principal, other: Bed | None = None) -> BedPeriod:
    """The open period of the stay, its bed locked first; with ``other``, both in the order of their numbers."""
    period = stay.periods.open().select_related("bed__unit").first()
    if period is None:
        _refuse_without_a_bed(stay)
        raise Refusal(CHOOSE_A_BED)
    lock_beds(by, period.bed, *([other] if other else []))
    return BedPeriod.objects.select_for_update(of=("self",)).get(pk=period.pk)


def _refuse_without_a_bed(stay: Stay) -> None:
    stay.refresh_from_db()
    refuse_ended(stay)
    _refuse_away(stay)
    refuse_elsewhere(stay)


def _refuse_away(stay: Stay) -> None:
    if away := stay.leaves.open().first():
        raise Refusal(f"This young person is on leave since {moment(away.start_at)}. Record the return first.")


def refuse_ended(stay: Stay) -> None:
    if not stay.is_open:
        raise Refusal(f"{stay} ended on {moment(stay.end_at)}. Open the stay to see how.")


def refuse_elsewhere(stay: Stay) -> None:
    """Refuses a stay outside the Partnership, whose bed the portal does not know."""
    if stay.kind != Kind.PARTNERSHIP:
        raise Refusal(f"{stay.unit} has no beds on this portal, so {stay} has none to leave or to move from.")


def refuse_part_of_placement(stay: Stay) -> None:
    """Refuses a stay out of area: it begins and ends with its placement."""
    if stay.kind != Kind.PARTNERSHIP:
        refuse_as_part_of_placement(stay)


def refuse_as_part_of_placement(stay: Stay) -> NoReturn:
    raise Refusal(f"{stay} is part of a placement out of area. Record what happened on the placement.")


def refuse_before_it_was_free(bed: Bed, at: dt.datetime, what: str) -> None:
    """On a locked bed: refuses a moment at which another young person had it, or none could.

    A young person on leave from it had it until the leave began.
    """
    used = bed.periods.exclude(end_at=None).order_by("-end_at").values_list("end_at", flat=True).first()
    closed = bed.times_out_of_service.exclude(ended_at=None).order_by("-ended_at").values_list("ended_at", flat=True)
    lent = bed.periods.open().filter(stay__leaves__back_at=None).values_list("stay__leaves__start_at", flat=True)
    last = max((end for end in (used, closed.first(), lent.first()) if end), default=None)
    refuse_before(what, at, last, f"from when bed {bed.number} was free")


def _lock_free(bed: Bed, stay: Stay, by: Principal) -> Bed:
    """Another bed of the stay's unit, locked and free; or one whose young person is on leave and lends it."""
    refuse_other_unit(bed, stay.unit)
    locked = lock_bed(bed, by)
    refuse_unless_free(locked)
    return locked


def _lock_open(stay: Stay, by: Principal, version: int | None) -> Stay:
    locked = lock(stay, EDIT, by)
    refuse_ended(locked)
    refuse_if_changed(locked, version)
    return locked


def _leave_bed(period: BedPeriod, at: dt.datetime) -> None:
    period.end_at = at
    period.save()
