"""The worker in the background: there again when it died, gone when it should be, and on time."""

from datetime import datetime

import pytest

from slp_portal import background
from slp_portal.background import Background

WORKERS = ["db_worker"] * 2
"""One for long jobs and one for mail, which does not wait for them."""


class Process:
    """One that a test kills."""

    def __init__(self, words, env, **how):
        self.command, self.env, self.code, self.told = words[2], env, None, []

    def poll(self):
        return self.code

    def terminate(self):
        self.told.append("terminate")
        self.code = 0

    def wait(self, timeout=None):
        return self.code


@pytest.fixture
def started(monkeypatch) -> list[Process]:
    processes: list[Process] = []

    def start(*words, **how):
        processes.append(Process(*words, **how))
        return processes[-1]

    monkeypatch.setattr(background.subprocess, "Popen", start)
    return processes


@pytest.fixture
def seconds(monkeypatch):
    """The system's own count, in the hands of the test."""
    count = [1000.0]
    monkeypatch.setattr(background.time, "monotonic", lambda: count[0])
    return count


def test_worker_that_died_is_replaced_and_one_that_lives_is_left_alone(started, seconds):
    one = Background()
    one.look_after()
    one.look_after()
    assert [process.command for process in started] == [*WORKERS, "clean_up", "close_months"]

    started[0].code = -9
    one.look_after()

    assert [process.command for process in started] == [*WORKERS, "clean_up", "close_months", "db_worker"]


@pytest.mark.parametrize("command", background.ONCE_A_DAY)
def test_what_is_done_once_a_day_is_done_once_a_day(started, seconds, command):
    one = Background()
    for _ in range(3):
        one.look_after()
        seconds[0] += background.A_DAY - 1

    assert [process.command for process in started].count(command) == 2


def test_worker_that_comes_later_is_told_what_time_it_is_by_then(started, seconds, monkeypatch):
    monkeypatch.setenv("PORTAL_NOW", "2018-04-16T09:00:00+01:00")
    one = Background()
    seconds[0] += 90
    one.look_after()

    assert datetime.fromisoformat(started[0].env["PORTAL_NOW"]) == datetime.fromisoformat("2018-04-16T09:01:30+01:00")


def test_real_worker_has_no_clock_of_its_own(started, seconds, monkeypatch):
    monkeypatch.delenv("PORTAL_NOW", raising=False)
    Background().look_after()

    assert "PORTAL_NOW" not in started[0].env


def test_nothing_is_left_running(started, seconds):
    one = Background()
    one.look_after()
    one.stop()

    assert [process.told for process in started] == [["terminate"]] * 4
