"""A total that grows, against what was planned. It has no limits: each point holds the one before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from decimal import Decimal

from partnership.measures import numbers
from partnership.measures.charts import scale
from partnership.measures.charts.picture import WORDS, Label, Line, Look, Mark, Picture, joined, shape, spread
from partnership.measures.registry import Unit

Totals = Sequence[Decimal | None]


def cumulative_chart(
    slug: str,
    title: str,
    sentence: str,
    months: Sequence[dt.date],
    actual: Totals,
    planned: Totals = (),
    unit: Unit = Unit.COUNT,
    *,
    not_final: Collection[dt.date] = (),
) -> Picture:
    """``actual`` and ``planned`` are the totals at the end of each month; None where there is none yet.

    ``not_final`` are months whose total may still change, drawn hollow and off the line.
    """
    across = scale.Across(len(months))
    down = scale.down([*actual, *planned], from_zero=True)
    final = [None if month in not_final else total for month, total in zip(months, actual, strict=True)]
    looks = [Look.PARTIAL if month in not_final else Look.COMMON for month in months]
    return Picture(
        slug=slug,
        title=title,
        sentence=sentence,
        unit=numbers.axis_title(unit),
        gridlines=[(down.of(step), numbers.on_an_axis(unit, step)) for step in down.steps()],
        ticks=scale.month_ticks(months, across),
        lines=[
            *(Line(_through(totals, across, down), Look.PLAN) for totals in [planned] if any(totals)),
            Line(_through(final, across, down), Look.DATA),
        ],
        marks=[
            Mark(
                shape(look, across.of(place), down.of(value)),
                look,
                f"{numbers.month_in_words(months[place])}: {numbers.in_a_table(unit, value)}",
            )
            for place, (value, look) in enumerate(zip(actual, looks, strict=True))
            if value is not None
        ],
        key=[Look.PARTIAL] if Look.PARTIAL in looks else [],
        words={Look.PARTIAL.value: WORDS[Look.SO_FAR]},
        labels=spread(_labels(actual, planned, unit, down)),
    )


def _through(totals: Totals, across: scale.Across, down: scale.Down) -> str:
    return joined(None if value is None else (across.of(place), down.of(value)) for place, value in enumerate(totals))


def _labels(actual: Totals, planned: Totals, unit: Unit, down: scale.Down) -> list[Label]:
    ends = (("Actual", actual, Look.DATA), ("Planned", planned, Look.PLAN))
    last = [(name, next((value for value in reversed(totals) if value is not None), None), look)
            for name, totals, look in ends]  # fmt: skip
    return [
        Label(down.of(value), f"{name} {numbers.in_a_table(unit, value)}", look)
        for name, value, look in last
        if value is not None
    ]
