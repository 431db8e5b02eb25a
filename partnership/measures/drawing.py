"""The chart of a reading, by the kind of measure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from partnership.measures import sentences
from partnership.measures.charts import (
    Panel,
    Picture,
    Pictures,
    control_chart,
    cumulative_chart,
    plan_chart,
    small_multiples,
)
from partnership.measures.reading import Reading
from partnership.measures.registry import Chart, Measure


def whole_chart(reading: Reading, notes: Sequence[tuple[dt.date, str]] = ()) -> Picture:
    """Of the whole Partnership. A target is the plan of what is no SPC chart."""
    measure, rows = reading.measure, reading.rows
    named = (measure.slug, measure.name, sentences.sentence(reading))
    if measure.chart is Chart.CONTROL:
        return control_chart(*named, rows, measure.unit, better=measure.better, notes=notes)
    targets, values = [row.target for row in rows], [row.value for row in rows]
    if measure.chart is Chart.CUMULATIVE:
        return cumulative_chart(*named, [row.month for row in rows], values, targets, measure.unit)
    return plan_chart(*named, [f"{row.month:%b} {row.month.year}" for row in rows], targets, values, measure.unit)


def parts_chart(measure: Measure, parts: Mapping[str, Reading]) -> Pictures:
    """Every part on one scale, in the order of the breakdown."""
    panels = [
        Panel(f"{measure.slug}-{place}", label, sentences.sentence(reading), reading.rows)
        for place, (label, reading) in enumerate(parts.items(), 1)
    ]
    return small_multiples(panels, measure.unit, better=measure.better)
