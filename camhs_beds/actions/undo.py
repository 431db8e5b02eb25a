"""Taking back what one has just done to a stay, within ten minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from django.db import transaction
from django.db.models import F, Q

from camhs_beds import clocks
from camhs_beds.actions.locking import lock_bed, refuse_unless_free
from camhs_beds.actions.stays import (
    EDIT,
    refuse_as_part_of_placement,
    refuse_part_of_placement,
    return_leave_bed,
    show_until,
)
from camhs_beds.models import BedPeriod, Leave, Stay
from camhs_beds.states import REQUESTS
from camhs_beds.vocabulary import State
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.records.backstop import all_or_nothing
from partnership.records.states import lock
from partnership.records.undo import TooLateToUndo, refuse_unless_just_done

Step = tuple[dt.datetime, int | None, Callable[[Stay, Principal], None]]


@transaction.atomic
def last_step(*, stay: Stay, by: Principal, version: int | None = None) -> Stay:
    """The last admission, leave, return, move or discharge of this stay never was.

    Refuses anyone but the person who recorded it, and anyone after ten minutes (TooLateToUndo); a bed that is taken
    since; and what began or ended with a placement out of area.
    """
    for period in stay.periods.select_related("bed").order_by("bed")[:10]:
        lock_bed(period.bed, by)
    locked = lock(stay, EDIT, by, version)
    refuse_part_of_placement(locked)
    at, who, take_back = sorted(_steps(locked), key=lambda step: step[0])[-1]
    refuse_unless_just_done(who, at, by)
    with all_or_nothing():
        take_back(locked, by)
    locked.refresh_from_db()
    return locked


def _steps(stay: Stay) -> Iterator[Step]:
    """In the order in which they come when the clock tells none apart."""
    yield stay.admitted_at, stay.admitted_by_id, _not_admitted
    for leave in stay.leaves.all():
        if leave.back_at == leave.start_at:
            continue
        yield leave.recorded_at, leave.recorded_by_id, _not_on(leave)
        if leave.returned_at and leave.returned_at != stay.discharged_at:
            yield leave.returned_at, leave.returned_by_id, _not_back(leave)
    for period in stay.periods.order_by("pk")[1:]:  # the first is that of the admission
        came_back = stay.leaves.filter(returned_at=period.recorded_at).exists()
        if period.end_at != period.start_at and not came_back:
            yield period.recorded_at, period.recorded_by_id, _not_moved(period)
    if stay.discharged_at:
        yield stay.discharged_at, stay.discharged_by_id, _not_discharged


def _not_admitted(stay: Stay, by: Principal) -> None:
    """It stays to be seen as recorded in error, without a night; the request has its offer again."""
    if stay.recorded_in_error:
        raise TooLateToUndo
    if stay.request and stay.request.state == State.ADMITTED_OUT_OF_AREA:
        refuse_as_part_of_placement(stay)
    _empty(stay.periods.open())
    stay.end_at, stay.recorded_in_error = stay.start_at, True
    stay.discharged_by, stay.discharged_at = by.actor, clock.now()
    stay.ward_sees_until = clocks.ward_sees_until(clock.now())
    stay.save()
    if stay.request and stay.request.state == State.ADMITTED:
        REQUESTS.finish(REQUESTS.begin(stay.request, "undo_admit", by))


def _not_discharged(stay: Stay, by: Principal) -> None:
    if stay.recorded_in_error:
        raise TooLateToUndo
    recorded_at = stay.discharged_at
    stay.end_at = stay.discharged_by = stay.discharged_at = None
    stay.discharged_to, stay.follow_up_booked = "", None
    before = Stay.pgh_event_model.objects.filter(pgh_obj_id=stay.pk, discharged_at=None).latest("pgh_id")  # type: ignore[attr-defined]
    stay.ready_on, stay.why_delayed = before.ready_on, before.why_delayed
    show_until(stay, None)
    stay.save()
    for leave in stay.leaves.filter(returned_at=recorded_at):
        _open_again(leave)
    if not stay.leaves.open().filter(bed_held=False).exists():
        _in_its_bed_again(stay)


def _not_on(leave: Leave) -> Callable[[Stay, Principal], None]:
    def take_back(stay: Stay, by: Principal) -> None:
        leave.back_at, leave.returned_by, leave.returned_at = leave.start_at, by.actor, clock.now()
        leave.save()
        _in_its_bed_again(stay)
        stay.save()

    return take_back


def _not_back(leave: Leave) -> Callable[[Stay, Principal], None]:
    def take_back(stay: Stay, by: Principal) -> None:
        came_back = {"recorded_at": leave.returned_at, "start_at": leave.back_at}
        _empty(stay.periods.filter(**came_back))
        _open_again(leave)
        stay.save()

    return take_back


def _not_moved(period: BedPeriod) -> Callable[[Stay, Principal], None]:
    def take_back(stay: Stay, by: Principal) -> None:
        _empty([period])
        _in_its_bed_again(stay, period)
        stay.save()

    return take_back


def _empty(periods: Iterable[BedPeriod]) -> None:
    for period in periods:
        period.end_at = period.start_at
        period.save()
        return_leave_bed(period.bed, period.start_at)


def _open_again(leave: Leave) -> None:
    leave.back_at = leave.returned_by = leave.returned_at = None
    leave.save()


def _in_its_bed_again(stay: Stay, *besides: BedPeriod) -> None:
    """In the bed that it had last, if that is still free: no one is in a unit without a bed.

    A period of no time was taken back, unless there is no other: then it was all the time that they had.
    """
    if stay.periods.open().exists():
        return
    had = stay.periods.exclude(pk__in=[period.pk for period in besides])
    last = had.alias(lasted=Q(end_at__gt=F("start_at"))).latest("lasted", "end_at", "pk")
    last.bed.refresh_from_db()
    refuse_unless_free(last.bed)
    last.end_at = None
    last.save()
