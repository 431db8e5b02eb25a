import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from partnership.arithmetic import clock

SUMMER_MIDNIGHT = datetime(2018, 6, 30, 23, 30, tzinfo=UTC)


@pytest.fixture
def unstopped(monkeypatch):
    """The suite stops the clock for every test; these tests ask about the clock itself."""
    monkeypatch.setattr(clock, "_overridden", None)


def test_now_at_a_set_moment_is_that_moment_in_utc(settings, unstopped):
    settings.PORTAL_NOW, settings.PORTAL_CLOCK_RUNS = "2018-04-16T09:00:00+01:00", False
    assert clock.now() == datetime(2018, 4, 16, 8, 0, tzinfo=UTC)
    assert clock.now().tzinfo is UTC


def test_now_when_the_clock_runs_moves_on_from_the_set_moment(settings, unstopped, monkeypatch):
    settings.PORTAL_NOW, settings.PORTAL_CLOCK_RUNS = "2018-04-16T09:00:00+01:00", True
    monkeypatch.setattr(clock.time, "monotonic", lambda: clock._started + 90)
    assert clock.now() == datetime(2018, 4, 16, 8, 1, 30, tzinfo=UTC)


def test_now_when_nothing_is_set_is_real_time(settings, unstopped):
    settings.PORTAL_NOW = None
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_now_when_the_set_moment_has_no_offset_is_refused(settings, unstopped):
    settings.PORTAL_NOW = "2018-04-16T09:00:00"
    with pytest.raises(clock.TimeWithoutZone):
        clock.now()


def test_today_after_midnight_in_summer_is_the_london_date():
    with clock.override(SUMMER_MIDNIGHT):
        assert clock.today() == date(2018, 7, 1)
        assert clock.now().date() == date(2018, 6, 30)


def test_override_inside_another_gives_way_to_it_again():
    with clock.override(SUMMER_MIDNIGHT):
        with clock.override(SUMMER_MIDNIGHT + timedelta(days=1)):
            assert clock.today() == date(2018, 7, 2)
        assert clock.today() == date(2018, 7, 1)


def test_override_is_seen_by_other_threads():
    seen = []
    with clock.override(SUMMER_MIDNIGHT):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen == [SUMMER_MIDNIGHT]


def test_override_with_a_naive_moment_is_refused():
    with pytest.raises(clock.TimeWithoutZone, match="no time zone"), clock.override(datetime(2018, 4, 16, 9)):
        pass


def test_local_in_winter_and_summer_follows_the_london_clock():
    assert clock.local(datetime(2018, 1, 1, 12, tzinfo=UTC)).hour == 12
    assert clock.local(datetime(2018, 7, 1, 12, tzinfo=UTC)).hour == 13
