"""Nights in a bed: midnights in London.

The night of the day of admission counts, that of the day of leaving does not, so in and out on one day is none (the
national method for occupied bed days, NHS England's Mental Health Services Data Set). Nights on leave are nights of
the stay that are counted apart: a leave has its nights by the same rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from partnership.arithmetic import clock


class Span(NamedTuple):
    """From a moment to a moment, or to an end that has not come (None)."""

    start_at: datetime
    end_at: datetime | None = None


class Nights(NamedTuple):
    """``in_bed`` and ``on_leave`` have no night in common; ``total`` is the nights of the stay."""

    in_bed: int
    on_leave: int

    @property
    def total(self) -> int:
        return self.in_bed + self.on_leave


def nights(span: Span, first: date, last: date) -> int:
    """The nights of a span in a period, both of whose days count. Without an end it lasts through the period."""
    start = max(_day(span.start_at), first)
    end = last + timedelta(days=1)
    if span.end_at is not None:
        end = min(_day(span.end_at), end)
    return max((end - start).days, 0)


def nights_of_stay(stay: Span, leaves: Iterable[Span], first: date, last: date) -> Nights:
    """The nights of a stay in a period, those on leave apart. Leaves do not overlap; outside the stay they count for
    nothing."""
    away = sum(nights(cut, first, last) for leave in leaves if (cut := _within(leave, stay)))
    return Nights(nights(stay, first, last) - away, away)


def by_month(span: Span, first: date, last: date) -> dict[date, int]:
    """The nights of a span in each month of a period, by the month's first day; months without a night are left out."""
    return {month: found for month, end in months(first, last) if (found := nights(span, max(month, first), end))}


def months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Each month that a period touches: its first day, and the last of its days that lie in the period."""
    month = first.replace(day=1)
    while month <= last:
        following = (month + timedelta(days=32)).replace(day=1)
        yield month, min(following - timedelta(days=1), last)
        month = following


def _within(leave: Span, stay: Span) -> Span | None:
    """The part of a leave that lies in the stay."""
    start = max(leave.start_at, stay.start_at)
    ends = [end for end in (leave.end_at, stay.end_at) if end is not None]
    end = min(ends) if ends else None
    return Span(start, end) if end is None or end >= start else None


def _day(moment: datetime) -> date:
    return clock.local(moment).date()
