"""Where a value is on paper. One size for every chart, in units of an SVG of 760 by 340."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import ClassVar

WIDTH, HEIGHT = 760, 340
LEFT, RIGHT, TOP, FOOT = 78, 150, 32, 44
NO_LABELS = 24
"""Room at the right of a chart that has no lines to name there."""
MOST_STEPS = 6
MOST_TICKS = 9
ROOM = Decimal("0.05")


@dataclass(frozen=True)
class Down:
    """Values down the side, between ``low`` and ``high``, with a line at each ``step``."""

    low: Decimal
    high: Decimal
    step: Decimal
    bottom: ClassVar[float] = HEIGHT - FOOT

    def of(self, value: Decimal) -> float:
        share = (Decimal(value) - self.low) / (self.high - self.low)
        return round(self.bottom - float(share) * (self.bottom - TOP), 1)

    def steps(self) -> list[Decimal]:
        count = int((self.high - self.low) / self.step)
        return [self.low + self.step * place for place in range(count + 1)]


@dataclass(frozen=True)
class Across:
    """Places along the foot, evenly spaced."""

    count: int
    right: int = RIGHT

    @property
    def gap(self) -> float:
        return (WIDTH - LEFT - self.right) / max(self.count, 1)

    def of(self, place: float) -> float:
        return round(LEFT + self.gap * (place + 0.5), 1)


def down(values: Iterable[Decimal | None], *, from_zero: bool, most: Decimal | None = None) -> Down:
    """Holds all of the values between round numbers; from nought up where a part of it would mislead."""
    known = [value for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (Decimal(0), Decimal(1))
    if from_zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    else:
        room = (high - low) * ROOM or Decimal(1)
        low, high = max(low - room, Decimal(0)) if low >= 0 else low - room, high + room
    if high == low:
        high = low + MOST_STEPS
    step = _round_step((high - low) / MOST_STEPS)
    bottom = (low / step).to_integral_value(ROUND_FLOOR) * step
    top = (high / step).to_integral_value(ROUND_CEILING) * step
    if most is not None and high <= most + (high - low) * ROOM:
        top = min(top, most)
    return Down(bottom, top if top > bottom else bottom + step, step)


def _round_step(least: Decimal) -> Decimal:
    """The smallest of 1, 2, 5, 10, 20, 50 … (or 0.1, 0.2 …) that is no less."""
    power = Decimal(10) ** (least.adjusted())
    return next(power * times for times in (1, 2, 5, 10) if power * times >= least)


def month_ticks(months: Sequence[dt.date], across: Across, most: int = MOST_TICKS) -> list[tuple[float, str]]:
    """As many months as can be read, evenly, the first among them."""
    every = -(-len(months) // most) or 1
    every = next((size for size in (1, 2, 3, 6, 12, 24, 60) if size >= every), every)
    return [(across.of(place), f"{month:%b} {month.year}") for place, month in enumerate(months) if place % every == 0]
