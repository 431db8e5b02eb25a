"""The figures of a measure as tables, and how it is worked out as a list."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from partnership.arithmetic import months
from partnership.measures import numbers
from partnership.measures.reading import Parts, Reading, Row
from partnership.measures.registry import Better, Measure, Unit
from partnership.pages.tables import Column, Table
from partnership.pages.values import NO_DATA, Missing

NO_TARGET = Missing("No target")
NO_LIMIT = Missing("No limit")
NOTHING = Missing("None")
NOT_OVER = "Not final yet: not tested"
DIRECTION = {
    Better.UP: "Higher is better",
    Better.DOWN: "Lower is better",
    Better.NEUTRAL: "Neither is better",
}


def columns_of(unit: Unit) -> tuple[Column, ...]:
    """Of a table of months: every number as the chart and the file have it, rounded for the eye."""

    def line(name: str):
        return lambda row: written(unit, getattr(row, name))

    return (
        Column("period", "Period", value=lambda row: row.title, nowrap=True),
        Column("value", "Value", value=lambda row: _value(unit, row), numeric=True, missing=NO_DATA),
        Column("mean", "Mean", value=line("mean"), numeric=True, missing=NO_LIMIT),
        Column("lower", "Lower limit", value=line("lower"), numeric=True, missing=NO_LIMIT),
        Column("upper", "Upper limit", value=line("upper"), numeric=True, missing=NO_LIMIT),
        Column("target", "Target", value=line("target"), numeric=True, missing=NO_TARGET),
        Column("signal", "Signal", value=lambda row: NOT_OVER if row.is_partial else row.signal_words, missing=NOTHING),
    )


def _value(unit: Unit, row: Row) -> str | None:
    return row.instead or written(unit, row.value)


def written(unit: Unit, value: Decimal | None) -> str | None:
    return None if value is None else numbers.in_a_table(unit, value)


def table_of_months(caption: str, unit: Unit, rows: Sequence[Row]) -> Table:
    return Table(caption, columns_of(unit), rows, id="figures")


def table_of_parts(caption: str, unit: Unit, parts: Parts) -> Table:
    """A column for each part, and for a count the total, rounded by itself where any part is."""
    columns = [Column("period", "Period", value=months.in_words, nowrap=True)]
    columns += [_part_column(unit, label, reading) for label, reading in parts.readings.items()]
    if unit is Unit.COUNT:
        columns.append(Column("total", "Total", value=parts.totals.get, numeric=True, missing=NO_DATA))
    every = sorted({row.month for reading in parts.readings.values() for row in reading.rows})
    return Table(caption, columns, every, id="figures")


def _part_column(unit: Unit, label: str, reading: Reading) -> Column:
    cells = {row.month: _value(unit, row) for row in reading.rows}
    return Column(label, label, value=cells.get, numeric=True, missing=NO_DATA)


def definition_rows(measure: Measure) -> list[tuple[str, str]]:
    return [
        ("Code", measure.code),
        ("Question", measure.question),
        ("How it is worked out", measure.formula),
        ("Source", measure.source),
        ("Direction", DIRECTION[measure.better]),
        ("Owner", measure.owner.label),
        ("First month", months.in_words(measure.first_month)),
        ("Outliers", "Left out of the limits" if measure.screening else "Kept in the limits"),
    ]
