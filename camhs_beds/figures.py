"""What the beds' measures come to in a month. Called by the system, which sees every row, and never by a page."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from statistics import median
from typing import Any

from camhs_beds import counting
from camhs_beds.models import Bed, BedRequest, Stay
from camhs_beds.nights_out_of_service import ONE_DAY, midnight
from camhs_beds.occupancy import Standing
from camhs_beds.sitrep import AN_HOUR, report
from partnership.arithmetic import clock
from partnership.arithmetic.nights import Span, nights, nights_of_stay
from partnership.measures.registry import Figure

NOT_KNOWN = "none"
Sort = Callable[[Any], str]


def occupancy(month: dt.date) -> Iterator[Figure]:
    """Of each bed its nights with somebody in it, and those in which it could be used."""
    last = counting.last_night(month)
    beds = Bed.objects.there_between(month, last).select_related("unit")
    standing = Standing(beds, midnight(month), midnight(last + ONE_DAY))
    rows = [(bed.unit, *_nights_of(bed, standing, month, last)) for bed in standing.beds]

    def share(some: list, **part: str) -> Figure:
        return Figure.share(sum(row[1] for row in some), sum(row[2] for row in some), **part)

    yield from _figures(rows, share, {"unit": lambda row: row[0].slug, "type": lambda row: row[0].camhs_type})


def _nights_of(bed: Bed, standing: Standing, month: dt.date, last: dt.date) -> tuple[int, int]:
    first = max(month, bed.opened_on)
    if bed.removed_on:
        last = min(last, bed.removed_on - ONE_DAY)
    occupied = sum(
        nights_of_stay(
            Span(period.start_at, period.end_at),
            [Span(leave.start_at, leave.back_at) for leave in standing.leaves[period.stay_id]],
            first,
            last,
        ).in_bed
        for period in standing.periods[bed.pk]
    )
    lost = sum(nights(Span(one.start_at, one.ended_at), first, last) for one in standing.closed[bed.pk])
    return occupied, max((last - first).days + 1, 0) - lost


def available(month: dt.date) -> Iterator[Figure]:
    """Nothing to tell of a moment at which no unit was confirmed."""
    lines = [line for line in report(counting.end_of(month)).lines if line.is_fresh]
    if not lines:
        return

    def count(some: list, **part: str) -> Figure:
        return Figure.count(sum(line.can_be_filled for line in some), **part)

    yield from _figures(lines, count, {"unit": lambda line: line.unit.slug, "type": lambda line: line.unit.camhs_type})


def response_on_time(month: dt.date) -> Iterator[Figure]:
    rows = list(counting.due_in(BedRequest.objects.all(), month).select_related("responsible_trust"))

    def share(some: list[BedRequest], **part: str) -> Figure:
        in_time = sum(bool(one.responded_at and one.responded_at <= one.respond_by) for one in some)
        return Figure.share(in_time, len(some), **part)

    yield from _figures(rows, share, {"response": lambda request: request.response, "trust": _trust})


def longest_wait(month: dt.date) -> Iterator[Figure]:
    at = counting.end_of(month)
    rows = list(counting.waiting_at_the_end(BedRequest.objects.all(), month))

    def longest(some: list[BedRequest], **part: str) -> Figure:
        hours = [Decimal((at - one.received_at) // AN_HOUR) for one in some]
        return Figure.average(max(hours, default=None), len(some), **part)

    yield from _figures(rows, longest, {"response": lambda request: request.response})


def nights_out_of_area(month: dt.date) -> Iterator[Figure]:
    yield from _nights_out_of_area(month, with_leave=False)


def nights_out_of_area_with_leave(month: dt.date) -> Iterator[Figure]:
    yield from _nights_out_of_area(month, with_leave=True)


def _nights_out_of_area(month: dt.date, *, with_leave: bool) -> Iterator[Figure]:
    stays = counting.with_leaves(_with_places(counting.nights_out_of_area(Stay.objects.all(), month)))
    found = [(stay, counting.nights_in(month, stay)) for stay in stays]
    rows = [(stay, spent.total if with_leave else spent.in_bed) for stay, spent in found]

    def total(some: list[tuple[Stay, int]], **part: str) -> Figure:
        return Figure.count(sum(count for _, count in some), **part)

    sorts: dict[str, Sort] = {
        "borough": lambda row: _borough(row[0]), "type": lambda row: _type(row[0]), "trust": lambda row: _trust(row[0]),
    }  # fmt: skip
    yield from _figures(rows, total, sorts)


def miles_from_home(month: dt.date) -> Iterator[Figure]:
    rows = list(_with_places(counting.out_of_area_at_any_time(Stay.objects.all(), month)))

    def mean(some: list[Stay], **part: str) -> Figure:
        miles = [stay.miles for stay in some if stay.miles is not None]
        return Figure.average(sum(miles, Decimal(0)) / len(miles) if miles else None, len(miles), **part)

    yield from _figures(rows, mean, {"type": _type})


def out_of_area_now(month: dt.date) -> Iterator[Figure]:
    rows = list(_with_places(counting.out_of_area_at_the_end(Stay.objects.all(), month)))
    yield from _figures(rows, _count, {"borough": _borough, "type": _type, "trust": _trust})


def ready(month: dt.date) -> Iterator[Figure]:
    rows = list(_with_places(counting.ready_at_the_end(Stay.objects.all(), month)))
    yield from _figures(rows, _count, {"reason": lambda stay: stay.why_delayed or NOT_KNOWN, "trust": _trust})


def days_ready(month: dt.date) -> Iterator[Figure]:
    on = clock.local(counting.end_of(month)).date()
    rows = list(counting.ready_at_the_end(Stay.objects.all(), month))

    def middle(some: list[Stay], **part: str) -> Figure:
        days = [(on - stay.ready_on).days for stay in some if stay.ready_on]
        return Figure.average(Decimal(str(median(days))) if days else None, len(days), **part)

    yield from _figures(rows, middle, {"reason": lambda stay: stay.why_delayed or NOT_KNOWN})


def _figures(rows: Iterable[Any], figure: Callable[..., Figure], sorts: Mapping[str, Sort]) -> Iterator[Figure]:
    """Of all the rows, and of each part of each breakdown that has any."""
    rows = list(rows)
    yield figure(rows)
    for by, sort in sorts.items():
        parts: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            parts[sort(row)].append(row)
        for part, some in parts.items():
            yield figure(some, by=by, part=part)


def _count(some: list[Any], **part: str) -> Figure:
    return Figure.count(len(some), **part)


def _with_places(stays: Any) -> Any:
    return stays.select_related("person__home_borough", "unit", "responsible_trust")


def _borough(stay: Stay) -> str:
    home = stay.person.home_borough
    return home.slug if home else NOT_KNOWN


def _type(stay: Stay) -> str:
    return stay.unit.camhs_type or NOT_KNOWN


def _trust(row: Any) -> str:
    return row.responsible_trust.slug if row.responsible_trust else NOT_KNOWN
