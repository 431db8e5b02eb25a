from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.arithmetic.working_days import (
    add_working_days,
    is_working_day,
    last_year_known,
    next_working_day,
    working_days_between,
)

DAYS = st.dates(min_value=date(2012, 1, 1), max_value=date(2040, 12, 31))
NUMBERS = st.integers(min_value=0, max_value=60)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2018, 3, 30), "Good Friday"),
        (date(2018, 4, 2), "Easter Monday"),
        (date(2018, 5, 7), "early May"),
        (date(2018, 12, 26), "Boxing Day"),
        (date(2020, 5, 8), "early May, moved for VE Day"),
        (date(2022, 9, 19), "State Funeral"),
        (date(2018, 4, 14), "Saturday"),
        (date(2018, 4, 15), "Sunday"),
    ],
)
def test_is_working_day_on_a_day_off_is_false(day, why):
    assert not is_working_day(day), why


def test_is_working_day_on_scottish_and_irish_holidays_is_true_in_england():
    assert is_working_day(date(2018, 1, 2))
    assert is_working_day(date(2018, 7, 12))


def test_is_working_day_beyond_the_official_list_knows_only_weekends():
    beyond = date(last_year_known() + 1, 12, 25)
    assert is_working_day(beyond) == (beyond.weekday() < 5)
    assert is_working_day(date(2100, 12, 25)) is False  # a Saturday
    assert is_working_day(date(2101, 12, 26)) is True


def test_add_working_days_over_easter_passes_friday_to_monday():
    assert add_working_days(date(2018, 3, 29), 1) == date(2018, 4, 3)


def test_add_working_days_of_a_negative_number_is_refused():
    with pytest.raises(ValueError, match="never taken off"):
        add_working_days(date(2018, 4, 16), -1)


def test_next_working_day_on_a_working_day_is_the_one_after():
    assert next_working_day(date(2018, 4, 16)) == date(2018, 4, 17)
    assert next_working_day(date(2018, 4, 13)) == date(2018, 4, 16)


def test_working_days_between_leaves_out_the_first_day_and_counts_the_last():
    assert working_days_between(date(2018, 4, 16), date(2018, 4, 18)) == 2
    assert working_days_between(date(2018, 4, 13), date(2018, 4, 15)) == 0
    assert working_days_between(date(2018, 4, 18), date(2018, 4, 16)) == 0


@given(DAYS, NUMBERS)
def test_working_days_between_a_day_and_the_nth_after_it_is_n(day, number):
    assert working_days_between(day, add_working_days(day, number)) == number


@given(DAYS, st.integers(min_value=1, max_value=60))
def test_add_working_days_lands_on_a_working_day(day, number):
    assert is_working_day(add_working_days(day, number))


@given(DAYS, NUMBERS, st.integers(min_value=0, max_value=30), st.integers(min_value=0, max_value=10))
def test_add_working_days_from_later_or_for_more_is_never_earlier(day, number, later, more):
    assert add_working_days(day + timedelta(days=later), number + more) >= add_working_days(day, number)
