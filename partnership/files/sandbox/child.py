"""Reads a stranger's CSV or XLSX file as a program of its own, which can harm nothing but itself.

``reading`` starts it with an empty environment, so it has no settings, no database and no secret, and it takes away
what it could use up before it looks at the file. The file is its standard input and ``csv`` or ``xlsx`` its argument;
what it finds goes to standard output, a line of JSON each::

    {"rows": 1240}                                    how many rows come, the headings among them
    [number, [cell, …], {"place": problem, …}]        one row, with what is wrong in it by the place of the cell
    {"end": true}
    {"refused": code, "about": detail}                in place of all that follows
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import datetime as dt
import io
import json
import os
import resource
import sys
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import IO, Any
from xml.parsers import expat

MEGABYTE = 1_000_000
MOST_MEMORY, MOST_SECONDS, MOST_OPEN_FILES = 400 * MEGABYTE, 120, 64
MOST_UNPACKED, MOST_RATIO, MOST_PARTS = 100 * MEGABYTE, 200, 1_000
MOST_ROWS = {"csv": 1_000_000, "xlsx": 50_000}
MOST_COLUMNS, LONGEST_CELL = 100, 2_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
SMALL = MEGABYTE  # a part of so few bytes may pack as well as it likes

Row = tuple[int, list[str], dict[int, str]]


class Refused(Exception):
    """The file as a whole cannot be taken. ``code`` is a key of ``reading.SENTENCES``."""

    def __init__(self, code: str, about: object = ""):
        super().__init__(code)
        self.code, self.about = code, about


def main(kind: str, file: IO[bytes]) -> None:
    _give_up_what_could_be_used_up()
    try:
        total, rows = {"csv": csv_rows, "xlsx": xlsx_rows}[kind](file)
        if total - 1 > MOST_ROWS[kind]:
            raise Refused("rows", MOST_ROWS[kind])
        _say({"rows": total})
        for row in rows:
            _say(row)
        _say({"end": True})
    except Refused as refusal:
        _say({"refused": refusal.code, "about": refusal.about})
    except MemoryError:
        _say({"refused": "memory"})
    except Exception:  # noqa: BLE001 - whatever a library makes of a hostile file, it is the same sentence
        _say({"refused": "broken"})


def _give_up_what_could_be_used_up() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_NOFILE, MOST_OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue  # not every system has every limit; the others hold


def _say(what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")


# CSV


MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def csv_rows(file: IO[bytes]) -> tuple[int, Iterator[Row]]:
    text = _decoded(file.read())
    csv.field_size_limit(10 * LONGEST_CELL)
    separator = _separator(text)
    total = sum(1 for _ in _records(text, separator))
    return total, ((number, *_cut(cells)) for number, cells in _records(text, separator))


def _decoded(data: bytes) -> str:
    """By the mark at its beginning; without one it is UTF-8, or else what Windows writes."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _in(encoding, data[len(mark) :])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _in("cp1252", data)


def _in(encoding: str, data: bytes) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("encoding") from None


def _separator(text: str) -> str:
    """A comma, or what a spreadsheet in another country writes in its place."""
    first = text[:10_000].splitlines()[0] if text.strip() else ""
    return max(",;\t", key=first.count)


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank with its number in a spreadsheet, where a cell of several lines is still one row."""
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error:
        raise Refused("quotes", number + 1) from None


def _cut(cells: list[str]) -> tuple[list[str], dict[int, str]]:
    while cells and not cells[-1].strip():
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise Refused("columns", MOST_COLUMNS)
    long = {place: "long" for place, cell in enumerate(cells) if len(cell) > LONGEST_CELL}
    return [cell[:LONGEST_CELL] for cell in cells], long


# XLSX


def xlsx_rows(file: IO[bytes]) -> tuple[int, Iterator[Row]]:
    """The one sheet that has anything in it. The list of the package's parts is judged before any of them is opened."""
    _judge_the_package(file)
    os.environ["OPENPYXL_DEFUSEDXML"] = "False"  # entities are refused above, and this parser is five times as quick
    import openpyxl

    workbook = openpyxl.load_workbook(file, read_only=True, keep_links=False)
    sheet, total = _the_one_sheet(workbook)
    sheet.reset_dimensions()  # what it says of its own size may be wrong
    return total, _sheet_rows(sheet)


