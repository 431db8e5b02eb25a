"""Statistical process control: the XmR chart, as NHS England's Making Data Count reads it.

Limits are mean ± 2.66 times the average moving range. Four rules say that a point is no chance: a single point beyond a
limit, a shift, a trend, and 2 of 3 near a limit. "Beyond" is strict, and everything is worked out without rounding, so
that a point on a line is on it.

Sources: NHS England, *Making Data Count*, with its announcement of November 2023 that the rule of 2 of 3 counts points
beyond a limit too; the R package NHSRplotthedots 0.2.2, whose published example is among the tests, and its issues 143,
153, 171, 194, 195 and 202. Where the two differ, NHS England's is followed: outliers are not screened unless asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

FEWEST_POINTS = 13
"""With fewer, limits say nothing: a run chart with its mean is drawn instead."""
RUN_LENGTH = 7
"""Points of a shift or a trend. NHS England's tool lets a portal choose 6."""
SCREEN = Decimal("3.267")
"""A moving range of so many averages is an outlier, where a measure asks for them to be screened."""
DIGITS = 50

THREE_SIGMA = (266, 100)
TWO_SIGMA = (532, 300)


class Better(StrEnum):
    """Which way is better; neutral is no judgement."""

    UP = "up"
    DOWN = "down"
    NEUTRAL = "neutral"


class Rule(StrEnum):
    """In the order in which one of several names a point."""

    SINGLE = "single point"
    TREND = "trend"
    TWO_OF_THREE = "2 of 3"
    SHIFT = "shift"


class Side(StrEnum):
    """Above the mean or rising, below it or falling."""

    HIGH = "high"
    LOW = "low"


class Kind(StrEnum):
    """What a signal means in the light of which way is better."""

    COMMON = "common cause"
    IMPROVING = "improving"
    CONCERNING = "concerning"
    NEUTRAL = "neutral"


class Assurance(StrEnum):
    """Whether the target will be met by the process as it is."""

    WILL = "will meet target"
    MAY = "may or may not meet target"
    WILL_NOT = "will not meet target"


class Signal(NamedTuple):
    rule: Rule
    side: Side

    def __str__(self) -> str:
        return f"{self.rule} {self.side}"

    def means(self, better: Better) -> Kind:
        if better is Better.NEUTRAL:
            return Kind.NEUTRAL
        return Kind.IMPROVING if (self.side is Side.HIGH) == (better is Better.UP) else Kind.CONCERNING


class Rebase(NamedTuple):
    """Limits are worked out anew from the period at place ``at``. ``trial``: there were too few points to be sure."""

    at: int
    trial: bool = False


@dataclass(frozen=True)
class Limits:
    """The lines of one segment, not rounded and not clamped."""

    lower: Decimal
    upper: Decimal
    lower_two: Decimal
    upper_two: Decimal
    average_range: Decimal

    def within(self, least: Decimal | None, most: Decimal | None) -> tuple[Decimal, Decimal]:
        """Lower and upper as they are drawn: no count is below 0 and no share above 100. Never for the rules."""
        lower = self.lower if least is None else max(self.lower, least)
        upper = self.upper if most is None else min(self.upper, most)
        return lower, upper


@dataclass(frozen=True)
class Segment:
    """Periods from place ``start`` up to ``end`` (not itself), under one mean. No ``limits``: too few points."""

    start: int
    end: int
    points: int
    mean: Decimal | None
    limits: Limits | None
    trial: bool = False


@dataclass(frozen=True)
class Point:
    """One period. No ``value``: nothing is known of it, so no line goes through it and no run crosses it."""

    value: Decimal | None
    segment: int
    signals: tuple[Signal, ...] = ()

    @property
    def signal(self) -> Signal | None:
        """The one that names the point."""
        return min(self.signals, key=lambda signal: list(Rule).index(signal.rule), default=None)


@dataclass(frozen=True)
class Variation:
    """What the latest point says. ``mixed``: it is high by one rule and low by another."""

    kind: Kind
    side: Side | None = None
    mixed: bool = False

    def __str__(self) -> str:
        return f"{self.kind} {self.side}" if self.side else str(self.kind)


