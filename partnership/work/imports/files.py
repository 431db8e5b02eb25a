"""The files that a kind gives out: its template, and the rows that came in with what is wrong in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from partnership.work.imports.kinds import ERRORS_HEADING, ImportKind

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)


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
