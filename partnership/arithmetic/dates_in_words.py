"""Dates and times as the NHS service manual writes them, on London's clock."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from partnership.arithmetic import clock


def day(value: dt.date | dt.datetime | None) -> str:
    """16 April 2018. The date in London where a moment is given; nothing for None."""
    if value is None:
        return ""
    return _day(clock.local(value).date() if isinstance(value, dt.datetime) else value)


def time_of_day(value: dt.datetime | dt.time) -> str:
    """9:32am, on the London clock."""
    time = clock.local(value) if isinstance(value, dt.datetime) else value
    return f"{time.hour % 12 or 12}:{time.minute:02}{'am' if time.hour < 12 else 'pm'}"


def moment(value: dt.datetime | dt.date | None) -> str:
    """16 April 2018 at 9:32am. A date alone stays a date: a time that is not known is never shown as midnight."""
    if isinstance(value, dt.datetime):
        here = clock.local(value)
        return f"{_day(here.date())} at {time_of_day(here.timetz())}"
    return day(value)


@lru_cache(maxsize=4000)
def _day(date: dt.date) -> str:
    return f"{date.day} {date:%B} {date.year}"