@dataclass(frozen=True)
class Chart:
    """A whole series read. ``variation`` and ``assurance`` are None where there are no limits, or no target."""

    points: tuple[Point, ...]
    segments: tuple[Segment, ...]
    variation: Variation | None
    assurance: Assurance | None

    def segment_of(self, place: int) -> Segment:
        return self.segments[self.points[place].segment]

    @property
    def latest(self) -> Segment | None:
        """The segment of the latest point that has a value."""
        return next((self.segments[point.segment] for point in reversed(self.points) if point.value is not None), None)

    @property
    def has_limits(self) -> bool:
        return bool(self.latest and self.latest.limits)


def chart(
    values: Sequence[Decimal | int | None],
    *,
    better: Better,
    target: Decimal | int | None = None,
    rebases: Sequence[Rebase] = (),
    run_length: int = RUN_LENGTH,
    screening: bool = False,
) -> Chart:
    """Reads a series in the order of its periods, one value each and None for a period without one.

    Leave the month that is not over yet out: it is never tested. ``target`` is the one that the latest period has.
    The same question is worked out once.
    """
    exact = tuple(None if value is None else Decimal(value) for value in values)
    aim = None if target is None else Decimal(target)
    return _chart(exact, Better(better), aim, tuple(rebases), run_length, screening)


@lru_cache(maxsize=2048)
def _chart(
    values: tuple[Decimal | None, ...],
    better: Better,
    target: Decimal | None,
    rebases: tuple[Rebase, ...],
    run_length: int,
    screening: bool,
) -> Chart:
    with localcontext(prec=DIGITS):
        segments = tuple(_segments(values, rebases, screening))
        points = tuple(
            Point(values[segment.start + offset], number, signals)
            for number, segment in enumerate(segments)
            for offset, signals in enumerate(_signals(values[segment.start : segment.end], segment, run_length))
        )
        latest = next((point for point in reversed(points) if point.value is not None), None)
        limits = segments[latest.segment].limits if latest else None
        varies = variation(latest.signals, better) if latest and limits else None
        return Chart(points, segments, varies, _assurance(limits, better, target))


def _segments(values: Sequence[Decimal | None], rebases: Sequence[Rebase], screening: bool) -> Iterator[Segment]:
    begins = [Rebase(0), *sorted({rebase for rebase in rebases if 0 < rebase.at < len(values)})]
    ends = [*(begin.at for begin in begins[1:]), len(values)]
    for begin, end in zip(begins, ends, strict=True):
        yield _segment(values[begin.at : end], begin, end, screening)


def _segment(values: Sequence[Decimal | None], begin: Rebase, end: int, screening: bool) -> Segment:
    known = [value for value in values if value is not None]
    if not known:
        return Segment(begin.at, end, 0, None, None, begin.trial)
    mean = sum(known, Decimal(0)) / len(known)
    enough = len(known) >= FEWEST_POINTS or begin.trial
    limits = _limits(known, _moving_ranges(values), screening) if enough else None
    return Segment(begin.at, end, len(known), mean, limits, begin.trial)


def _moving_ranges(values: Sequence[Decimal | None]) -> list[Decimal]:
    """Between neighbours that both have a value: none across a gap."""
    pairs = zip(values, values[1:], strict=False)
    return [abs(after - before) for before, after in pairs if before is not None and after is not None]


def _limits(known: list[Decimal], ranges: list[Decimal], screening: bool) -> Limits | None:
    if not ranges:
        return None
    if screening:
        highest = SCREEN * sum(ranges, Decimal(0)) / len(ranges)
        ranges = [each for each in ranges if each < highest] or ranges
    total, spread, points, steps = sum(known, Decimal(0)), sum(ranges, Decimal(0)), len(known), len(ranges)

    def line(sign: int, times: tuple[int, int]) -> Decimal:
        """One division at the very end, so that a line which can be written down is not off by a last digit."""
        share, of = times
        return (total * steps * of + sign * spread * points * share) / (points * steps * of)

    return Limits(
        lower=line(-1, THREE_SIGMA),
        upper=line(1, THREE_SIGMA),
        lower_two=line(-1, TWO_SIGMA),
        upper_two=line(1, TWO_SIGMA),
        average_range=spread / steps,
    )


