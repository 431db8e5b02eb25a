"""The one clock: every line of the portal that needs the time asks here.

Two settings move it, for the demonstration and the tests. PORTAL_NOW is the moment it starts at, written as
2018-04-16T09:00:00+01:00, or None for real time. PORTAL_CLOCK_RUNS says whether it runs on from there or stands still.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings

LONDON = ZoneInfo("Europe/London")

# The system's monotonic count is one for all processes, so workers forked from a preloaded server agree on the time.
_started = time.monotonic()
_overridden: datetime | None = None


class TimeWithoutZone(ValueError):
    """A moment was given with no zone: nobody can say when that was."""

    def __init__(self, moment: datetime):
        super().__init__(f"{moment.isoformat()} has no time zone. Give an offset, like 2018-04-16T09:00:00+01:00")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    if _overridden is not None:
        return _overridden
    start = getattr(settings, "PORTAL_NOW", None)
    if start is None:
        return datetime.now(UTC)
    elapsed = time.monotonic() - _started if getattr(settings, "PORTAL_CLOCK_RUNS", False) else 0
    return _moment(start) + timedelta(seconds=elapsed)


def today() -> date:
    """The date in London: for an hour after midnight in summer it is ahead of the date in UTC."""
    return now().astimezone(LONDON).date()


def local(moment: datetime) -> datetime:
    """The same moment as a London wall clock shows it. Refuses a naive datetime with TimeWithoutZone."""
    return _in_utc(moment).astimezone(LONDON)


@contextmanager
def override(moment: datetime) -> Iterator[None]:
    """Stop the clock at `moment`, in every thread of this process, until the block ends. Blocks nest. For tests."""
    global _overridden
    before, _overridden = _overridden, _in_utc(moment)
    try:
        yield
    finally:
        _overridden = before


@cache
def _moment(written: str) -> datetime:
    return _in_utc(datetime.fromisoformat(written))


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise TimeWithoutZone(moment)
    return moment.astimezone(UTC)
