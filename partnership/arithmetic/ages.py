"""Ages in whole years, and the day on which somebody turns so many months old."""

from __future__ import annotations

from datetime import date, timedelta

MONTHS = 12


def age_on(born_on: date, day: date) -> int:
    """Whole years. Born on 29 February, one is a year older from 1 March where there is no 29th."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def turns(born_on: date, months: int) -> date:
    """The day on which somebody is so many months old; the first of the next month where the month has no such day."""
    years, month = divmod(born_on.month - 1 + months, MONTHS)
    try:
        return date(born_on.year + years, month + 1, born_on.day)
    except ValueError:
        after = date(born_on.year + years, month + 1, 28) + timedelta(days=4)
        return after.replace(day=1)
