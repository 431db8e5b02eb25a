"""Refusals about days and times, which every app words alike."""

from __future__ import annotations

import datetime as dt

from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.arithmetic.words import moment


def refuse_future(what: str, given: dt.date | None) -> None:
    """Refuses a day or time that has not come, for something that has happened."""
    if given and given > _now(given):
        raise Refusal(f"{what} must be today or in the past")


def refuse_past(what: str, given: dt.date) -> None:
    """Refuses a day or time that has passed, for something still to come."""
    if given < _now(given):
        raise Refusal(f"{what} must be today or in the future")


def refuse_before(what: str, given: dt.date | None, first: dt.date | None, because: str) -> None:
    """Refuses what came before ``first``; ``because`` names it: "the date received"."""
    if given and first and given < first:
        raise Refusal(f"{what} must be the same as or after {moment(first)}, {because}")


def refuse_after(what: str, given: dt.date | None, last: dt.date | None, because: str) -> None:
    """Refuses what came after ``last``; ``because`` names it."""
    if given and last and given > last:
        raise Refusal(f"{what} must be the same as or before {moment(last)}, {because}")


def refuse_unless_after(what: str, given: dt.date, than: dt.date) -> None:
    """Refuses what is not later than ``than``."""
    if given <= than:
        raise Refusal(f"{what} must be after {moment(than)}")


def _now(given: dt.date) -> dt.date:
    return clock.now() if isinstance(given, dt.datetime) else clock.today()
