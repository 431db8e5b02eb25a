"""Nights on which beds could not be used."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import lru_cache

from django.db.models import QuerySet

from camhs_beds.models import OutOfService
from camhs_beds.vocabulary import ClosedWhy
from partnership.arithmetic import clock
from partnership.arithmetic.nights import Span, nights

ONE_DAY = dt.timedelta(days=1)


@lru_cache(maxsize=4000)
def midnight(day: dt.date) -> dt.datetime:
    """The moment at which this day begins in London."""
    return dt.datetime.combine(day, dt.time(), clock.LONDON)


def nights_lost(closed: QuerySet[OutOfService], first: dt.date, until: dt.date) -> list[tuple[str, int]]:
    """By reason, the most first: the nights from ``first`` to the one before ``until``."""
    lost: Counter[str] = Counter()
    for one in closed.during(midnight(first), midnight(until)):  # type: ignore[attr-defined]
        lost[one.why] += nights(Span(one.start_at, one.ended_at), first, until - ONE_DAY)
    return [(ClosedWhy(why).label, count) for why, count in lost.most_common() if count]
