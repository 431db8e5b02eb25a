"""Putting right what was recorded of a stay: its admission, its leave and its discharge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any, NoReturn

from django.db import transaction
from django.db.models import F, Q, QuerySet

from camhs_beds import clocks, places
from camhs_beds.actions.locking import lock_bed
from camhs_beds.actions.stays import EDIT, refuse_before_it_was_asked, show_until
from camhs_beds.models import BedPeriod, BedRequest, Leave, OutOfService, Stay, StayCorrection
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.arithmetic.words import moment as in_words
from partnership.records.correcting import Old, differing, keep, set_values
from partnership.records.days import refuse_after, refuse_before, refuse_future
from partnership.records.states import lock

CORRECTABLE: dict[type[Stay] | type[Leave], tuple[str, ...]] = {
    Stay: ("start_at", "end_at", "legal_status", "clinician"),
    Leave: ("start_at", "back_at"),
}


@dataclass(frozen=True)
class Moment:
    """One thing that happened, and the columns that say when: corrected in one, it is so in all of them."""

    label: str
    words: str
    columns: tuple[tuple[Stay | Leave | BedPeriod, str], ...]

    @property
    def at(self) -> dt.datetime:
        row, name = self.columns[0]
        at: dt.datetime = getattr(row, name)
        return at


@transaction.atomic
def correct(
    *,
    row: Stay | Leave,
    changes: Mapping[str, Any],
    why: str,
    explanation: str,
    by: Principal,
    version: int | None = None,
) -> Stay:
    """Puts right a stay, or one leave of it; ``version`` is the stay's. ``changes`` names fields of CORRECTABLE.

    The beds follow, and how long the ward sees the stay. Refuses a correction that changes nothing or changes what
    never was, times out of their order, and times at which another young person had the bed or this one was elsewhere.
    """
    locked = _locked(row if isinstance(row, Stay) else row.stay, by, version)
    leaves, periods = list(locked.leaves.that_were()), _periods(locked)
    row = locked if isinstance(row, Stay) else leaves[leaves.index(row)]
    moments = sorted(_moments(locked, leaves, periods), key=lambda moment: moment.at)
    different = differing(row, changes, CORRECTABLE[type(row)])
    moved = [moment for moment in moments if any((row, name) in moment.columns for name in different)]
    put_right = _put_right(row, different, moved)
    _refuse_order(moments, moved)
    if moved:
        _refuse_overlaps(locked, periods)
    _follow(locked, different if row is locked else {})
    new = partial(StayCorrection, stay=locked, why=why, explanation=explanation, corrected_by=by.actor)
    for part, old in put_right:
        keep(old, part, new)
    for part in (*leaves, *periods, locked):
        part.save()
    locked.refresh_from_db()
    return locked


def _put_right(
    row: Stay | Leave, different: Mapping[str, Any], moved: list[Moment]
) -> list[tuple[Stay | Leave | BedPeriod, Old]]:
    """In every column that says it. Gives the old values; a bed's period only follows, and has no correction."""
    put_right: list[tuple[Stay | Leave | BedPeriod, Old]] = []
    for name, value in different.items():
        columns = next((moment.columns for moment in moved if (row, name) in moment.columns), ((row, name),))
        put_right += [(part, set_values(part, {column: value})) for part, column in columns]
    return [(part, old) for part, old in put_right if not isinstance(part, BedPeriod)]


def _locked(stay: Stay, by: Principal, version: int | None) -> Stay:
    for period in stay.periods.select_related("bed").order_by("bed"):
        lock_bed(period.bed, by)
    locked = lock(stay, EDIT, by, version)
    refuse_recorded_in_error(locked)
    return locked


def refuse_recorded_in_error(stay: Stay) -> None:
    if stay.recorded_in_error:
        why = "was recorded in error and is counted nowhere, so there is nothing in it to correct."
        raise Refusal(f"{stay} {why}")


def _periods(stay: Stay) -> list[BedPeriod]:
    """Without those of no time, which were taken back, unless that was all the time that they had."""
    periods = stay.periods.select_related("bed__unit")
    return list(periods.exclude(end_at=F("start_at"))) or list(periods[:1])


