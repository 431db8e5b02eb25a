from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.arithmetic.targets import Days, Pause, days_left, days_taken, due_on
from partnership.arithmetic.working_days import add_working_days

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2018, 4, day) for day in range(16, 21))

DAYS = st.dates(min_value=date(2016, 1, 1), max_value=date(2020, 12, 31))
AMOUNTS = st.integers(min_value=0, max_value=40)
UNITS = st.sampled_from(Days)
PAUSES = st.lists(
    st.builds(
        lambda start, length: Pause(start, start + timedelta(days=length)),
        st.dates(min_value=date(2015, 12, 1), max_value=date(2021, 2, 1)),
        st.integers(min_value=0, max_value=60),
    ),
    max_size=5,
)


@pytest.mark.parametrize(
    ("received_on", "amount", "unit", "due"),
    [
        (MONDAY, 2, Days.WORKING, WEDNESDAY),
        (TUESDAY, 7, Days.CALENDAR, date(2018, 4, 24)),
        (MONDAY, 5, Days.WORKING, date(2018, 4, 23)),
        (FRIDAY, 2, Days.CALENDAR, date(2018, 4, 22)),
        (MONDAY, 0, Days.WORKING, MONDAY),
        (date(2018, 3, 29), 2, Days.WORKING, date(2018, 4, 4)),
    ],
)
def test_due_on_with_no_pause_is_so_many_days_after_receipt(received_on, amount, unit, due):
    assert due_on(received_on, amount, unit) == due


def test_due_on_paused_over_a_weekend_moves_by_the_working_days_lost():
    assert due_on(THURSDAY, 2, Days.WORKING, [Pause(FRIDAY, date(2018, 4, 23))]) == date(2018, 4, 24)
    assert due_on(THURSDAY, 7, Days.CALENDAR, [Pause(FRIDAY, date(2018, 4, 23))]) == date(2018, 4, 29)


def test_due_on_asked_on_the_day_of_receipt_and_answered_next_day_moves_by_that_day():
    assert due_on(MONDAY, 2, Days.WORKING, [Pause(MONDAY, TUESDAY)]) == THURSDAY


def test_due_on_while_the_clock_stands_still_is_not_known():
    assert due_on(MONDAY, 2, Days.WORKING, [Pause(TUESDAY)]) is None
    assert due_on(MONDAY, 2, Days.WORKING, [Pause(date(2018, 4, 1))]) is None


def test_due_on_reached_before_the_clock_stopped_stays():
    assert due_on(MONDAY, 2, Days.WORKING, [Pause(WEDNESDAY)]) == WEDNESDAY


def test_due_on_of_a_negative_amount_is_refused():
    with pytest.raises(ValueError, match="from nought up"):
        due_on(MONDAY, -1, Days.CALENDAR)


def test_days_taken_with_a_pause_leaves_it_out():
    assert days_taken(MONDAY, FRIDAY, Days.CALENDAR) == 4
    assert days_taken(MONDAY, FRIDAY, Days.CALENDAR, [Pause(TUESDAY, THURSDAY)]) == 2
    assert days_taken(FRIDAY, date(2018, 4, 23), Days.WORKING) == 1
    assert days_taken(MONDAY, MONDAY, Days.CALENDAR) == 0


def test_days_left_before_on_and_after_the_due_day():
    assert [days_left(WEDNESDAY, day) for day in (MONDAY, WEDNESDAY, FRIDAY)] == [2, 0, -2]


@given(DAYS, AMOUNTS)
def test_due_on_with_no_pause_agrees_with_plain_counting(day, amount):
    assert due_on(day, amount, Days.CALENDAR) == day + timedelta(days=amount)
    assert due_on(day, amount, Days.WORKING) == add_working_days(day, amount)


@given(DAYS, AMOUNTS, UNITS, PAUSES, st.integers(0, 20), st.integers(0, 10))
def test_due_on_received_later_or_for_more_days_is_never_earlier(day, amount, unit, pauses, later, more):
    assert due_on(day + timedelta(days=later), amount + more, unit, pauses) >= due_on(day, amount, unit, pauses)


@given(DAYS, AMOUNTS, UNITS, PAUSES, PAUSES)
def test_due_on_with_more_pauses_is_never_earlier(day, amount, unit, pauses, more):
    assert due_on(day, amount, unit, pauses + more) >= due_on(day, amount, unit, pauses)


@given(DAYS, AMOUNTS, UNITS, PAUSES, DAYS)
def test_due_on_with_a_pause_of_no_length_is_unchanged(day, amount, unit, pauses, moment):
    assert due_on(day, amount, unit, [*pauses, Pause(moment, moment)]) == due_on(day, amount, unit, pauses)


@given(DAYS, AMOUNTS, UNITS, PAUSES.flatmap(lambda pauses: st.tuples(st.just(pauses), st.permutations(pauses))))
def test_due_on_with_pauses_in_any_order_is_the_same(day, amount, unit, orders):
    assert due_on(day, amount, unit, orders[0]) == due_on(day, amount, unit, orders[1])


@given(DAYS, AMOUNTS, UNITS, PAUSES, st.integers(0, 30))
def test_due_on_with_overlapping_pauses_counts_each_day_once(day, amount, unit, pauses, length):
    whole = Pause(day, day + timedelta(days=2 * length))
    halves = [Pause(day, day + timedelta(days=length)), Pause(day + timedelta(days=length // 2), whole.end_on)]
    assert due_on(day, amount, unit, [*pauses, *halves]) == due_on(day, amount, unit, [*pauses, whole])


def days_counted(after, until, unit, pauses) -> int:
    """Told a day at a time, unlike ``due_on``."""
    days = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
    working = (day for day in days if unit == Days.CALENDAR or add_working_days(day - timedelta(days=1), 1) == day)
    return sum(not any(pause.covers(day) for pause in pauses) for day in working)


@given(DAYS, st.integers(1, 40), UNITS, PAUSES)
def test_due_on_leaves_as_many_days_as_the_target(day, amount, unit, pauses):
    due = due_on(day, amount, unit, pauses)
    assert days_counted(day, due, unit, pauses) == amount
    assert days_counted(day, due - timedelta(days=1), unit, pauses) == amount - 1


@given(DAYS, st.integers(1, 40), UNITS, PAUSES)
def test_days_taken_until_the_due_day_is_the_target(day, amount, unit, pauses):
    due = due_on(day, amount, unit, pauses)
    assert days_taken(day, due, unit, pauses) == amount
    assert days_taken(day, due - timedelta(days=1), unit, pauses) == amount - 1


def test_due_on_with_a_unit_as_the_database_gives_it_counts_the_same():
    assert due_on(date(2018, 4, 16), 5, "working") == due_on(date(2018, 4, 16), 5, Days.WORKING)
