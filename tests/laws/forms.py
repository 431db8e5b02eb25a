"""Words in which apps say what a right form is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from partnership.arithmetic import clock
from tests.laws.declaring import Data, Sending

if TYPE_CHECKING:
    from tests.laws.world import World

CORRECTION = {"why": "wrong_value", "explanation": "It was typed wrongly"}


def sends(data: Callable[[World, Any], Data] | Data | None = None, *states: str, **more: Any) -> Sending:
    """What takes effect on a record in one of ``states``, or in any; the rest is as in ``Sending``."""
    return Sending(data if callable(data) else lambda world, row: dict(data or {}), states, **more)


def today() -> dt.date:
    return clock.today()


def tomorrow() -> dt.date:
    return in_days(1)


def in_days(days: int) -> dt.date:
    return clock.today() + dt.timedelta(days=days)


def day(name: str, value: dt.date) -> Data:
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def moment(day_name: str, time_name: str, at: dt.datetime) -> Data:
    local = clock.local(at)
    return day(day_name, local.date()) | {time_name: f"{local:%H:%M}"}
