"""The status of measures at the end of a month, for pages that show many of them: always four queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.contrib.postgres.aggregates import ArrayAgg
from django.urls import reverse

from partnership.access.policy import permitted
from partnership.access.principal import Principal
from partnership.arithmetic import months, xmr
from partnership.measures import numbers, sentences
from partnership.measures.icons import Icon, assurance_icon, variation_icon
from partnership.measures.models import Commentary, Value
from partnership.measures.reading import NO_AIMS, VIEW, Aims, aims_of, analysed
from partnership.measures.registry import Chart, Measure, every_measure
from partnership.pages.values import Missing

Stored = dict[dt.date, Decimal | None]


@dataclass(frozen=True)
class MeasureStatus:
    """One row of a grid. ``value`` is that of ``month``; None where the month has none.

    ``chart`` is read over every month up to it. ``commentary`` is None where there is none yet.
    """

    measure: Measure
    month: dt.date
    value: Decimal | None
    target: Decimal | None
    chart: xmr.Chart
    commentary: Commentary | None

    @property
    def url(self) -> str:
        return address_of(self.measure.slug)

    @property
    def latest(self) -> str | None:
        return None if self.value is None else numbers.in_a_table(self.measure.unit, self.value)

    @property
    def mean(self) -> str | None:
        segment = self.chart.latest
        return None if segment is None or segment.mean is None else numbers.in_a_table(self.measure.unit, segment.mean)

    @property
    def target_in_words(self) -> str | None:
        return None if self.target is None else numbers.in_a_table(self.measure.unit, self.target)

    @property
    def variation(self) -> Icon | Missing:
        return variation_icon(self.chart.variation)

    @property
    def assurance(self) -> Icon | Missing:
        return assurance_icon(self.chart.assurance)

    @property
    def has_limits(self) -> bool:
        """Otherwise it is listed under "Not enough data for limits"."""
        return self.value is not None and self.chart.variation is not None

    @property
    def is_tested(self) -> bool:
        return self.measure.chart is Chart.CONTROL

    @property
    def not_enough(self) -> str:
        return sentences.too_few(self.chart.latest.points if self.chart.latest else 0)

    @property
    def owner(self) -> str:
        return self.measure.owner.label


@cache
def address_of(slug: str) -> str:
    """Asked for three times of every measure that a page shows."""
    return reverse("measures:measure", kwargs={"slug": slug})


def statuses(by: Principal, month: dt.date, measures: Iterable[Measure] | None = None) -> list[MeasureStatus]:
    """Each measure as it stood at the end of ``month``, in the order given, or of the codes. Gaps are kept.

    A measure with no figure up to that month is there without a value: "no data yet".
    """
    wanted = list(every_measure() if measures is None else measures)
    stored, aims = _stored(by, month, wanted), aims_of(by, wanted)
    said = commentary_on(by, month, wanted)
    return [
        status_of(measure, month, stored.get(measure.slug, {}), aims.get(measure.slug, NO_AIMS), said.get(measure.slug))
        for measure in wanted
    ]


def latest_month(by: Principal, measures: Iterable[Measure] | None = None) -> dt.date | None:
    """The last closed month of which any of these measures has a figure."""
    slugs = [measure.slug for measure in (every_measure() if measures is None else measures)]
    values = permitted(by, VIEW, Value).current().closed().of_the_whole()
    found = values.filter(measure__in=slugs, value__isnull=False).order_by("-month").values_list("month", flat=True)
    return found.first()


def status_of(
    measure: Measure, month: dt.date, values: Stored, aims: Aims = NO_AIMS, said: Commentary | None = None
) -> MeasureStatus:
    """From the values of its closed months, by month."""
    every = months.through(min(values), months.after(max(values))) if values else ()
    closed = [one for one in every if measure.has(one)]
    chart = analysed(
        measure,
        [values.get(one) for one in closed],
        aims.target(month),
        [(closed.index(line.month), line.is_trial) for line in aims.baselines if line.month in closed],
    )
    return MeasureStatus(measure, month, values.get(month), aims.target(month), chart, said)


def _stored(by: Principal, month: dt.date, measures: Sequence[Measure]) -> dict[str, Stored]:
    """Every closed month of each, a row a measure: ten years of sixty measures are sixty rows."""
    rows = permitted(by, VIEW, Value).current().closed().of_the_whole()
    rows = rows.filter(measure__in=[measure.slug for measure in measures], month__lte=month).order_by()
    gathered = rows.values("measure").annotate(months=ArrayAgg("month"), amounts=ArrayAgg("value"))
    return {
        row["measure"]: dict(zip(row["months"], row["amounts"], strict=True))
        for row in gathered.values("measure", "months", "amounts")
    }


def commentary_on(by: Principal, month: dt.date, measures: Sequence[Measure]) -> dict[str, Commentary]:
    """The newest of the month, each."""
    rows = permitted(by, VIEW, Commentary).filter(measure__in=[measure.slug for measure in measures], month=month)
    newest = rows.order_by("measure", "-written_at", "-pk").distinct("measure").select_related("written_by")
    return {commentary.measure: commentary for commentary in newest}
