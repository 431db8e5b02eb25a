"""The SPC chart of a measure, or the run chart while there are too few points: the values, the mean, limits and target
of each segment, and what each point signals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from partnership.arithmetic.xmr import Better, Kind
from partnership.measures import numbers
from partnership.measures.charts import scale
from partnership.measures.charts.picture import (
    WORDS,
    Label,
    Line,
    Look,
    Mark,
    Note,
    Picture,
    Pictures,
    joined,
    shape,
    spread,
)
from partnership.measures.reading import Row
from partnership.measures.registry import Unit

LOOK_OF = {
    Kind.COMMON: Look.COMMON,
    Kind.IMPROVING: Look.IMPROVING,
    Kind.CONCERNING: Look.CONCERNING,
    Kind.NEUTRAL: Look.NEUTRAL,
}
OF_A_LINE: dict[str, Look] = {"mean": Look.MEAN, "upper": Look.LIMIT, "lower": Look.LIMIT, "target": Look.TARGET}
NAME_OF = {"mean": "Mean", "upper": "Upper limit", "lower": "Lower limit", "target": "Target"}
LINES = tuple(OF_A_LINE)
TICKS_OF_SEVERAL = 5


@dataclass(frozen=True)
class Panel:
    """What one chart of several shows."""

    slug: str
    heading: str
    sentence: str
    rows: Sequence[Row]


def control_chart(
    slug: str,
    title: str,
    sentence: str,
    rows: Sequence[Row],
    unit: Unit,
    *,
    better: Better = Better.NEUTRAL,
    notes: Sequence[tuple[dt.date, str]] = (),
    heading: str = "",
    down: scale.Down | None = None,
    ticks: int = scale.MOST_TICKS,
) -> Picture:
    """``rows`` are a reading's, in order. ``down`` is a scale that several share, ``ticks`` the most months named.

    A value that is not tested, because there are no limits, is a point like any other and needs no key.
    """
    across = scale.Across(len(rows))
    down = down or scale_of(rows, unit)
    looks = [look_of(row, better) for row in rows]
    return Picture(
        slug=slug,
        title=title,
        sentence=sentence,
        heading=heading,
        unit=numbers.axis_title(unit),
        gridlines=[(down.of(step), numbers.on_an_axis(unit, step)) for step in down.steps()],
        ticks=scale.month_ticks([row.month for row in rows], across, ticks),
        lines=list(_lines(rows, across, down)),
        marks=list(_marks(rows, looks, unit, across, down)),
        labels=spread(_labels(rows, unit, down)),
        notes=list(_notes(rows, notes, across)),
        key=[look for look in WORDS if look in looks],
    )


def small_multiples(panels: Sequence[Panel], unit: Unit, *, better: Better = Better.NEUTRAL) -> Pictures:
    """Each on the same scale, in the order given and never by size: to be compared, not ranked."""
    shared = scale_of([row for panel in panels for row in panel.rows], unit)
    every = sorted({row.month for panel in panels for row in panel.rows})

    def one(panel: Panel) -> Picture:
        named, rows = (panel.slug, panel.heading, panel.sentence), _of_all(panel.rows, every)
        return control_chart(
            *named, rows, unit, better=better, heading=panel.heading, down=shared, ticks=TICKS_OF_SEVERAL
        )

    return Pictures([one(panel) for panel in panels])


def _of_all(rows: Sequence[Row], every: Sequence[dt.date]) -> list[Row]:
    """A row for each of these months, so that one month has one place in every chart."""
    known = {row.month: row for row in rows}
    return [known.get(month) or Row(month) for month in every]


def scale_of(rows: Sequence[Row], unit: Unit) -> scale.Down:
    shown = [value for row in rows for value in (row.value, *(getattr(row, name) for name in LINES))]
    return scale.down(shown, from_zero=unit is not Unit.SHARE, most=unit.most)


def look_of(row: Row, better: Better) -> Look | None:
    if row.value is None:
        return None
    if row.is_partial:
        return Look.PARTIAL
    return Look.DATA if row.upper is None else LOOK_OF[row.kind(better)]


def _lines(rows: Sequence[Row], across: scale.Across, down: scale.Down) -> Iterator[Line]:
    """Limits below, the values on top; each of a segment's lines ends where the segment does."""
    for name in LINES:
        for places in _stretches(rows, name):
            yield Line(_flat(places, getattr(rows[places[0]], name), across, down), OF_A_LINE[name])
    values = [
        None if row.value is None or row.is_partial else (across.of(place), down.of(row.value))
        for place, row in enumerate(rows)
    ]
    yield Line(joined(values), Look.DATA)


def _stretches(rows: Sequence[Row], name: str) -> Iterator[list[int]]:
    """Places of neighbours that have this line, in one segment and at one height."""
    stretch: list[int] = []
    for place, row in enumerate(rows):
        height = getattr(row, name)
        if stretch and (height is None or _differs(rows[stretch[-1]], row, name)):
            yield stretch
            stretch = []
        if height is not None:
            stretch.append(place)
    if stretch:
        yield stretch


def _differs(before: Row, after: Row, name: str) -> bool:
    return getattr(before, name) != getattr(after, name) or (name != "target" and before.segment != after.segment)


def _flat(places: list[int], height: Decimal, across: scale.Across, down: scale.Down) -> str:
    half, y = across.gap / 2, down.of(height)
    return joined([(round(across.of(places[0]) - half, 1), y), (round(across.of(places[-1]) + half, 1), y)])


def _marks(
    rows: Sequence[Row], looks: Sequence[Look | None], unit: Unit, across: scale.Across, down: scale.Down
) -> Iterator[Mark]:
    for place, (row, look) in enumerate(zip(rows, looks, strict=True)):
        if look is not None and row.value is not None:
            said = f"{row.title}: {numbers.in_a_table(unit, row.value)}{', ' if row.signals else ''}{row.signal_words}"
            yield Mark(shape(look, across.of(place), down.of(row.value)), look, said)


def _labels(rows: Sequence[Row], unit: Unit, down: scale.Down) -> Iterator[Label]:
    """Each line's name and height, where it ends at the right."""
    last = next((row for row in reversed(rows) if row.mean is not None), None)
    for name in LINES:
        row = rows[-1] if name == "target" and rows else last
        height = getattr(row, name) if row else None
        if height is not None:
            text = f"{NAME_OF[name]} {numbers.in_a_table(unit, height)}"
            yield Label(down.of(height), text, OF_A_LINE[name])


def _notes(rows: Sequence[Row], notes: Sequence[tuple[dt.date, str]], across: scale.Across) -> Iterator[Note]:
    places = {(row.month.year, row.month.month): place for place, row in enumerate(rows)}
    for number, (day, _) in enumerate(notes, 1):
        place = places.get((day.year, day.month))
        if place is not None:
            yield Note(across.of(place), number)
