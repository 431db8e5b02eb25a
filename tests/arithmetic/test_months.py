import datetime as dt

import pytest

from partnership.arithmetic import months

MARCH = dt.date(2018, 3, 1)


def test_financial_year_ends_on_the_last_day_of_march():
    assert months.financial_year(dt.date(2018, 3, 31)) == 2017
    assert months.financial_year(dt.date(2018, 4, 1)) == 2018


def test_months_of_a_year_run_from_april_to_march():
    year = months.months_of(2017)
    assert (len(year), year[0], year[-1]) == (12, dt.date(2017, 4, 1), MARCH)


@pytest.mark.parametrize(("start", "how_many", "then"), [
    (MARCH, 1, dt.date(2018, 4, 1)),
    (MARCH, -3, dt.date(2017, 12, 1)),
    (MARCH, 12, dt.date(2019, 3, 1)),
])  # fmt: skip
def test_month_after_so_many(start, how_many, then):
    assert months.after(start, how_many) == then


def test_month_is_written_and_read_alike():
    assert months.read_month(months.written(MARCH)) == MARCH
    assert months.in_words(MARCH) == "March 2018"
    assert months.last_day(MARCH) == dt.date(2018, 3, 31)


@pytest.mark.parametrize("text", ["", "2018", "2018-13", "2018-3", "march", "1066-01", "２０１８-03", "2018-03-01"])
def test_month_that_is_none_is_not_read(text):
    assert months.read_month(text) is None


def test_year_is_written_and_read_alike():
    assert months.year_in_words(2017) == "2017-18"
    assert months.year_in_words(2099) == "2099-00"
    assert months.read_year("2017-18") == 2017


@pytest.mark.parametrize("text", ["", "2017-19", "2017", "17-18", "1900-01"])
def test_year_that_is_none_is_not_read(text):
    assert months.read_year(text) is None
