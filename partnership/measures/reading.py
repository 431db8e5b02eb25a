"""A measure as one person may read it: the months with all that is known of each, worked out once.

The chart, the table and the file of a page are made from the same ``rows``, so they agree to the digit. Months come
from what is stored; nothing here looks at the rows that were counted.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.arithmetic import clock, months, xmr
from partnership.arithmetic.xmr import Better, Kind, Signal
from partnership.measures.disclosure import Amount, Reader, Shown, exactly
from partnership.measures.models import Baseline, Target, Value
from partnership.measures.policy import MEASURE
from partnership.measures.registry import Breakdown, Chart, Measure

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
    as_at: dt.datetime | None = None

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
        """How many values the limits of the latest months are worked out from."""
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


@dataclass(frozen=True)
class StoredMonth:
    """A stored month: what is shown of it, when it was counted or entered, and whether it is not over yet."""

    shown: Shown
    as_at: dt.datetime
    is_partial: bool = False


@dataclass(frozen=True)
class Parts:
    """A breakdown: each part by its label, and what a count's parts come to in each month, as it may be shown."""

    readings: Mapping[str, Reading]
    totals: Mapping[dt.date, str]

    @property
    def is_rounded(self) -> bool:
        return any(reading.is_rounded for reading in self.readings.values())


Months = Mapping[dt.date, StoredMonth]
Stored = tuple[str, dt.date, Amount, dt.datetime, bool]
"""Part, month, amount, when it was counted or entered, and whether the month is not over."""


def last_closed(today: dt.date | None = None) -> dt.date:
    """The month that ended last."""
    return months.after(months.month_of(today or clock.today()), -1)


def read(by: Principal, measure: Measure, first: dt.date, last: dt.date) -> Reading:
    """The whole Partnership, from the month ``first`` to ``last``."""
    return read_all(by, [measure], first, last)[measure.slug]


def read_all(by: Principal, measures: Sequence[Measure], first: dt.date, last: dt.date) -> dict[str, Reading]:
    """Several measures by their slugs. Three queries, however many there are."""
    stored, aims = _stored(by, measures, "", last), aims_of(by, measures)
    found = {}
    for measure in measures:
        by_month = {month: StoredMonth(exactly(amount), *when) for _, month, amount, *when in stored[measure.slug]}
        found[measure.slug] = reading(measure, by_month, first, last, aims[measure.slug])
    return found


def read_parts(by: Principal, measure: Measure, breakdown: Breakdown, first: dt.date, last: dt.date) -> Parts:
    """Each part of a breakdown by its label, as they may see it. A target is of the whole alone."""
    return read_all_parts(by, [measure], breakdown.slug, first, last)[measure.slug]


def read_all_parts(
    by: Principal,
    measures: Sequence[Measure],
    slug: str,
    first: dt.date,
    last: dt.date,
    reader: Principal | None = None,
    since: dt.date | None = None,
) -> dict[str, Parts]:
    """Several measures by their slugs, each taken apart by its breakdown of this ``slug``, as ``reader`` may see it:
    ``by`` where that is the same person. Months before ``since`` are not looked at, so no limits come from them.

    One query, and one for each way of naming the parts.
    """
    apart = {measure: breakdown for measure in measures if (breakdown := measure.breakdown(slug))}
    labels = {breakdown: breakdown.parts() for breakdown in set(apart.values())}
    stored = _stored(by, list(apart), slug, last, since)
    return {
        measure.slug: _parts(
            Reader(reader or by, measure), breakdown, labels[breakdown], stored[measure.slug], first, last
        )
        for measure, breakdown in apart.items()
    }


def _parts(
    reader: Reader,
    breakdown: Breakdown,
    labels: Mapping[str, str],
    stored: Sequence[Stored],
    first: dt.date,
    last: dt.date,
) -> Parts:
    measure = reader.measure
    by_month: dict[dt.date, dict[str, Amount]] = defaultdict(dict)
    counted: dict[dt.date, list] = {}
    for part, month, amount, *when in stored:
        by_month[month][part] = amount
        counted[month] = when
    by_part: dict[str, dict[dt.date, StoredMonth]] = defaultdict(dict)
    for month, amounts in by_month.items():
        for part, shown in reader.of_a_month(breakdown, amounts, labels).items():
            by_part[part][month] = StoredMonth(shown, *counted[month])
    rounds = reader.rounds(breakdown)
    readings = {
        label: reading(measure, by_part[part], first, last, is_rounded=rounds and part != reader.trust)
        for part, label in labels.items()
        if part in by_part
    }
    return Parts(readings, {month: reader.total(amounts) for month, amounts in by_month.items() if month >= first})


