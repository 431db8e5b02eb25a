"""A measure as a file: one row a month and part, every number in full."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from partnership.arithmetic.xmr import variation
from partnership.measures.numbers import in_a_file
from partnership.measures.reading import Reading, Row
from partnership.measures.registry import Measure
from partnership.pages.tables import Column

SUPPRESSED = "c"
MONTH_NOT_OVER = "month not over"


@dataclass(frozen=True)
class FileRow:
    measure: Measure
    part: str
    reading: Reading
    row: Row
    as_at: dt.datetime

    def number(self, name: str) -> Decimal | None:
        return in_a_file(getattr(self.row, name))

    @property
    def value(self) -> Decimal | str | None:
        return SUPPRESSED if self.row.instead else self.number("value")

    @property
    def signal(self) -> str:
        return MONTH_NOT_OVER if self.row.is_partial else self.row.signal_words

    @property
    def variation(self) -> str:
        """Of this month, where it is tested."""
        if self.row.value is None or self.row.lower is None:
            return ""
        return str(variation(self.row.signals, self.measure.better))

    @property
    def assurance(self) -> str:
        """Of the process as it is now: on the latest month alone."""
        return str(self.reading.chart.assurance or "") if self.row is self.reading.latest else ""


def _number(name: str):
    return lambda row: row.number(name)


COLUMNS = (
    Column("measure", "Measure", value=lambda row: row.measure.slug),
    Column("breakdown", "Breakdown", value=lambda row: row.part),
    Column("period_start", "Period", value=lambda row: row.row.month),
    Column("value", "Value"),
    Column("numerator", "Numerator", value=_number("numerator")),
    Column("denominator", "Denominator", value=_number("denominator")),
    Column("mean", "Mean", value=_number("mean")),
    Column("lower_limit", "Lower limit", value=_number("lower")),
    Column("upper_limit", "Upper limit", value=_number("upper")),
    Column("target", "Target", value=_number("target")),
    Column("segment", "Segment", value=lambda row: row.row.segment),
    Column("signal", "Signal"),
    Column("variation", "Variation"),
    Column("assurance", "Assurance"),
    Column("as_at", "As at"),
    Column("suppressed", "Suppressed", value=lambda row: bool(row.row.instead)),
)


def rows(measure: Measure, readings: Mapping[str, Reading], now: dt.datetime) -> Iterator[FileRow]:
    """``readings`` by the label of each part, or by an empty one for the whole."""
    for part, reading in readings.items():
        for row in reading.rows:
            yield FileRow(measure, part, reading, row, row.as_at or now)