def _moments(stay: Stay, leaves: list[Leave], periods: list[BedPeriod]) -> Iterator[Moment]:
    """Everything that has a time, in the order in which it comes when the clock tells none apart."""
    found_in: list[tuple[BedPeriod, str]] = []

    def beds(name: str, at: dt.datetime | None, recorded_at: dt.datetime | None = None) -> list[tuple[Any, str]]:
        found = [(period, name) for period in periods if getattr(period, name) == at is not None]
        found = [one for one in found if recorded_at in (None, one[0].recorded_at)]
        found_in.extend(found)
        return found

    def moment(label: str, words: str, *columns: tuple[Any, str]) -> Moment:
        return Moment(label, words, columns)

    admitted = moment("Time of admission", "the admission", (stay, "start_at"), *beds("start_at", stay.start_at))
    left = [leave for leave in leaves if leave.ended_with_the_stay]
    gone = (*((leave, "back_at") for leave in left), *beds("end_at", stay.end_at))
    back = [
        moment("Time of return", "the return from leave", (leave, "back_at"),
               *beds("start_at", leave.back_at, leave.returned_at))
        for leave in leaves if leave.back_at and leave not in left
    ]  # fmt: skip
    began = [
        moment("Time of leave", "the start of the leave", (leave, "start_at"),
               *([] if leave.bed_held else beds("end_at", leave.start_at)))
        for leave in leaves
    ]  # fmt: skip
    changed = [
        moment("Time of the move", "the change of bed", (period, name))
        for name in ("end_at", "start_at")
        for period in periods
        if getattr(period, name) and (period, name) not in found_in
    ]
    yield from (admitted, *back, *changed, *began)
    if stay.end_at:
        yield moment("Time of discharge", "the discharge", (stay, "end_at"), *gone)


def _refuse_order(moments: list[Moment], moved: list[Moment]) -> None:
    """What happened stays in the order in which it happened, and in the past."""
    for earlier, later in pairwise(moments):
        if later in moved:
            refuse_before(later.label, later.at, earlier.at, earlier.words)
        refuse_after(earlier.label, earlier.at, later.at, later.words)
    for moment in moved:
        refuse_future(moment.label, moment.at)


def _refuse_overlaps(stay: Stay, periods: Iterable[BedPeriod]) -> None:
    """Of what this person can see; constraints stand behind the rest."""
    others = Stay.objects.filter(person=stay.person_id).exclude(pk=stay.pk).select_related("unit")
    for other in _at_the_time_of(stay, others):
        _refuse_time(f"This young person was at {other.unit}", other.start_at, other.end_at)
    for period in periods:
        for had in _at_the_time_of(period, period.bed.periods.exclude(stay=stay)):
            _refuse_time(f"Another young person had {period.bed}", had.start_at, had.end_at)
        for closed in _at_the_time_of(period, OutOfService.objects.filter(bed=period.bed), "ended_at"):
            _refuse_time(f"{period.bed} was out of service", closed.start_at, closed.ended_at)


def _refuse_time(what: str, start_at: dt.datetime, end_at: dt.datetime | None) -> NoReturn:
    """``what`` was so from ``start_at`` on, to ``end_at`` where it ended."""
    time = f"from {in_words(start_at)} to {in_words(end_at)}" if end_at else f"since {in_words(start_at)}"
    raise Refusal(f"{what} {time}. Enter a time outside that.")


def _at_the_time_of(span: Stay | BedPeriod, rows: QuerySet, ended: str = "end_at") -> QuerySet:
    """Those of the rows that lasted for a moment of the span; one of no time overlaps nothing."""
    if span.start_at == span.end_at:
        return rows.none()
    rows = rows.filter(Q(**{ended: None}) | Q(**{f"{ended}__gt": span.start_at})).exclude(start_at=F(ended))
    return rows.filter(start_at__lt=span.end_at) if span.end_at else rows


def _follow(stay: Stay, changes: Mapping[str, Any]) -> None:
    """What the days of admission and discharge decide. The ward that puts it right sees it for that day at least."""
    if "start_at" in changes:
        for request in BedRequest.objects.filter(stays=stay):
            refuse_before_it_was_asked(request, stay.start_at)
        stay.kind = places.kind_of(stay.unit, clock.local(stay.start_at).date())
    if stay.end_at and "end_at" in changes:
        show_until(stay, max(clocks.ward_sees_until(stay.end_at), clock.today()))
