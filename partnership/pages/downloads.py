"""Files to keep: the same columns and rows as the page, in a form that spreadsheets read and cannot be hurt by.

Every file that leaves the portal with somebody's words in it is written here, so that none holds a formula.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain
from typing import IO, Any

from django.http import HttpResponse

from partnership.arithmetic import clock
from partnership.pages.tables import Column

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # without it Excel reads UTF-8 as something else
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
UNSTORABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
"""Control characters: XML, and so a workbook, has no way to write them."""

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_response(file_type: str, columns: Sequence[Column], rows: Iterable[Any], name: str) -> HttpResponse:
    """A file to keep: see ``write``. Built whole, inside the request's transaction: nothing is read after it."""
    headings, cells = of_list(columns, rows)
    return written_response(file_type, headings, cells, stamped(name, file_type))


def csv_response(columns: Sequence[Column], rows: Iterable[Any], name: str) -> HttpResponse:
    return file_response("csv", columns, rows, name)


def written_response(
    file_type: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], file_name: str
) -> HttpResponse:
    response = HttpResponse(content_type=CONTENT_TYPES[file_type])
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    write(response, file_type, headings, rows)
    return response


def stamped(name: str, file_type: str) -> str:
    """``slp_{name}_20180416T0900.csv``"""
    return f"slp_{name}_{clock.local(clock.now()):%Y%m%dT%H%M}.{file_type}"


def of_list(columns: Sequence[Column], rows: Iterable[Any]) -> tuple[list[str], Iterator[list[Any]]]:
    """The headings, which are the columns' keys, and the values of each row."""
    headings = [column.key.replace("-", "_").replace(".", "_") for column in columns]
    return headings, ([column.of(row) for column in columns] for row in rows)


def write(file: Any, file_type: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Writes a CSV or XLSX to ``file``: a row of headings, ISO dates, and no formula in any cell."""
    WRITERS[file_type](file, headings, rows)


def write_csv(file: Any, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """UTF-8 with its mark, commas, CRLF. ``file`` takes bytes."""
    text = _Encoded(file)
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text)
    writer.writerows([plain(value) for value in row] for row in chain([headings], rows))


def write_xlsx(file: Any, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """One sheet. A text is stored as text whatever it begins with, and has its apostrophe as well as in a CSV: what is
    typed over in a spreadsheet is read anew."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Rows")
    for row in chain([headings], rows):
        sheet.append([_cell(sheet, value) for value in row])
    package = io.BytesIO()
    workbook.save(package)
    file.write(package.getvalue())


WRITERS: dict[str, Callable[[IO[bytes], Sequence[str], Iterable[Sequence[Any]]], None]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
}


class _Encoded:
    """Takes text where bytes are wanted."""

    def __init__(self, file: Any):
        self.file = file

    def write(self, text: str) -> None:
        self.file.write(text.encode("utf-8"))


def _cell(sheet: Any, value: Any) -> Any:
    """Numbers and days as such, so that a spreadsheet can reckon with them; all else as text and never a formula."""
    from openpyxl.cell import WriteOnlyCell

    if value is None or (isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)):
        return value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    cell = WriteOnlyCell(sheet, plain(value).translate(UNSTORABLE)[:32_767])
    cell.data_type = "s"
    return cell


def plain(value: Any) -> str:
    """A value for one cell. Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.datetime):
        return clock.local(value).isoformat(timespec="minutes")
    if isinstance(value, (int, float, Decimal, dt.date)):
        return str(value)
    return harmless(str(value))


def harmless(text: str) -> str:
    """Full-width signs count, because spreadsheets read them as the plain ones; so do signs behind a space."""
    first = unicodedata.normalize("NFKC", text.lstrip(" \N{NO-BREAK SPACE}")[:1])
    return f"'{text}" if first.startswith(STARTS_A_FORMULA) else text


def as_typed(text: str) -> str:
    """A cell of a file that comes back, without blanks around it and without the apostrophe that ``harmless`` gave."""
    bare = text[1:] if text.startswith("'") and harmless(text[1:]) == text else text
    return bare.strip()
