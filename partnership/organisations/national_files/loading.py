"""Rows of a file into rows of a table, a thousand at a time, with a report of what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.db import models, transaction

from partnership.organisations.national_files.reading import Line, read

BATCH = 1000


class Refusal(NamedTuple):
    """Why a row was not taken. `column` is empty where the whole row is at fault."""

    line: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        where = f"Line {self.line}, {self.column} “{self.value}”" if self.column else f"Line {self.line}"
        return f"{where}: {self.reason}"


@dataclass
class Report:
    """How many rows were new, differed from what was there, said the same, or were refused and why."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)

    def __str__(self) -> str:
        read = self.added + self.changed + self.unchanged + self.refused
        return (
            f"{read:,} rows read: {self.added:,} added, {self.changed:,} changed, "
            f"{self.unchanged:,} unchanged, {self.refused:,} refused"
        )

    def refuse(self, refusals: Sequence[Refusal]) -> None:
        self.refused += 1
        self.refusals += refusals


class RowsRefused(Exception):
    """Rows were refused and the person had asked for all or nothing: nothing was taken."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__(f"Nothing was saved, because {report.refused:,} rows were refused")


class NationalFile:
    """One kind of file. `form` has a field for each wanted column; `key` is the table's own name for a row.

    `kept` are the columns of the table that are filled when a row is added, and left to the portal from then on.
    `source` is what added and changed rows say of where they come from.
    """

    form: ClassVar[type[forms.Form]]
    model: ClassVar[type[models.Model]]
    key: ClassVar[str]
    kept: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, source: str) -> None:
        self.source = source

    def values(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """The table's values for a row's cleaned cells. May refuse the row with a ValidationError by column."""
        raise NotImplementedError

    def after_adding(self, rows: Sequence[Any]) -> None:
        """What else a new row needs beside it."""

    @transaction.atomic
    def load(self, path: Path, *, all_or_nothing: bool = False) -> Report:
        """Take every good row of the file, in one transaction. Refuses a file with FileRefused, whole.

        With `all_or_nothing`, one refused row refuses them all, with RowsRefused. A second time changes nothing.
        """
        report = Report()
        seen: dict[Any, int] = {}
        lines = read(path, self.form.base_fields)
        while batch := list(islice(lines, BATCH)):
            self._take(list(self._checked(batch, seen, report)), report)
        if all_or_nothing and report.refused:
            raise RowsRefused(report)
        return report

    def _checked(self, lines: Sequence[Line], seen: dict[Any, int], report: Report) -> Iterator[dict[str, Any]]:
        for line in lines:
            try:
                values = self._values_of(line, seen)
            except forms.ValidationError as error:
                report.refuse(_refusals(line, error))
            else:
                seen[values[self.key]] = line.number
                yield values

    def _values_of(self, line: Line, seen: dict[Any, int]) -> dict[str, Any]:
        if not line.is_whole:
            raise forms.ValidationError("The row must have as many cells as the first line of the file has columns")
        form = self.form(line.cells)
        if not form.is_valid():
            raise forms.ValidationError(form.errors.as_data())
        values = self.values(form.cleaned_data)
        if before := seen.get(values[self.key]):
            raise forms.ValidationError(f"The file has this on line {before} already")
        return values

    def _take(self, rows: Sequence[dict[str, Any]], report: Report) -> None:
        table = self.model._default_manager
        held = table.select_for_update().in_bulk([row[self.key] for row in rows], field_name=self.key)
        added = [self.model(**row, source=self.source) for row in rows if row[self.key] not in held]
        changed = [
            held[row[self.key]] for row in rows if row[self.key] in held and self._change(held[row[self.key]], row)
        ]
        table.bulk_create(added)
        self.after_adding(added)
        if changed:
            table.bulk_update(changed, [*self._followed(rows[0]), "source"])
        report.added += len(added)
        report.changed += len(changed)
        report.unchanged += len(rows) - len(added) - len(changed)

    def _change(self, present: Any, row: dict[str, Any]) -> bool:
        """Bring the present row to what the file says; whether that changed it."""
        news = [name for name in self._followed(row) if getattr(present, name) != row[name]]
        for name in news:
            setattr(present, name, row[name])
        if news:
            present.source = self.source
        return bool(news)

    def _followed(self, row: dict[str, Any]) -> list[str]:
        return [name for name in row if name != self.key and name not in self.kept]


def _refusals(line: Line, error: forms.ValidationError) -> list[Refusal]:
    if not hasattr(error, "error_dict"):
        return [Refusal(line.number, "", "", message) for message in error.messages]
    return [
        Refusal(line.number, column, line.cells[column], message)
        for column, messages in error.message_dict.items()
        for message in messages
    ]
