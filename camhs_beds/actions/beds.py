"""A ward's word on its beds, and beds out of service."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import QuerySet

from camhs_beds.actions.locking import clear_what_ran_out, live_reservation, locked_bed
from camhs_beds.models import Bed, Confirmation, OutOfService, Stay
from camhs_beds.policy import BED, STAY
from camhs_beds.refusals import (
    AlreadyClosed,
    BackInService,
    BedInUse,
    BedsDoNotAddUp,
    BedsHaveChanged,
    MustBeLater,
    NotOnTheUnit,
    NotYet,
    WrongOrder,
)
from camhs_beds.vocabulary import BedState
from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.arithmetic.words import moment
from partnership.organisations.models import Unit
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
    commissioned (BedsDoNotAddUp), and any that has changed since the page was opened (BedsHaveChanged).
    """
    BED[Action.EDIT].demand(by)
    beds = list(_beds_of(unit, by).order_by("pk").select_for_update())
    _refuse_miscounted(unit, beds)
    changed = [bed for bed in beds if seen is not None and seen.get(bed.number, bed.state_now) != bed.state_now]
    if changed:
        raise BedsHaveChanged(changed)
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
    raise BedsDoNotAddUp(unit, len(beds), missing)


def _expect(unit: Unit, expected: Mapping[int, dt.date | None], by: Principal) -> None:
    stays = permitted(by, STAY[Action.EDIT], Stay).filter(unit=unit, end_at=None, pk__in=expected)
    found = {stay.pk: stay for stay in stays.order_by("pk").select_for_update(of=("self",))}
    if missing := set(expected) - set(found):
        raise NotOnTheUnit(f"Stay {min(missing)}", unit)
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

    Refuses a bed with somebody in it or on leave from it, or reserved (BedInUse, with the day it may be free), one that
    had somebody in it in that time, and one that is out of service already (AlreadyClosed).
    """
    locked = clear_what_ran_out(locked_bed(bed, by), by)
    if start_on > clock.today():
        raise NotYet("Start date")
    if expected_end_on < start_on:
        raise WrongOrder("Expected end date", "the start date")
    closed = locked.times_out_of_service.open().select_related("taken_by").first()
    if closed:
        raise AlreadyClosed(locked, closed)
    if not locked.is_available:
        raise BedInUse(locked, _free_from(locked))
    return OutOfService.objects.create(
        bed=locked, unit_id=locked.unit_id, why=why, start_at=_begins(locked, start_on),
        expected_end_on=expected_end_on, work_order=work_order, details=details, taken_by=by.actor,
        taken_at=clock.now(),
    )  # fmt: skip


def _begins(bed: Bed, start_on: dt.date) -> dt.datetime:
    """Midnight of that day, or later when the bed became free in the course of it.

    The bed itself says since when: whoever had it last may be somebody whom a ward sees no more.
    """
    midnight = dt.datetime.combine(start_on, dt.time(), clock.LONDON)
    free_on = clock.local(bed.since).date()
    if free_on > start_on:
        raise WrongOrder("Start date", f"{moment(free_on)}, since when the bed has been free")
    began = max(midnight, bed.since)
    return clock.now() if start_on == clock.today() and began <= clock.now() else began


def _free_from(bed: Bed) -> dt.date | dt.datetime | None:
    if held := live_reservation(bed):
        return held.until
    period = bed.periods.open().select_related("stay").first()
    return period.stay.expected_discharge_on if period else None


@transaction.atomic
def extend(*, closed: OutOfService, expected_end_on: dt.date, why: str, by: Principal) -> OutOfService:
    """Expected back later than was thought, with the reason."""
    locked = _open(closed, by)
    if expected_end_on <= locked.expected_end_on:
        raise MustBeLater("Expected end date", locked.expected_end_on)
    locked.expected_end_on, locked.why_extended = expected_end_on, why
    locked.save()
    return locked


@transaction.atomic
def return_to_service(*, closed: OutOfService, by: Principal) -> OutOfService:
    """From now on the bed is available. Refuses when somebody has returned it (BackInService)."""
    locked = _open(closed, by)
    locked.ended_at, locked.ended_by = clock.now(), by.actor
    locked.save()
    return locked


def _open(closed: OutOfService, by: Principal) -> OutOfService:
    locked_bed(closed.bed, by)
    locked: OutOfService = lock(closed, BED[Action.EDIT], by)
    if locked.ended_at is not None:
        raise BackInService(locked)
    return locked