def _judge_the_package(file: IO[bytes]) -> None:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Refused("password")  # an encrypted workbook, or one of before 2007, is in a wrapping of its own
    with zipfile.ZipFile(file) as package:
        _judge_the_parts(package.infolist(), size)
        for part in package.infolist():
            with package.open(part) as source:
                _refuse_entities(source)


def _judge_the_parts(parts: list[zipfile.ZipInfo], size: int) -> None:
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or len(names) < len(parts):
        raise Refused("bomb")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("password")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise Refused("broken")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED or any(map(_packs_too_well, parts)) or unpacked > max(SMALL, MOST_RATIO * size):
        raise Refused("bomb")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("macros")
    if "xl/workbook.xml" not in names:
        raise Refused("not_xlsx")


def _refuse_entities(source: IO[bytes]) -> None:
    """No part of a workbook has a document type, which is where entities, bombs and other people's files come from."""
    with contextlib.suppress(expat.ExpatError):  # a picture, or what no parser will read later either
        _parsed(source)


def _parsed(source: IO[bytes], start: Callable | None = None, end: Callable | None = None) -> None:
    def refuse(*declared: object) -> None:
        raise Refused("entities")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.ParseFile(source)


def _packs_too_well(part: zipfile.ZipInfo) -> bool:
    return part.file_size > max(SMALL, MOST_RATIO * part.compress_size)


def _the_one_sheet(workbook: Any) -> tuple[Any, int]:
    filled = [(sheet, rows) for sheet in workbook.worksheets if (rows := _surveyed(sheet))]
    for sheet, _ in filled:
        if sheet.sheet_state != "visible":
            raise Refused("hidden_sheet", sheet.title[:60])
    if len(filled) > 1:
        raise Refused("sheets", [sheet.title[:60] for sheet, _ in filled[:5]])
    if not filled:
        raise Refused("empty")
    return filled[0]


def _surveyed(sheet: Any) -> int:
    """How many rows have cells. Refuses what openpyxl would pass over without a word: merged and hidden cells, rows and
    cells that are not in order."""
    survey = Survey()
    with sheet._get_source() as source:  # read-only sheets have no other way to their own part of the package
        _parsed(source, survey.start, survey.end)
    return survey.filled


class Survey:
    """What stands where in a sheet, before anything is read from it."""

    def __init__(self) -> None:
        self.filled = self.row = self.column = 0
        self.row_is_hidden = self.row_is_filled = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "row":
                self.row = _after(self.row, int(attributes.get("r", self.row + 1)), LAST_ROW)
                self.row_is_hidden, self.row_is_filled = _is_hidden(attributes), False
                self.column = 0
            case "c":
                self.column = _after(self.column, _column_of(attributes.get("r"), self.column + 1), LAST_COLUMN)
            case "v" | "is" | "f":
                self.row_is_filled = True
                if self.column > MOST_COLUMNS:
                    raise Refused("columns", MOST_COLUMNS)
            case "mergeCell":
                raise Refused("merged", attributes.get("ref", "")[:20])
            case "col" if _is_hidden(attributes) and int(attributes.get("min", 1)) <= MOST_COLUMNS:
                raise Refused("hidden_column", int(attributes.get("min", 1)))

    def end(self, tag: str) -> None:
        if tag.rpartition(":")[2] == "row" and self.row_is_filled:
            self.filled += 1
            if self.row_is_hidden:
                raise Refused("hidden_row", self.row)


def _after(before: int, number: int, last: int) -> int:
    if not before < number <= last:
        raise Refused("broken")
    return number


def _column_of(reference: str | None, otherwise: int) -> int:
    """27 for AA5."""
    number = 0
    for letter in (reference or "").rstrip("0123456789").upper():
        number = 26 * number + ord(letter) - 64
    return number or otherwise


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get("hidden") in ("1", "true")


def _sheet_rows(sheet: Any) -> Iterator[Row]:
    for number, cells in enumerate(sheet.iter_rows(), 1):
        problems = {place: code for place, cell in enumerate(cells) if (code := PROBLEMS.get(cell.data_type))}
        text, long = _cut([_text(cell.value) for cell in cells])
        if problems or any(cell.strip() for cell in text):
            yield number, text, {**long, **problems}


PROBLEMS = {"f": "formula", "e": "error"}


def _text(value: Any) -> str:
    """What a cell holds, as a CSV file would have it."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float():
            return format(Decimal(format(value, ".15g")), "f")  # as many digits as a spreadsheet keeps
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(timespec="minutes")
    return str(value)


if __name__ == "__main__":
    main(sys.argv[1], sys.stdin.buffer)
