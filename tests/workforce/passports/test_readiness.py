"""Readiness over a table of cases, and as properties: what is added never harms, what passes never heals."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workforce.passports.readiness import Asked, Held, Standing, expiry, is_ready, met, standing

TODAY = dt.date(2018, 4, 16)


@pytest.mark.parametrize(
    ("asked", "held", "expires_on", "expected"),
    [
        (1, None, None, Standing.MISSING),
        (1, 1, None, Standing.CURRENT),
        (1, 1, TODAY, Standing.SOON),
        (1, 1, TODAY - dt.timedelta(days=1), Standing.EXPIRED),
        (1, 1, TODAY + dt.timedelta(days=60), Standing.SOON),
        (1, 1, TODAY + dt.timedelta(days=61), Standing.CURRENT),
        (2, 3, None, Standing.CURRENT),
        (2, 1, None, Standing.TOO_LOW),
        (1, 1, dt.date(2018, 3, 31), Standing.EXPIRED),
    ],
)
def test_standing_of_an_item(asked, held, expires_on, expected):
    assert standing(asked, held, expires_on, TODAY) == expected


@pytest.mark.parametrize(
    ("done_on", "months", "expected"),
    [
        (dt.date(2016, 2, 29), 24, dt.date(2018, 2, 28)),
        (dt.date(2017, 9, 1), 24, dt.date(2019, 9, 1)),
        (dt.date(2018, 1, 31), 1, dt.date(2018, 2, 28)),
        (dt.date(2017, 12, 15), 12, dt.date(2018, 12, 15)),
        (dt.date(2015, 3, 2), 36, dt.date(2018, 3, 2)),
        (dt.date(2018, 1, 1), None, None),
    ],
)
def test_expiry_is_so_many_calendar_months_later(done_on, months, expected):
    assert expiry(done_on, months) == expected


def test_newer_and_weaker_check_takes_nothing_away():
    enhanced = Held("criminal-record", 4, dt.date(2017, 5, 1), dt.date(2020, 5, 1))
    basic = Held("criminal-record", 1, dt.date(2018, 4, 1), dt.date(2021, 4, 1))

    (found,) = met([Asked("criminal-record", 4)], [enhanced, basic])

    assert found.by is enhanced
    assert is_ready([found], TODAY)


def test_role_that_asks_for_nothing_is_met():
    assert is_ready([], TODAY)


NAMES = st.sampled_from("abc")
DAYS = st.dates(dt.date(2016, 1, 1), dt.date(2020, 12, 31))
HELD = st.builds(Held, NAMES, st.integers(1, 3), DAYS, st.none() | DAYS)
ASKED = st.lists(st.builds(Asked, NAMES, st.integers(1, 3)), max_size=4)


@settings(deadline=None)  # how busy the machine is says nothing of the rule
@given(ASKED, st.lists(HELD, max_size=6), HELD, DAYS)
def test_adding_an_item_never_makes_a_passport_less_ready(asked, held, one_more, day):
    if is_ready(met(asked, held), day):
        assert is_ready(met(asked, [*held, one_more]), day)


@settings(deadline=None)
@given(ASKED, st.lists(HELD, max_size=6), DAYS, st.integers(0, 900))
def test_time_that_passes_never_makes_a_passport_more_ready(asked, held, day, later):
    found = met(asked, held)
    if is_ready(found, day + dt.timedelta(days=later)):
        assert is_ready(found, day)
