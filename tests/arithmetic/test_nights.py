import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.arithmetic import clock
from partnership.arithmetic.nights import Nights, Span, by_month, months, nights, nights_of_stay

JUNE = (dt.date(2017, 6, 1), dt.date(2017, 6, 30))


def at(month: int, day: int, hour: int = 11, year: int = 2017) -> dt.datetime:
    return dt.datetime(year, month, day, hour, tzinfo=clock.LONDON)


# NHS England's method for occupied bed days, worked for June 2017.
@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (at(5, 20), None, 30),
        (at(6, 10), at(6, 15), 5),
        (at(6, 30), None, 1),
        (at(6, 12), at(6, 12, 18), 0),
        (at(5, 1), at(6, 1), 0),
        (at(6, 1), at(7, 4), 30),
    ],
)
def test_nights_of_june_are_those_of_the_national_method(start, end, expected):
    assert nights(Span(start, end), *JUNE) == expected


@pytest.mark.parametrize("late", [at(6, 10, 0), at(6, 10, 23)])
def test_nights_are_counted_by_the_day_in_london(late):
    assert nights(Span(late.astimezone(dt.UTC), at(6, 12)), *JUNE) == 2


@pytest.mark.parametrize(("month", "day"), [(3, 26), (10, 29)])
def test_nights_are_the_same_when_the_clocks_change(month, day):
    span = Span(at(month, day - 1, 23), at(month, day + 1, 1))
    assert nights(span, dt.date(2017, 1, 1), dt.date(2017, 12, 31)) == 2


def test_nights_on_leave_are_counted_apart():
    stay, leave = Span(at(6, 1), at(6, 11)), Span(at(6, 3), at(6, 5))
    assert nights_of_stay(stay, [leave], *JUNE) == Nights(in_bed=8, on_leave=2)


def test_nights_of_a_leave_that_outlasts_the_stay_end_with_it():
    assert nights_of_stay(Span(at(6, 1), at(6, 4)), [Span(at(6, 2), None)], *JUNE) == Nights(in_bed=1, on_leave=2)


MOMENTS = st.datetimes(dt.datetime(2016, 1, 1), dt.datetime(2018, 12, 31)).map(lambda m: m.replace(tzinfo=dt.UTC))


@st.composite
def spans(draw):
    start = draw(MOMENTS)
    return Span(start, draw(st.none() | st.timedeltas(dt.timedelta(0), dt.timedelta(days=400)).map(start.__add__)))


@given(spans())
def test_nights_always_equal_the_sum_over_months(span):
    first, last = dt.date(2016, 1, 17), dt.date(2019, 2, 20)
    assert sum(by_month(span, first, last).values()) == nights(span, first, last)


@given(spans(), st.lists(spans(), max_size=1))
def test_nights_in_bed_and_on_leave_are_those_of_the_stay(stay, leaves):
    first, last = dt.date(2016, 1, 1), dt.date(2019, 2, 20)
    found = nights_of_stay(stay, leaves, first, last)
    assert found.total == nights(stay, first, last)
    assert min(found) >= 0


def test_months_of_a_period_end_with_it():
    assert list(months(dt.date(2018, 1, 31), dt.date(2018, 3, 2))) == [
        (dt.date(2018, 1, 1), dt.date(2018, 1, 31)),
        (dt.date(2018, 2, 1), dt.date(2018, 2, 28)),
        (dt.date(2018, 3, 1), dt.date(2018, 3, 2)),
    ]
