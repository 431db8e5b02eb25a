"""What can be imported: a register that each app adds to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices

from partnership.access.policy import Permission
from partnership.access.principal import Principal
from partnership.arithmetic.words import in_a_sentence
from partnership.files.import_kinds.cells import CellRefused, Parser
from partnership.pages.values import Link

ERRORS_HEADING = "ERRORS"
"""The heading of the column that a file with errors comes back with. It may stay in when the file is sent again."""


class Bucket(TextChoices):
    """Where a checked row is put in the review."""

    ERRORS = "errors", "Rows with errors"
    NEW = "new", "New records"
    CHANGE = "change", "Changes to existing records"
    SAME = "same", "No change"
    CLOSE = "close", "Close matches to check after import"
    NOT_IMPORTED = "not_imported", "Not imported"


IMPORTED = (Bucket.NEW, Bucket.CHANGE, Bucket.CLOSE)


@dataclass(frozen=True)
class Column:
    """One column of the template: its heading, as in COMPLETED_ON, and what it is called in sentences.

    ``leads_to`` is given a value of the column that was imported, and gives the page where one goes on from there.
    """

    name: str
    label: str
    parser: Parser
    example: str
    required: bool = True
    hint: str = ""
    leads_to: Callable[[Any], Link] | None = None

    def read(self, text: str) -> Any:
        """The cell's value; None for a blank one. Refuses with CellRefused."""
        if text:
            return self.parser(text, self.label)
        if self.required:
            raise CellRefused(f"Enter the {in_a_sentence(self.label)}")
        return None


@dataclass(frozen=True)
class Row:
    """One row whose cells are all right, by the names of their columns. ``number`` is the row's in the file.

    ``bucket`` is where it was put, and ``made`` what ``apply`` gave for it, once they are known.
    """

    number: int
    values: Mapping[str, Any]
    bucket: str = ""
    made: str = ""

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


@dataclass(frozen=True)
class Finding:
    """What an import would do with one row. ``title`` says in a few words which record it is.

    ``changes`` are label, old and new; ``why`` is for CLOSE and NOT_IMPORTED; ``errors`` are of column and sentence,
    for what only the records could tell, and put the row among those with errors.
    """

    bucket: Bucket
    title: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()
    why: str = ""
    errors: tuple[tuple[str, str], ...] = ()


Compare = Callable[[Sequence[Row], Principal], Sequence[Finding]]
Apply = Callable[[Sequence[Row], Principal], Sequence[str]]
Undo = Callable[[Sequence[Row], Principal], None]


@dataclass(frozen=True)
class ImportKind:
    """One kind of file.

    ``compare`` gives a Finding for each row and changes nothing. ``apply`` calls the app's action for rows that are
    new, changed or close, and gives a short text for each that ``undo`` can find it by. Each gets some hundreds of rows
    at a time. All of ``apply``, and all of ``undo``, is one transaction: a Refusal from either undoes everything and is
    the sentence that the person reads. ``undo`` refuses where a row was changed since; without one there is no undo.
    ``key`` names what a row is about, so that a file does not say two things of one; without it rows are not compared.
    ``noun`` is one and many of what a row is: ("value", "values").
    """

    slug: str
    label: str
    columns: tuple[Column, ...]
    permission: Permission
    guidance: tuple[str, ...]
    compare: Compare
    apply: Apply
    undo: Undo | None = None
    key: Callable[[Row], str] | None = None
    noun: tuple[str, str] = ("record", "records")

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def read(self, number: int, cells: Sequence[str]) -> tuple[Row, list[tuple[str, str]]]:
        """The row, and column and sentence of each cell that is not right. The row holds only those that are."""
        values: dict[str, Any] = {}
        errors: list[tuple[str, str]] = []
        for column, cell in zip(self.columns, cells, strict=True):
            try:
                values[column.name] = column.read(cell)
            except CellRefused as refusal:
                errors.append((column.name, refusal.sentence))
        return Row(number, values), errors


KINDS: dict[str, ImportKind] = {}


def register_import(kind: ImportKind) -> ImportKind:
    KINDS[kind.slug] = kind
    return kind


def kinds_of(principal: Principal) -> list[ImportKind]:
    """What this person may import in the role that they work in."""
    return [kind for kind in KINDS.values() if kind.permission.held_by(principal)]
