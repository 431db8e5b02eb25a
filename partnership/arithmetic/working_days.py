"""Working days of England: not Saturday, not Sunday, not a bank holiday.

Bank holidays are the official list for England and Wales that gov.uk publishes (https://www.gov.uk/bank-holidays), from
the copy inside govuk-bank-holidays: no network. Each release of that package carries the list on by a year or two.
Beyond its last year only weekends are left out, so a target can fall a day early there, never late, and nothing stops
working; `last_year_known` lets a health page say so in good time.
"""

from datetime import date, timedelta
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in _bank_holidays()


def next_working_day(day: date) -> date:
    """The first working day after `day`, itself left out."""
    return add_working_days(day, 1)


def add_working_days(day: date, number: int) -> date:
    """The working day that is `number` working days after `day`. Nought gives `day` back, whatever day it is.

    Refuses a negative number with ValueError.
    """
    if number < 0:
        raise ValueError("Working days are added, never taken off")
    while number:
        day += ONE_DAY
        number -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days come after `start`, up to and including `end`; none if `end` is not after `start`."""
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def last_year_known() -> int:
    """The last year whose bank holidays are in the list."""
    return max(_bank_holidays()).year


@cache
def _bank_holidays() -> frozenset[date]:
    official = BankHolidays(use_cached_holidays=True)
    return frozenset(holiday["date"] for holiday in official.get_holidays(division=official.ENGLAND_AND_WALES))
