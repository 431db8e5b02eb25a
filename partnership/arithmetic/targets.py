"""When a thing is due: a target of so many days, counted on the days that count.

The day of receipt is day nought. Each later day counts one, unless the clock is paused on it and, for a target in
working days, unless it is not a working day. The thing is due on the day that makes the count complete, until the end
of that day in London: it is overdue from the next.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import TextChoices

from partnership.arithmetic.working_days import ONE_DAY, is_working_day


class Days(TextChoices):
    """What a target is counted in."""

    WORKING = "working", "working days"
    CALENDAR = "calendar", "days"


class Pause(NamedTuple):
    """The clock stopped on `start_on` and went on again on `end_on`, or has not yet (None).

    The days after the first, up to and including the last, do not count: asked and answered on one day costs nothing,
    asked on Monday and answered on Wednesday moves a target by two days.
    """

    start_on: date
    end_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.start_on < day and (self.end_on is None or day <= self.end_on)


def due_on(received_on: date, amount: int, unit: Days, pauses: Iterable[Pause] = ()) -> date | None:
    """The day that the thing is due, or None while an unended pause stands before that day.

    `amount` is in `unit`. Pauses may overlap, come in any order, and lie outside the time counted. A due day that was
    reached before the clock stopped stays as it was. Refuses a negative amount with ValueError.
    """
    if amount < 0:
        raise ValueError("A target is a number of days from nought up")
    pauses = tuple(pauses)
    day = received_on
    while amount:
        if any(pause.end_on is None and pause.start_on <= day for pause in pauses):
            return None
        day += ONE_DAY
        amount -= _counts(day, unit, pauses)
    return day


def days_left(due_on: date, today: date) -> int:
    """Calendar days until the due day: nought on the day itself, negative when overdue."""
    return (due_on - today).days


def _counts(day: date, unit: Days, pauses: tuple[Pause, ...]) -> bool:
    if unit == Days.WORKING and not is_working_day(day):
        return False
    return not any(pause.covers(day) for pause in pauses)
