"""A csv file as others make it: with a mark at its start or without, in UTF-8 or in Windows' own letters."""

from __future__ import annotations

import csv
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

BLOCK = 1 << 20


class FileRefused(Exception):
    """Nothing was taken from the file; the sentence says why."""


class FileNotFound(FileRefused):
    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no file at {path}")


class WrongHeader(FileRefused):
    def __init__(self, wanted: Iterable[str], missing: Iterable[str]) -> None:
        super().__init__(
            f"The first line of the file must name the columns {', '.join(wanted)}. It has no {', '.join(missing)}"
        )


class NotCsv(FileRefused):
    def __init__(self, line: int, reason: Exception) -> None:
        super().__init__(f"The file cannot be read as csv from line {line}: {reason}")


class Line(NamedTuple):
    """A row's cells by their column, and the number of its line in the file, the header being line 1."""

    number: int
    cells: dict[str, str]
    is_whole: bool


def read(path: Path, wanted: Iterable[str]) -> Iterator[Line]:
    """Each row of the file, one at a time. Columns beyond the wanted ones are passed over; blank lines too.

    A row with more or fewer cells than the header comes out as not whole. Refuses a file with a FileRefused.
    """
    wanted = list(wanted)
    if not path.is_file():
        raise FileNotFound(path)
    with path.open(encoding=_encoding(path), errors="replace", newline="") as file:
        reader = csv.DictReader(file)
        try:
            _check_header(reader.fieldnames or [], wanted)
            for row in reader:
                cells = {column: row[column] or "" for column in wanted}
                yield Line(reader.line_num, cells, None not in row and None not in row.values())
        except csv.Error as error:
            raise NotCsv(reader.line_num + 1, error) from error


def _check_header(columns: Iterable[str], wanted: list[str]) -> None:
    missing = [column for column in wanted if column not in columns]
    if missing:
        raise WrongHeader(wanted, missing)


def _encoding(path: Path) -> str:
    """UTF-8 if the whole file is, and otherwise what older Windows programs write."""
    decode = getincrementaldecoder("utf-8")().decode
    with path.open("rb") as file:
        try:
            while block := file.read(BLOCK):
                decode(block)
            decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"
