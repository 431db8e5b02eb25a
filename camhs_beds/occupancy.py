"""Which beds were, are and may be free, night by night.

A night is that of the day on which it begins. What is past is what was recorded; what is to come is what stands now, as
far as it is expected to last. An expected discharge makes a bed "Free (expected)", never free.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from camhs_beds.models import Bed, BedPeriod, Leave, OutOfService, Reservation
from camhs_beds.nights_out_of_service import ONE_DAY, midnight
from camhs_beds.vocabulary import BedState
from partnership.arithmetic import clock
from partnership.arithmetic.words import listed, plural


class Night(StrEnum):
    OCCUPIED = "Occupied"
    ON_LEAVE = "On leave"
    RESERVED = "Reserved"
    OUT_OF_SERVICE = "Out of service"
    FREE = "Free"
    EXPECTED = "Free (expected)"
    NOT_OPEN = "Not open"


NIGHT_OF = {
    BedState.OCCUPIED: Night.OCCUPIED,
    BedState.ON_LEAVE: Night.ON_LEAVE,
    BedState.RESERVED: Night.RESERVED,
    BedState.OUT_OF_SERVICE: Night.OUT_OF_SERVICE,
    BedState.AVAILABLE: Night.FREE,
}


def _during(rows: QuerySet, start: dt.datetime, end: dt.datetime, until: str) -> QuerySet:
    """Rows with any moment in this time, compared column by column."""
    return rows.filter(Q(**{until: None}) | Q(**{f"{until}__gt": start}), start_at__lt=end)


class Standing:
    """What stood on these beds from ``start`` to ``end``, in four queries however long the past is.

    Whoever reads it has to see every stay of the beds: one that is hidden would read as a free bed.
    """

    def __init__(self, beds: Iterable[Bed], start: dt.datetime, end: dt.datetime):
        self.beds, self.start, self.end = list(beds), start, end
        self.now, self.today = clock.now(), clock.today()
        ids = [bed.pk for bed in self.beds]
        periods = BedPeriod.objects.filter(bed__in=ids).select_related("stay")
        self.periods = _by("bed_id", _during(periods, start, end, "end_at"))
        stays = {period.stay_id for of_bed in self.periods.values() for period in of_bed}
        self.leaves = _by("stay_id", _during(Leave.objects.filter(stay__in=stays), start, end, "back_at"))
        closed = OutOfService.objects.filter(bed__in=ids)
        self.closed = _by("bed_id", _during(closed, start, end, "ended_at"))
        held = Reservation.objects.filter(bed__in=ids, reserved_at__lt=end, until__gt=start)
        self.held = _by("bed_id", held)

    def at(self, bed: Bed, moment: dt.datetime) -> BedState:
        """The state of a bed at a moment of the time that was read."""
        if _standing(self.closed[bed.pk], moment, "ended_at"):
            return BedState.OUT_OF_SERVICE
        if period := _standing(self.periods[bed.pk], moment, "end_at"):
            away = _standing(self.leaves[period.stay_id], moment, "back_at")
            return BedState.ON_LEAVE if away else BedState.OCCUPIED
        held = any(_is_held(one, moment) for one in self.held[bed.pk])
        return BedState.RESERVED if held else BedState.AVAILABLE

    def nights(self, bed: Bed, days: Sequence[dt.date]) -> list[Night]:
        """Of each of these days, in their order. A bed is not open before it came, nor once it or its unit has gone."""
        found = zip(days, self._nights(bed, days), strict=True)
        return [night if _is_open(bed, day) else Night.NOT_OPEN for day, night in found]

    def _nights(self, bed: Bed, days: Sequence[dt.date]) -> list[Night]:
        over = [day for day in days if day < self.today]
        standing = self._expected(bed) if len(over) < len(days) else []
        recorded = [NIGHT_OF[self.at(bed, midnight(day + ONE_DAY))] for day in over]
        return recorded + [_latest(standing, day) for day in days[len(over) :]]

    def _expected(self, bed: Bed) -> list[tuple[dt.date, Night]]:
        """How it stands now, and from which day on it is expected to stand otherwise. What comes last goes first."""
        state = self.at(bed, self.now)
        standing = [(dt.date.min, NIGHT_OF[state])]
        if state is BedState.OUT_OF_SERVICE:
            closed = _standing(self.closed[bed.pk], self.now, "ended_at")
            return standing if closed.is_overdue else [*standing, (closed.expected_end_on + ONE_DAY, Night.EXPECTED)]
        if state not in (BedState.OCCUPIED, BedState.ON_LEAVE):
            return standing
        stay = _standing(self.periods[bed.pk], self.now, "end_at").stay
        away = _standing(self.leaves[stay.pk], self.now, "back_at")
        back = clock.local(away.expected_back_at).date() if away else None
        changes = [(back, Night.OCCUPIED), (stay.expected_discharge_on, Night.EXPECTED)]
        return standing + [(day, night) for day, night in changes if day and day >= self.today]


def _is_open(bed: Bed, day: dt.date) -> bool:
    return bed.is_there(day) and (bed.unit.closed_on is None or day < bed.unit.closed_on)


def _latest(standing: Sequence[tuple[dt.date, Night]], day: dt.date) -> Night:
    return next(night for since, night in reversed(standing) if since <= day)


def _by(key: str, rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def _standing(rows: Iterable[Any], moment: dt.datetime, until: str) -> Any:
    for row in rows:
        end = getattr(row, until)
        if row.start_at <= moment and (end is None or end > moment):
            return row
    return None


def _is_held(held: Reservation, moment: dt.datetime) -> bool:
    return held.reserved_at <= moment < held.until and (held.ended_at is None or held.ended_at > moment)


@dataclass(frozen=True)
class UnitNights:
    """One unit's beds over some days: ``nights`` holds, for each bed, one of each day."""

    unit: Any
    days: Sequence[dt.date]
    nights: list[tuple[Bed, list[Night]]]

    @cached_property
    def counts(self) -> list[Counter[Night]]:
        """Of each day."""
        return [Counter(nights) for nights in zip(*(of_bed for _, of_bed in self.nights), strict=True)]

    @property
    def each_day(self) -> Iterator[tuple[dt.date, Counter[Night]]]:
        return zip(self.days, self.counts, strict=True)

    @property
    def summary(self) -> str:
        """Cedar Unit has at least 1 bed free on 12 of 28 days. It is full from 16 to 20 April."""
        free = [day for day, counts in self.each_day if counts[Night.FREE]]
        expected = [day for day, counts in self.each_day if counts[Night.EXPECTED] and not counts[Night.FREE]]
        shut = [day for day, counts in self.each_day if counts[Night.NOT_OPEN] == len(self.nights)]
        full = [day for day in self.days if day not in {*free, *expected, *shut}]
        number = len(self.days) - len(shut)
        said = [f"{self.unit} has at least 1 bed free on {len(free)} of {number} {plural(number, 'day')}."]
        if expected:
            more = "more " if free else ""
            said.append(f"On {len(expected)} {more}a bed is expected to be free, by an expected discharge.")
        said.append(f"It is full {_when(full)}." if full else "It is never full.")
        if shut:
            said.append(f"It has no bed that is open {_when(shut)}.")
        return " ".join(said)


