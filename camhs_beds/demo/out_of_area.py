"""Young people out of area: as many nights as were published for March 2017 and March 2018, as far from home."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from camhs_beds.demo.past import TODAY, Past
from camhs_beds.models import Stay
from camhs_beds.vocabulary import Kind
from partnership.access.scope import as_the_system
from partnership.arithmetic.nights import months
from partnership.organisations.models import Unit

FIRST_MONTH, LAST_MONTH = dt.date(2016, 4, 1), dt.date(2018, 4, 1)
PUBLISHED = {dt.date(2017, 3, 1): (1102, Decimal(73)), dt.date(2018, 3, 1): (680, Decimal(44))}
"""Nights (HSJ, 2018) and mean miles from home (the Partnership), by month."""
AFTER = dt.date(2018, 5, 1)
A_TWENTIETH = Decimal("0.05")
LONGEST, SHORTEST = 75, 12


def load(past: Past) -> None:
    stays = list(_stays(past))
    with as_the_system("demonstration"):
        units = list(
            Unit.objects.filter(service_line="camhs", beds=None).select_related("site").distinct().order_by("slug")
        )
    homes = list(past.people.boroughs)
    drawn = [(start, end, past.chance.choice(homes)) for start, end in stays]
    places = _places(past, drawn, units)
    for (start, end, borough), unit in zip(drawn, places, strict=True):
        past.stay(unit, Kind.OUT_OF_AREA, start, end, borough=borough)


def _stays(past: Past) -> Iterator[tuple[dt.date, dt.date | None]]:
    """So many at once on each night that the nights of each month come to what they should be.

    As many places as there are young people out of area at most; each place is filled by one after the other.
    """
    counts = list(_young_people_out_of_area(past))
    for place in range(max(count for _, count in counts)):
        nights = [day for day, count in counts if place < count]
        for start, end in _runs(nights):
            yield from _cut(past, start, end)


def _young_people_out_of_area(past: Past) -> Iterator[tuple[dt.date, int]]:
    """How many are out of area each night. Within a month it falls once by one, to hit the month's nights exactly."""
    for first, last in months(FIRST_MONTH, AFTER - dt.timedelta(days=1)):
        days = (last - first).days + 1
        least, more = divmod(_nights_of(past, first, days), days)
        for number in range(days):
            yield first + dt.timedelta(days=number), least + (number < more)


def _nights_of(past: Past, month: dt.date, days: int) -> int:
    if month in PUBLISHED:
        return PUBLISHED[month][0]
    return round(_between(month, 1102, 680) * days / 31) + past.chance.randint(-25, 25)


def _between(month: dt.date, first: float, last: float) -> float:
    """On the line from March 2017 to March 2018; level before it begins."""
    passed = (month.year - 2017) * 12 + month.month - 3
    return first + (last - first) * max(passed, 0) / 12


def _runs(nights: list[dt.date]) -> Iterator[tuple[dt.date, dt.date]]:
    """Nights on end, as the first and the day after the last."""
    start = before = nights[0]
    for night in [*nights[1:], dt.date.max]:
        if (night - before).days > 1:
            yield start, before + dt.timedelta(days=1)
            start = night
        before = night


def _cut(past: Past, start: dt.date, end: dt.date) -> Iterator[tuple[dt.date, dt.date | None]]:
    """A run of nights as the stays of one young person after another; open where it reaches today."""
    while start < min(end, TODAY):
        stop = start + dt.timedelta(days=past.chance.randint(SHORTEST, LONGEST))
        if (end - stop).days < SHORTEST:
            stop = end
        yield start, (stop if stop < TODAY else None)
        start = stop


def _places(past: Past, drawn: list[tuple[dt.date, dt.date | None, str]], units: list[Unit]) -> list[Unit]:
    """A unit for each, so that the mean distance follows the line, and is as published in the two months."""
    miles = [[past.miles(borough, unit) for unit in units] for _, _, borough in drawn]
    chosen = [_towards(past, start, row) for (start, _, _), row in zip(drawn, miles, strict=True)]
    for month, (_, mean) in PUBLISHED.items():
        _adjust(past, [n for n, (start, end, _) in enumerate(drawn) if _is_in(month, start, end)], miles, chosen, mean)
    return [units[place] for place in chosen]


def _towards(past: Past, start: dt.date, miles: list[Decimal]) -> int:
    """By chance, the nearer the more often as the years go on."""
    wanted = _between(start, 73, 44)
    weights = [1 / (20 + abs(float(one) - wanted)) for one in miles]
    return past.chance.choices(range(len(miles)), weights)[0]


def _is_in(month: dt.date, start: dt.date, end: dt.date | None) -> bool:
    following = (month + dt.timedelta(days=32)).replace(day=1)
    return start < following and (end is None or end >= month)


def _adjust(past: Past, which: list[int], miles: list[list[Decimal]], chosen: list[int], mean: Decimal) -> None:
    """Sends one after the other somewhere else until the mean is as published to a twentieth of a mile."""
    for _ in range(100_000):
        off = sum(miles[n][chosen[n]] for n in which) - mean * len(which)
        if abs(off) < A_TWENTIETH * len(which) / 2:
            return
        n = past.chance.choice(which)
        best = min(range(len(miles[n])), key=lambda place: abs(off - miles[n][chosen[n]] + miles[n][place]))
        other = past.chance.randrange(len(miles[n])) if past.chance.random() < 0.1 else best
        chosen[n] = other
    raise ValueError(f"No mean of {mean} miles can be had with these units")


def still_out_of_area() -> list[Stay]:
    return list(Stay.objects.open().out_of_area().select_related("person", "unit__site").order_by("start_at", "pk"))
