import datetime as dt

import pytest

from partnership.arithmetic.ages import age_on, turns


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (dt.date(2000, 4, 17), dt.date(2018, 4, 16), 17),
        (dt.date(2000, 4, 16), dt.date(2018, 4, 16), 18),
        (dt.date(2000, 2, 29), dt.date(2018, 2, 28), 17),
        (dt.date(2000, 2, 29), dt.date(2018, 3, 1), 18),
    ],
)
def test_age_is_in_whole_years(born, day, age):
    assert age_on(born, day) == age


@pytest.mark.parametrize(
    ("born", "day"),
    [
        (dt.date(2000, 10, 16), dt.date(2018, 4, 16)),
        (dt.date(2000, 12, 31), dt.date(2018, 7, 1)),
        (dt.date(2000, 8, 31), dt.date(2018, 3, 1)),
    ],
)
def test_seventeen_and_a_half_comes_six_months_after_the_birthday(born, day):
    assert turns(born, 17 * 12 + 6) == day