def _runs(days: Iterable[dt.date]) -> list[list[dt.date]]:
    runs: list[list[dt.date]] = []
    for day in days:
        if runs and runs[-1][-1] + ONE_DAY == day:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _when(days: Iterable[dt.date]) -> str:
    return listed([_run(run) for run in _runs(days)])


def _run(run: Sequence[dt.date]) -> str:
    first, last = run[0], run[-1]
    if first == last:
        return f"on {first:%-d %B}"
    same_month = (first.year, first.month) == (last.year, last.month)
    return f"from {first:%-d}{'' if same_month else f' {first:%B}'} to {last:%-d %B}"


def nights_of(beds: Sequence[Bed], first: dt.date, days: int) -> list[UnitNights]:
    """Unit by unit, in the order of their names; ``beds`` have their unit. One that is open on none of the days is left
    out."""
    wanted = [first + number * ONE_DAY for number in range(days)]
    start, end = midnight(first), midnight(wanted[-1] + ONE_DAY)
    is_over = end <= clock.now()
    standing = Standing(beds, start if is_over else min(start, clock.now()), end + ONE_DAY)
    of: dict[int, list[Bed]] = defaultdict(list)
    for bed in beds:
        if any(_is_open(bed, day) for day in wanted):
            of[bed.unit_id].append(bed)
    units = sorted((some[0].unit for some in of.values()), key=str)
    return [UnitNights(unit, wanted, [(bed, standing.nights(bed, wanted)) for bed in of[unit.pk]]) for unit in units]
