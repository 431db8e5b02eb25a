"""What a pack shows, as it was when it was issued: plain data that goes into one JSON column and comes back the same.

A chart is kept as the picture that was drawn, so that a later change of the drawing changes no paper of the past. A
table keeps two things of each cell: the words of the page, and the value of the file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from partnership.arithmetic import words
from partnership.measures.charts import Picture, Pictures
from partnership.measures.charts.picture import Label, Line, Look, Mark, Note
from partnership.pages.downloads import of_list
from partnership.pages.tables import Column, Table
from partnership.pages.values import Missing, Money

NUMBER = "number"


@dataclass(frozen=True)
class Text:
    """One paragraph. ``strong`` leads it: who said it, or what it is about."""

    text: str
    strong: str = ""
    kind: str = field(default="text", init=False)


@dataclass(frozen=True)
class Heading:
    text: str
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True)
class Figures:
    """A table: ``columns`` are key, label and whether it is a number, ``rows`` their words. ``name`` is that of its
    file, which has ``headings`` and ``values``."""

    name: str
    caption: str
    columns: Sequence[tuple[str, str, bool]]
    rows: Sequence[Sequence[str]]
    headings: Sequence[str]
    values: Sequence[Sequence[Any]]
    kind: str = field(default="figures", init=False)

    @property
    def table(self) -> Table:
        columns = [
            Column(key, label, lambda row, place=place: row[place], numeric=numeric)
            for place, (key, label, numeric) in enumerate(self.columns)
        ]
        return Table(self.caption, columns, self.rows, id=f"table-{self.name}")

    @property
    def cells(self) -> list[list[Any]]:
        return [[_thawed_value(value) for value in row] for row in self.values]


@dataclass(frozen=True)
class Drawing:
    """One chart, or several on one scale."""

    pictures: Sequence[Picture]
    kind: str = field(default="drawing", init=False)

    @property
    def chart(self) -> Picture | Pictures:
        return self.pictures[0] if len(self.pictures) == 1 else Pictures(self.pictures)


Block = Text | Heading | Figures | Drawing


@dataclass(frozen=True)
class Section:
    slug: str
    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Content:
    """A whole pack. ``facts`` are on its cover."""

    title: str
    facts: Sequence[tuple[str, str]]
    sections: Sequence[Section]

    @property
    def tables(self) -> list[Figures]:
        return [block for section in self.sections for block in section.blocks if isinstance(block, Figures)]


def figures(
    name: str,
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Any],
    *,
    file_columns: Sequence[Column] = (),
    file_rows: Sequence[Any] = (),
) -> Figures:
    """Freezes a table of a page. Its file has the same rows, unless it has columns and rows of its own."""
    headings, values = of_list(file_columns or columns, file_rows or rows)
    return Figures(
        name,
        caption,
        [(column.key, column.label, column.numeric) for column in columns],
        [[_words(column.of(row), column) for column in columns] for row in rows],
        headings,
        [[_frozen_value(value) for value in row] for row in values],
    )


def freeze(content: Content) -> dict[str, Any]:
    """As JSON."""
    return asdict(content)


def thaw(kept: dict[str, Any]) -> Content:
    return Content(
        kept["title"],
        [(label, value) for label, value in kept["facts"]],
        [
            Section(section["slug"], section["title"], [_block(block) for block in section["blocks"]])
            for section in kept["sections"]
        ],
    )


def _words(value: Any, column: Column) -> str:
    if value is None or value == "":
        return str(column.missing)
    if isinstance(value, dt.datetime):
        return words.moment(value)
    if isinstance(value, dt.date):
        return words.day(value)
    if isinstance(value, Money):
        return words.money(value)
    return str(value)


def _frozen_value(value: Any) -> Any:
    """JSON has no dates and no decimals: a number is kept to the last digit as ``{"number": "1.50"}``."""
    if type(value) is str or isinstance(value, bool) or value is None:
        return value
    if isinstance(value, (int, Decimal)):
        return {NUMBER: str(Decimal(value))}
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    return "" if isinstance(value, Missing) else str(value)


def _thawed_value(value: Any) -> Any:
    return Decimal(value[NUMBER]) if isinstance(value, dict) else value


def _block(kept: dict[str, Any]) -> Block:
    match kept["kind"]:
        case "text":
            return Text(kept["text"], kept["strong"])
        case "heading":
            return Heading(kept["text"])
        case "drawing":
            return Drawing([_picture(picture) for picture in kept["pictures"]])
        case _:
            columns = [(key, label, numeric) for key, label, numeric in kept["columns"]]
            return Figures(kept["name"], kept["caption"], columns, kept["rows"], kept["headings"], kept["values"])


def _picture(kept: dict[str, Any]) -> Picture:
    parts = {
        "gridlines": [tuple(line) for line in kept["gridlines"]],
        "ticks": [tuple(tick) for tick in kept["ticks"]],
        "lines": [Line(line["d"], Look(line["look"])) for line in kept["lines"]],
        "marks": [Mark(mark["d"], Look(mark["look"]), mark["says"]) for mark in kept["marks"]],
        "labels": [Label(label["y"], label["text"], Look(label["look"])) for label in kept["labels"]],
        "notes": [Note(**note) for note in kept["notes"]],
        "key": [Look(look) for look in kept["key"]],
    }
    return Picture(**{**kept, **parts})