def reading(
    measure: Measure,
    by_month: Months,
    first: dt.date,
    last: dt.date,
    aims: Aims = NO_AIMS,
    is_rounded: bool = False,
) -> Reading:
    """Works it out from what is stored. Limits come from all months up to ``last``; rows are shown from ``first``."""
    closed = _every_month(measure, [month for month, one in by_month.items() if not one.is_partial and month <= last])
    chart = analysed(
        measure,
        [by_month[month].shown.value if month in by_month else None for month in closed],
        aims.target(closed[-1]) if closed else None,
        [(closed.index(line.month), line.is_trial) for line in aims.baselines if line.month in closed],
    )
    rows = [_row(measure, chart, place, month, by_month, aims) for place, month in enumerate(closed)]
    rows += [
        Row(month, **_amounts(one), is_partial=True)
        for month, one in sorted(by_month.items())
        if one.is_partial and month <= last
    ]
    return Reading(measure, [row for row in rows if row.month >= first], chart, aims.baselines, is_rounded)


def analysed(
    measure: Measure,
    values: Sequence[Decimal | None],
    target: Decimal | None,
    rebases: Iterable[tuple[int, bool]] = (),
) -> xmr.Chart:
    """Read by the rules; what is no SPC chart (a total that grows, money against plan) has no mean and no limits."""
    tested = measure.chart is Chart.CONTROL
    return xmr.chart(
        values if tested else [None] * len(values),
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
    lines = permitted(by, VIEW, Baseline).approved().select_related("asked_by", "approved_by")
    for line in lines.filter(measure__in=slugs).order_by("month"):
        baselines[line.measure].append(line)
    return {slug: Aims(targets[slug], baselines[slug]) for slug in slugs}


def _stored(
    by: Principal, measures: Sequence[Measure], breakdown: str, last: dt.date, since: dt.date | None = None
) -> dict[str, list[Stored]]:
    """By the slug of the measure, in the order of the months, every present value."""
    slugs = [measure.slug for measure in measures]
    rows = permitted(by, VIEW, Value).current().filter(measure__in=slugs, by=breakdown, month__lte=last)
    if since:
        rows = rows.filter(month__gte=since)
    columns = ("measure", "part", "month", "recorded_at", "is_partial", "value", "numerator", "denominator")
    found: dict[str, list[Stored]] = {slug: [] for slug in slugs}
    for slug, part, month, as_at, is_partial, *amount in rows.order_by("measure", "month").values_list(*columns):
        found[slug].append((part, month, Amount(*amount), as_at, is_partial))
    return found


def _every_month(measure: Measure, stored: Sequence[dt.date]) -> list[dt.date]:
    """From the first stored month to the last of them, the missing ones too: they are gaps."""
    if not stored:
        return []
    return [month for month in months.through(min(stored), months.after(max(stored))) if measure.has(month)]


def _row(measure: Measure, chart: xmr.Chart, place: int, month: dt.date, by_month: Months, aims: Aims) -> Row:
    point, segment = chart.points[place], chart.segment_of(place)
    limits = segment.limits
    lower, upper = limits.within(measure.unit.least, measure.unit.most) if limits else (None, None)
    return Row(
        month=month,
        **_amounts(by_month.get(month)),
        mean=segment.mean,
        lower=lower,
        upper=upper,
        target=aims.target(month),
        segment=point.segment + 1,
        signals=point.signals,
    )


def _amounts(stored: StoredMonth | None) -> dict[str, Any]:
    if stored is None:
        return {}
    shown = stored.shown
    return {
        "value": shown.value,
        "numerator": shown.numerator,
        "denominator": shown.denominator,
        "instead": shown.instead,
        "as_at": stored.as_at,
    }
