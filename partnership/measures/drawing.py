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
    when, not_final = [row.month for row in rows], {row.month for row in rows if row.is_partial}
    targets, values = [row.target for row in rows], [row.value for row in rows]
    if measure.chart is Chart.CUMULATIVE:
        return cumulative_chart(*named, when, values, targets, measure.unit, not_final=not_final)
    return plan_chart(*named, when, targets, values, measure.unit, not_final=not_final)


def parts_chart(measure: Measure, parts: Mapping[str, Reading]) -> Pictures:
    """Every part on one scale, in the order of the breakdown."""
    panels = [
        Panel(f"{measure.slug}-{place}", label, sentences.sentence(reading), reading.rows)
        for place, (label, reading) in enumerate(parts.items(), 1)
    ]
    return small_multiples(panels, measure.unit, better=measure.better)
