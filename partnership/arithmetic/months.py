"""Months and financial years: a month is its first day, a financial year is the calendar year of its April."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

APRIL = 4
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_YEAR = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
FIRST_YEAR, LAST_YEAR = 2000, 2090


def month_of(day: dt.date) -> dt.date:
    return day.replace(day=1)


def after(month: dt.date, months: int = 1) -> dt.date:
    """So many months later, or earlier where it is below nought."""
    years, place = divmod(month.month - 1 + months, 12)
    return dt.date(month.year + years, place + 1, 1)


def through(first: dt.date, until: dt.date) -> Iterator[dt.date]:
    """Each month from ``first`` up to ``until``, which is left out."""
    month = first
    while month < until:
        yield month
        month = after(month)


def last_day(month: dt.date) -> dt.date:
    return after(month) - dt.timedelta(days=1)


@lru_cache(maxsize=4000)
def in_words(month: dt.date) -> str:
    """March 2018."""
    return f"{month:%B} {month.year}"


def written(month: dt.date) -> str:
    """2018-03, as it stands in an address."""
    return f"{month:%Y-%m}"


def read_month(text: str) -> dt.date | None:
    """The month of ``2018-03``; None for anything else."""
    match = _MONTH.fullmatch(text)
    if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR or not 1 <= int(match[2]) <= 12:
        return None
    return dt.date(int(match[1]), int(match[2]), 1)


def financial_year(day: dt.date) -> int:
    """2017 for 31 March 2018."""
    return day.year if day.month >= APRIL else day.year - 1


def year_in_words(year: int) -> str:
    """2017-18."""
    return f"{year}-{(year + 1) % 100:02d}"


def read_year(text: str) -> int | None:
    """The financial year of ``2017-18``; None for anything else."""
    match = _YEAR.fullmatch(text)
    if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR or (int(match[1]) + 1) % 100 != int(match[2]):
        return None
    return int(match[1])


def months_of(year: int) -> list[dt.date]:
    """The twelve months of a financial year, from April to March."""
    return [after(dt.date(year, APRIL, 1), place) for place in range(12)]
