"""Whether a passport is ready, worked out from what the role asks for and what is held. Pure: no database, no clock."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

SOON = 60
"""Days before its last day from which an item is expiring: time to book a course or ask for a certificate."""


class Standing(StrEnum):
    """How one thing that a role asks for is met on a day."""

    CURRENT = "Current"
    SOON = "Expiring soon"
    EXPIRED = "Expired"
    TOO_LOW = "Different level"
    MISSING = "Missing"

    @property
    def counts(self) -> bool:
        return self in (Standing.CURRENT, Standing.SOON)


@dataclass(frozen=True)
class Asked:
    """``of`` names the check or the subject, ``level`` the lowest that will do."""

    of: str
    level: int = 1


@dataclass(frozen=True)
class Held:
    """A check or training that was recorded, confirmed and not revoked. ``expires_on`` is the last day that it counts;
    None is never. ``item`` is the caller's own row, handed back."""

    of: str
    level: int
    done_on: dt.date
    expires_on: dt.date | None
    item: Any = None


@dataclass(frozen=True)
class Met:
    """What is asked for with the held item that meets it best, if any does."""

    asked: Asked
    by: Held | None

    def standing(self, day: dt.date) -> Standing:
        if self.by is None:
            return Standing.MISSING
        return standing(self.asked.level, self.by.level, self.by.expires_on, day)


def standing(asked: int, held: int | None, expires_on: dt.date | None, day: dt.date) -> Standing:
    """How a held level, None for nothing, meets an asked one on this day. An item counts to the end of its last day."""
    if held is None:
        return Standing.MISSING
    if held < asked:
        return Standing.TOO_LOW
    if expires_on is None:
        return Standing.CURRENT
    if expires_on < day:
        return Standing.EXPIRED
    return Standing.SOON if (expires_on - day).days <= SOON else Standing.CURRENT


def met(asked: Iterable[Asked], held: Sequence[Held]) -> list[Met]:
    """Each thing asked for with what meets it longest. One that is high enough comes before any that is not, so that a
    newer and weaker item takes nothing away."""
    return [
        Met(one, max((item for item in held if item.of == one.of), key=_better(one), default=None)) for one in asked
    ]


def _better(asked: Asked):
    def key(item: Held) -> tuple[bool, dt.date, dt.date, int]:
        return item.level >= asked.level, item.expires_on or dt.date.max, item.done_on, item.level

    return key


def is_ready(found: Iterable[Met], day: dt.date) -> bool:
    """Everything asked for is met on this day. A role that asks for nothing is met."""
    return all(one.standing(day).counts for one in found)


def expiry(done_on: dt.date, months: int | None) -> dt.date | None:
    """The last day that counts, so many calendar months after ``done_on``; None for something that never expires.

    The end of a shorter month stands in for a day that it does not have: 29 February 2016 and 24 months give
    28 February 2018.
    """
    if not months:
        return None
    year, month = divmod(done_on.month - 1 + months, 12)
    year, month = done_on.year + year, month + 1
    return dt.date(year, month, min(done_on.day, calendar.monthrange(year, month)[1]))
