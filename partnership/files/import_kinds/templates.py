"""The template of a kind: the file that people fill in, how one that comes back is read, and its rows with errors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from partnership.access.refusals import Refusal
from partnership.arithmetic.words import listed, plural
from partnership.files.import_kinds.kinds import ERRORS_HEADING, ImportKind
from partnership.files.sandbox.reading import RawRow
from partnership.pages.downloads import as_typed

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)


class NotTheTemplate(Refusal):
    """The row of headings is not the template's."""

    def __init__(self, why: str):
        super().__init__(f"The selected file must use the template. {why}")


@dataclass(frozen=True)
class Layout:
    """In which place of a file's rows each column of the template stands. Their order is the file's own affair."""

    kind: ImportKind
    places: tuple[int, ...]
    ignored: frozenset[int]

    @classmethod
    def of(cls, kind: ImportKind, headings: Sequence[str]) -> Layout:
        """Refuses headings that are missing, double or not the template's (NotTheTemplate)."""
        found = [as_typed(heading).upper() for heading in headings]
        twice = sorted({name for name in found if name and found.count(name) > 1})
        missing = [name for name in kind.names if name not in found]
        others = [name[:60] for name in found if name not in kind.names and name not in ("", ERRORS_HEADING)]
        for names, why in (
            (missing, "It has no {columns} {names}"),
            (twice, "It has more than one column {names}"),
            (others, "The template has no {columns} {names}"),
        ):
            if names:
                raise NotTheTemplate(why.format(columns=plural(len(names[:5]), "column"), names=listed(names[:5])))
        ignored = frozenset(place for place, name in enumerate(found) if name == ERRORS_HEADING)
        return cls(kind, tuple(map(found.index, kind.names)), ignored)

    def cells_of(self, raw: RawRow) -> tuple[list[str], list[tuple[str, str]]]:
        """The cells in the template's order, and column and sentence of those that no reading could take."""
        cells = [as_typed(raw.cells[place]) if place < len(raw.cells) else "" for place in self.places]
        errors = [
            (column.name, f"{column.label} {raw.problems[place]}")
            for column, place in zip(self.kind.columns, self.places, strict=True)
            if place in raw.problems
        ]
        errors += [
            (column.name, f"{column.label} must not include hidden characters")
            for column, cell in zip(self.kind.columns, cells, strict=True)
            if "\0" in cell
        ]
        outside = set(range(len(raw.cells))) - set(self.places) - self.ignored
        if any(raw.cells[place].strip() for place in outside):
            errors.append(("", "It has a value outside the template's columns"))
        return [cell.replace("\0", "\N{REPLACEMENT CHARACTER}") for cell in cells], errors  # PostgreSQL stores no NUL


def example_of(kind: ImportKind) -> tuple[list[str], list[list[Any]]]:
    """The template's headings and its one row of examples, which is to be typed over."""
    return kind.names, [[column.example for column in kind.columns]]


def rows_with_errors(kind: ImportKind, rows: Iterable[Any]) -> tuple[list[str], Iterator[list[Any]]]:
    """Every row of the file, and in a last column the sentences about it: it can be corrected and sent again."""
    return [*kind.names, ERRORS_HEADING], ([*map(_as_sent, row.cells), _sentences(row)] for row in rows)


def _sentences(row: Any) -> str:
    return ". ".join(f"{column}: {sentence}" if column else sentence for column, sentence in row.errors)


def _as_sent(cell: str) -> Any:
    """A loss is a number and no formula, so it keeps its plain minus."""
    return Decimal(cell) if cell.startswith("-") and _NUMBER.fullmatch(cell) else cell
