"""A measure as somebody reads it: the months with all that is known of each, worked out once.

The chart, the table and the file of a page are made from the same ``rows``, so they agree to the digit. Months come
from what is stored; nothing here looks at the rows that were counted.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.arithmetic import clock, months, xmr
from partnership.arithmetic.xmr import Better, Kind, Signal
from partnership.measures.disclosure import Amount, Reader, Shown, exactly
from partnership.measures.models import Baseline, Target, Value
from partnership.measures.policy import MEASURE
from partnership.measures.registry import Breakdown, Measure

VIEW = MEASURE[Action.VIEW]


@dataclass(frozen=True)
class Row:
    """One month. ``lower`` and ``upper`` are clamped to what is possible. ``segment`` counts from 1.

    ``instead`` says why there is no value where it is hidden under the rule for small numbers.
    """

    month: dt.date
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    mean: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    target: Decimal | None = None
    segment: int | None = None
    signals: tuple[Signal, ...] = ()
    is_partial: bool = False
    instead: str = ""

    @property
    def title(self) -> str:
        return months.in_words(self.month) + (" so far" if self.is_partial else "")

    @property
    def signal_words(self) -> str:
        return ", ".join(str(signal) for signal in self.signals)

    def kind(self, better: Better) -> Kind:
        return xmr.variation(self.signals, better).kind


@dataclass(frozen=True)
class Reading:
    """``rows`` are the months asked for; ``chart`` is read over every closed month up to the last of them."""

    measure: Measure
    rows: Sequence[Row]
    chart: xmr.Chart
    baselines: Sequence[Baseline] = ()
    is_rounded: bool = False

    @property
    def latest(self) -> Row | None:
        """The last closed month with a value."""
        return next((row for row in reversed(self.rows) if row.value is not None and not row.is_partial), None)

    @property
    def partial(self) -> Row | None:
        return next((row for row in self.rows if row.is_partial), None)

    @property
    def points(self) -> int:
        """How many values the limits of the latest months stand on."""
        return self.chart.latest.points if self.chart.latest else 0

    @property
    def hides(self) -> bool:
        return any(row.instead for row in self.rows)


@dataclass(frozen=True)
class Aims:
    """A measure's targets and the months from which its limits are recalculated."""

    targets: Sequence[Target] = ()
    baselines: Sequence[Baseline] = ()

    def target(self, month: dt.date) -> Decimal | None:
        return next((target.value for target in self.targets if target.holds_on(month)), None)


NO_AIMS = Aims()
Months = Mapping[dt.date, tuple[Shown, bool]]
"""Each stored month: what is shown of it, and whether it is not over yet."""


def last_closed(today: dt.date | None = None) -> dt.date:
    """The month that ended last."""
    return months.after(months.month_of(today or clock.today()), -1)


def read(by: Principal, measure: Measure, first: dt.date, last: dt.date) -> Reading:
    """The whole Partnership, from the month ``first`` to ``last``. Three queries."""
    stored = _stored(by, measure, last, by_slug="")
    told = {month: (exactly(amount), partial) for _, month, amount, partial in stored}
    return reading(measure, told, first, last, aims_of(by, [measure])[measure.slug])


def read_parts(
    by: Principal, measure: Measure, breakdown: Breakdown, first: dt.date, last: dt.date
) -> dict[str, Reading]:
    """Each part of a breakdown by its label, as this reader may see it. A target is of the whole alone."""
    labels, reader = breakdown.parts(), Reader(by, measure)
    by_month: dict[dt.date, dict[str, Amount]] = defaultdict(dict)
    partial: dict[dt.date, bool] = {}
    for part, month, amount, is_partial in _stored(by, measure, last, by_slug=breakdown.slug):
        by_month[month][part] = amount
        partial[month] = is_partial
    told: dict[str, dict[dt.date, tuple[Shown, bool]]] = defaultdict(dict)
    for month, amounts in by_month.items():
        for part, shown in reader.of_a_month(breakdown, amounts).items():
            told[part][month] = (shown, partial[month])
    rounds = reader.rounds(breakdown)
    return {
        label: reading(measure, told[part], first, last, is_rounded=rounds and part != reader.trust)
        for part, label in labels.items()
        if part in told
    }


def reading(
    measure: Measure,
    told: Months,
    first: dt.date,
    last: dt.date,
    aims: Aims = NO_AIMS,
    is_rounded: bool = False,
) -> Reading:
    """Works it out from what is stored. Limits stand on all months up to ``last``; rows are shown from ``first``."""
    closed = _every_month([month for month, (_, partial) in told.items() if not partial and month <= last])
    chart = analysed(
        measure,
        [told[month][0].value if month in told else None for month in closed],
        aims.target(closed[-1]) if closed else None,
        [(closed.index(line.month), line.is_trial) for line in aims.baselines if line.month in closed],
    )
    rows = [_row(measure, chart, place, month, told, aims) for place, month in enumerate(closed)]
    rows += [
        Row(month, shown.value, shown.numerator, shown.denominator, is_partial=True, instead=shown.instead)
        for month, (shown, partial) in sorted(told.items())
        if partial and month <= last
    ]
    return Reading(measure, [row for row in rows if row.month >= first], chart, aims.baselines, is_rounded)


def analysed(
    measure: Measure,
    values: Sequence[Decimal | None],
    target: Decimal | None,
    rebases: Iterable[tuple[int, bool]] = (),
) -> xmr.Chart:
    return xmr.chart(
        values,
        better=measure.better,
        target=target,
        rebases=[xmr.Rebase(*rebase) for rebase in rebases],
        run_length=settings.SPC_RUN_LENGTH,
        screening=measure.screening,
    )


def aims_of(by: Principal, measures: Iterable[Measure]) -> dict[str, Aims]:
    """Targets and approved baselines of several measures, by slug, in two queries."""
    slugs = [measure.slug for measure in measures]
    targets, baselines = defaultdict(list), defaultdict(list)
    for target in permitted(by, VIEW, Target).filter(measure__in=slugs):
        targets[target.measure].append(target)
    for line in permitted(by, VIEW, Baseline).approved().filter(measure__in=slugs).order_by("month"):
        baselines[line.measure].append(line)
    return {slug: Aims(targets[slug], baselines[slug]) for slug in slugs}


def _stored(by: Principal, measure: Measure, last: dt.date, by_slug: str):
    """Part, month, amount and whether the month is not over, of every value that stands."""
    rows = permitted(by, VIEW, Value).standing().filter(measure=measure.slug, by=by_slug, month__lte=last)
    for part, month, value, numerator, denominator, partial in rows.order_by("month").values_list(
        "part", "month", "value", "numerator", "denominator", "is_partial"
    ):
        yield part, month, Amount(value, numerator, denominator), partial


def _every_month(stored: Sequence[dt.date]) -> list[dt.date]:
    """From the first stored month to the last of them, the missing ones too: they are gaps."""
    if not stored:
        return []
    return list(months.through(min(stored), months.after(max(stored))))


def _row(measure: Measure, chart: xmr.Chart, place: int, month: dt.date, told: Months, aims: Aims) -> Row:
    point, segment = chart.points[place], chart.segment_of(place)
    shown = told[month][0] if month in told else Shown(None)
    limits = segment.limits
    lower, upper = limits.within(measure.unit.least, measure.unit.most) if limits else (None, None)
    return Row(
        month=month,
        value=shown.value,
        numerator=shown.numerator,
        denominator=shown.denominator,
        mean=segment.mean,
        lower=lower,
        upper=upper,
        target=aims.target(month),
        segment=point.segment + 1,
        signals=point.signals,
        instead=shown.instead,
    )
