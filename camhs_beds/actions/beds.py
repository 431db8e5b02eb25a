"""A ward's confirmation of its beds, and beds out of service."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import QuerySet

from camhs_beds.actions.locking import live_reservation, lock_bed
from camhs_beds.models import Bed, Confirmation, OutOfService, Stay
from camhs_beds.policy import BED, STAY
from camhs_beds.vocabulary import BedState
from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.arithmetic.words import moment
from partnership.organisations.models import Unit
from partnership.records.days import refuse_before, refuse_future, refuse_unless_after
from partnership.records.states import lock

A_WEEK = dt.timedelta(days=7)


@transaction.atomic
def confirm(
    *,
    unit: Unit,
    accepting: str,
    reasons: Collection[str] = (),
    conditions: str = "",
    observations: int,
    expected: Mapping[int, dt.date | None] | None = None,
    seen: Mapping[int, str] | None = None,
    by: Principal,
) -> Confirmation:
    """The ward says that its beds are as shown. Returns the Confirmation.

    ``expected`` gives the expected discharge of stays of the unit, by the stay's number; None takes one back.
    ``seen`` is the state of each bed by its number, as the page showed it. Refuses beds that are not as many as
    commissioned, and any that has changed since the page was opened.
    """
    BED[Action.EDIT].demand(by)
    beds = list(_beds_of(unit, by).order_by("pk").select_for_update())
    _refuse_miscounted(unit, beds)
    changed = [bed for bed in beds if seen is not None and seen.get(bed.number, bed.state_now) != bed.state_now]
    if changed:
        names = ", ".join(f"bed {bed.number} is now {bed.state_now.label.lower()}" for bed in changed)
        raise Refusal(f"Beds have changed since you opened this page: {names}. Check them and confirm again.")
    _expect(unit, expected or {}, by)
    soon = Stay.objects.open().filter(unit=unit, expected_discharge_on__lte=clock.today() + A_WEEK).count()
    counts = Counter(bed.state_now for bed in beds)
    return Confirmation.objects.create(
        unit=unit, at=clock.now(), by=by.actor, accepting=accepting, reasons=sorted(set(reasons)),
        conditions=conditions, observations=observations, expected_discharges=soon,
        **{state.value: counts[state] for state in BedState},
    )  # fmt: skip


def _beds_of(unit: Unit, by: Principal) -> QuerySet[Bed]:
    return permitted(by, BED[Action.EDIT], Bed).filter(unit=unit, removed_on=None)


def _refuse_miscounted(unit: Unit, beds: list[Bed]) -> None:
    if len(beds) == unit.commissioned_beds:
        return
    numbers = {bed.number for bed in beds}
    missing = next((number for number in range(1, unit.commissioned_beds + 1) if number not in numbers), None)
    check = f" Check bed {missing}." if missing else ""
    raise Refusal(f"Beds add up to {len(beds)} but {unit} has {unit.commissioned_beds}.{check}")


def _expect(unit: Unit, expected: Mapping[int, dt.date | None], by: Principal) -> None:
    stays = permitted(by, STAY[Action.EDIT], Stay).filter(unit=unit, end_at=None, pk__in=expected)
    found = {stay.pk: stay for stay in stays.order_by("pk").select_for_update(of=("self",))}
    if missing := set(expected) - set(found):
        raise Refusal(f"Stay {min(missing)} is not on {unit}. Choose one that is.")
    for pk, on in expected.items():
        if found[pk].expected_discharge_on != on:
            found[pk].expected_discharge_on = on
            found[pk].save()


@transaction.atomic
def take_out_of_service(
    *,
    bed: Bed,
    start_on: dt.date,
    expected_end_on: dt.date,
    why: str,
    work_order: str = "",
    details: str = "",
    by: Principal,
) -> OutOfService:
    """From the start of that day, or from now where that is today. Only an empty bed, and for a day that has come.

    Refuses a bed that is occupied, reserved or someone's on leave, with the day it may be free, one that was so in that
    time, and one that is out of service already.
    """
    locked = lock_bed(bed, by)
    refuse_future("Start date", start_on)
    refuse_before("Expected end date", expected_end_on, start_on, "the start date")
    closed = locked.times_out_of_service.open().select_related("taken_by").first()
    if closed:
        took = f"{closed.taken_by} took {locked} out of service on {moment(closed.taken_at)}."
        raise Refusal(f"{took} Open the bed to see why.")
    _refuse_in_use(locked)
    return OutOfService.objects.create(
        bed=locked, unit_id=locked.unit_id, why=why, start_at=_begins(locked, start_on),
        expected_end_on=expected_end_on, work_order=work_order, details=details, taken_by=by.actor,
        taken_at=clock.now(),
    )  # fmt: skip


def _begins(bed: Bed, start_on: dt.date) -> dt.datetime:
    """Midnight of that day, or later when the bed became free in the course of it.

    The bed itself says since when: the ward may no longer see the young person who had it last.
    """
    midnight = dt.datetime.combine(start_on, dt.time(), clock.LONDON)
    free_on = clock.local(bed.since).date()
    refuse_before("Start date", start_on, free_on, "since when the bed has been free")
    began = max(midnight, bed.since)
    return clock.now() if start_on == clock.today() and began <= clock.now() else began


def _refuse_in_use(bed: Bed) -> None:
    if bed.is_available:
        return
    state, until = "reserved" if bed.state_now is BedState.RESERVED else "occupied", _free_from(bed)
    raise Refusal(f"Bed {bed.number} is {state} until {moment(until)}." if until else f"Bed {bed.number} is {state}.")


def _free_from(bed: Bed) -> dt.date | dt.datetime | None:
    if held := live_reservation(bed):
        return held.until
    period = bed.periods.open().select_related("stay").first()
    return period.stay.expected_discharge_on if period else None


@transaction.atomic
def extend(*, closed: OutOfService, expected_end_on: dt.date, why: str, by: Principal) -> OutOfService:
    """Expected back later than was thought, with the reason."""
    locked = _lock_open(closed, by)
    refuse_unless_after("Expected end date", expected_end_on, locked.expected_end_on)
    locked.expected_end_on, locked.why_extended = expected_end_on, why
    locked.save()
    return locked


@transaction.atomic
def return_to_service(*, closed: OutOfService, by: Principal) -> OutOfService:
    """From now on the bed is available. Refuses one that has been returned."""
    locked = _lock_open(closed, by)
    locked.ended_at, locked.ended_by = clock.now(), by.actor
    locked.save()
    return locked


def _lock_open(closed: OutOfService, by: Principal) -> OutOfService:
    lock_bed(closed.bed, by)
    locked = lock(closed, BED[Action.EDIT], by)
    if locked.ended_at is not None:
        raise Refusal(f"{locked.ended_by} returned {locked.bed} to service on {moment(locked.ended_at)}.")
    return locked