def _signals(values: Sequence[Decimal | None], segment: Segment, run_length: int) -> Iterator[tuple[Signal, ...]]:
    """For each period of one segment what it signals, strongest first; nothing where there are no limits."""
    found: list[set[Signal]] = [set() for _ in values]
    if segment.limits and segment.mean is not None:
        for places, signal in _found(values, segment.mean, segment.limits, run_length):
            for place in places:
                found[place].add(signal)
    order = list(Rule)
    for signals in found:
        yield tuple(sorted(signals, key=lambda signal: (order.index(signal.rule), signal.side)))


Found = Iterator[tuple[Sequence[int], Signal]]


def _found(values: Sequence[Decimal | None], mean: Decimal, limits: Limits, run_length: int) -> Found:
    yield from _single_points(values, limits)
    yield from _two_of_three(values, mean, limits)
    sides = [_side(value, mean) for value in values]
    yield from _runs(sides, run_length, Rule.SHIFT)
    steps = [None, *(_step(before, after) for before, after in zip(values, values[1:], strict=False))]
    for places, signal in _runs(steps, run_length - 1, Rule.TREND):
        yield range(places[0] - 1, places[-1] + 1), signal


def _single_points(values: Sequence[Decimal | None], limits: Limits) -> Found:
    for place, value in enumerate(values):
        if value is not None and value > limits.upper:
            yield [place], Signal(Rule.SINGLE, Side.HIGH)
        if value is not None and value < limits.lower:
            yield [place], Signal(Rule.SINGLE, Side.LOW)


def _two_of_three(values: Sequence[Decimal | None], mean: Decimal, limits: Limits) -> Found:
    """Three in a row on one side of the mean, two at least beyond two sigma: those are flagged, the third is not."""
    for first in range(len(values) - 2):
        places = range(first, first + 3)
        sides = {_side(values[place], mean) for place in places}
        if sides not in ({Side.HIGH}, {Side.LOW}):
            continue
        side = Side.HIGH if Side.HIGH in sides else Side.LOW
        beyond = [place for place in places if _is_beyond_two(values[place], side, limits)]
        if len(beyond) >= 2:
            yield beyond, Signal(Rule.TWO_OF_THREE, side)


def _is_beyond_two(value: Decimal | None, side: Side, limits: Limits) -> bool:
    if value is None:
        return False
    return value > limits.upper_two if side is Side.HIGH else value < limits.lower_two


def _side(value: Decimal | None, mean: Decimal) -> Side | None:
    """None for a gap, and for a point on the mean: both break a run."""
    if value is None or value == mean:
        return None
    return Side.HIGH if value > mean else Side.LOW


def _step(before: Decimal | None, after: Decimal | None) -> Side | None:
    return None if before is None or after is None else _side(after, before)


def _runs(sides: Sequence[Side | None], length: int, rule: Rule) -> Iterator[tuple[range, Signal]]:
    """Every stretch of ``length`` or more that stays on one side."""
    start = 0
    for place in range(1, len(sides) + 1):
        if place < len(sides) and sides[place] == sides[start]:
            continue
        side = sides[start]
        if side is not None and place - start >= length:
            yield range(start, place), Signal(rule, side)
        start = place


def variation(signals: Sequence[Signal], better: Better) -> Variation:
    """Of one point. Where it both improves and is of concern, it improves, and is called mixed."""
    if not signals:
        return Variation(Kind.COMMON)
    improving = [signal for signal in signals if signal.means(better) is Kind.IMPROVING]
    named = (improving or signals)[0]
    return Variation(named.means(better), named.side, mixed=len({signal.side for signal in signals}) > 1)


def _assurance(limits: Limits | None, better: Better, target: Decimal | None) -> Assurance | None:
    if limits is None or target is None or better is Better.NEUTRAL:
        return None
    if target > limits.upper:
        return Assurance.WILL_NOT if better is Better.UP else Assurance.WILL
    if target < limits.lower:
        return Assurance.WILL if better is Better.UP else Assurance.WILL_NOT
    return Assurance.MAY
