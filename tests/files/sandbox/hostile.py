# ruff: noqa: E501 - a line a file
"""Files that somebody might send by mistake or in malice, each made by a few lines of code.

``CORPUS`` has for each its name, what makes its bytes, and what has to become of it: words of the sentence that refuses
the file, words of the errors of its rows, or the number of rows that it really has.
"""

from __future__ import annotations

import codecs
import datetime as dt
import gzip
import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.formula import ArrayFormula

HEADINGS = ["CODE", "STARTED_ON", "AMOUNT", "NOTE"]
ROW = ["A-1", "16/04/2018", "180000", "Fine"]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True)
class Hostile:
    """``refused``: words of the sentence about the file. ``errors``: words about a row. Neither: it has ``rows``."""

    name: str
    make: Callable[[], bytes]
    refused: str = ""
    errors: str = ""
    rows: int = 1

    def __str__(self) -> str:
        return self.name


def text(*rows: list[str], headings: list[str] | None = None, sep: str = ",", end: str = "\r\n") -> str:
    return end.join(sep.join(row) for row in [headings or HEADINGS, *rows]) + end


def encoded(encoding: str, mark: bytes = b"", note: str = "Zoë – naïve") -> Callable[[], bytes]:
    return lambda: mark + text([*ROW[:3], note]).encode(encoding)


def raw(data: bytes | str) -> Callable[[], bytes]:
    return lambda: data.encode() if isinstance(data, str) else data


def with_cell(cell: str, place: int = 3) -> Callable[[], bytes]:
    row = [*ROW]
    row[place] = cell
    return raw(text(row))


def book(change: Callable[[Workbook], None] | None = None, rows: list[list] | None = None, **options) -> bytes:
    workbook = Workbook(**options)
    for row in [HEADINGS, *(rows if rows is not None else [ROW])]:
        workbook.active.append(row)
    if change:
        change(workbook)
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    package = io.BytesIO()
    workbook.save(package)
    return package.getvalue()


def changed(change: Callable[[Workbook], None], rows: list[list] | None = None) -> Callable[[], bytes]:
    return lambda: book(change, rows)


def set_cell(place: str, value: object) -> Callable[[], bytes]:
    def change(workbook: Workbook) -> None:
        workbook.active[place] = value

    return changed(change)


def typed_text(value: str) -> Callable[[], bytes]:
    """A text cell that looks like a formula and is none."""

    def change(workbook: Workbook) -> None:
        cell = workbook.active["D2"]
        cell.value = value
        cell.data_type = "s"

    return changed(change)


def parts_of(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return package.getvalue()


def with_part(name: str, content: bytes | Callable[[bytes], bytes], **options) -> Callable[[], bytes]:
    def make() -> bytes:
        parts = parts_of(book())
        parts[name] = content(parts[name]) if callable(content) else content
        return packed(parts, **options)

    return make


def sheet(body: str, prolog: str = "") -> Callable[[], bytes]:
    """The one sheet, written by hand."""
    return with_part(SHEET, f'<?xml version="1.0"?>{prolog}<worksheet xmlns="{MAIN}">{body}</worksheet>'.encode())


LONG = [[f"A-{number}"] for number in range(50_002)]


def inline(*rows: list[str]) -> str:
    return "".join(
        f'<row r="{number}">'
        + "".join(f'<c r="{"ABCDEFG"[place]}{number}" t="inlineStr"><is><t>{value}</t></is></c>'
                  for place, value in enumerate(row))
        + "</row>"
        for number, row in enumerate(rows, 1)
    )  # fmt: skip


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {"bcdefghij"[n]} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
AFAR = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'


def bomb(size: int) -> Callable[[], bytes]:
    return with_part(SHEET, lambda old: old.replace(b"</sheetData>", b" " * size + b"</sheetData>"))


def a_lie_about_its_size() -> bytes:
    """The directory says that a part is small; what is packed there is not."""
    package = bytearray(bomb(5_000_000)())
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = package.find(SHEET.encode()) if signature == b"PK\x03\x04" else package.rfind(SHEET.encode())
        start = package.rfind(signature, 0, at)
        package[start + offset : start + offset + 4] = struct.pack("<I", 1000)
    return bytes(package)


def encrypted_part() -> bytes:
    package = bytearray(book())
    at = package.find(b"PK\x01\x02")
    while at >= 0:
        package[at + 8] |= 1
        at = package.find(b"PK\x01\x02", at + 4)
    return bytes(package)


def doubled_part() -> bytes:
    package = io.BytesIO(book())
    with zipfile.ZipFile(package, "a") as archive:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            archive.writestr(SHEET, b"<x/>")
    return package.getvalue()


def nested_zip() -> bytes:
    return packed({"xl/workbook.xml": packed({"a": b"0" * 50_000_000}), "[Content_Types].xml": b"<Types/>"})


def hidden_row(workbook: Workbook) -> None:
    workbook.active.row_dimensions[2].hidden = True


def hidden_column(workbook: Workbook) -> None:
    workbook.active.column_dimensions["C"].hidden = True


def hidden_sheet(workbook: Workbook) -> None:
    other = workbook.create_sheet("Secret")
    other.append(["something"])
    other.sheet_state = "hidden"


def very_hidden(workbook: Workbook) -> None:
    hidden_sheet(workbook)
    workbook["Secret"].sheet_state = "veryHidden"


def two_sheets(workbook: Workbook) -> None:
    workbook.create_sheet("Other").append(["something"])


def empty_second_sheet(workbook: Workbook) -> None:
    workbook.create_sheet("Empty")


def merged(workbook: Workbook) -> None:
    workbook.active.merge_cells("A2:B2")


def since_1904(workbook: Workbook) -> None:
    workbook.epoch = CALENDAR_MAC_1904
    workbook.active["B2"] = dt.datetime(2018, 4, 16)


def commented(workbook: Workbook) -> None:
    workbook.active["A2"].comment = Comment("x" * 10_000, "Somebody")


def array_formula(workbook: Workbook) -> None:
    workbook.active["C2"] = ArrayFormula("C2", "=SUM(1,2)")


MARKED_8, MARKED_16 = codecs.BOM_UTF8, codecs.BOM_UTF16_LE
A_DAY = "must be a real date"
TEMPLATE = "must use the template"
BROKEN = "could not be read"
BIG = "unpacks to far more"

CSV = [
    Hostile("utf-8", encoded("utf-8")),
    Hostile("utf-8 with its mark", encoded("utf-8", MARKED_8)),
    Hostile("utf-16 little-endian", encoded("utf-16-le", MARKED_16)),
    Hostile("utf-16 big-endian", encoded("utf-16-be", codecs.BOM_UTF16_BE)),
    Hostile("utf-32", encoded("utf-32-le", codecs.BOM_UTF32_LE)),
    Hostile("windows-1252", encoded("cp1252")),
    Hostile("utf-16 without its mark", encoded("utf-16-le"), refused=TEMPLATE),
    Hostile("half of utf-16", raw(MARKED_16 + text(ROW).encode("utf-16-le")[:-1]), refused="characters that could not"),
    Hostile("neither utf-8 nor windows", raw(text(ROW).encode() + b"\x81\x8d\xff"), refused="characters that could not"),
    Hostile("a NUL in a cell", with_cell("a\0b"), errors="hidden characters"),
    Hostile("NULs alone", raw(b"\0" * 1000), refused=TEMPLATE),
    Hostile("a bell in a cell", with_cell("a\x07b"), errors="hidden characters"),
    Hostile("the end of a DOS file", raw(text(ROW) + "\x1a"), errors="Code must not include hidden"),
    Hostile("line ends of unix", raw(text(ROW, end="\n"))),
    Hostile("line ends of an old Mac", raw(text(ROW, end="\r"))),
    Hostile("line ends of all sorts", raw("CODE,STARTED_ON,AMOUNT,NOTE\nA-1,16/04/2018,1,\rA-2,16/04/2018,2,\r\n"), rows=2),
    Hostile("no line end at the end", raw(text(ROW).rstrip())),
    Hostile("blank lines between", raw(text([""], ROW, [""], ["", "", "", ""])), rows=1),
    Hostile("semicolons", raw(text(ROW, sep=";"))),
    Hostile("tabs", raw(text(ROW, sep="\t"))),
    Hostile("a quote that is not closed", raw(text(['"A-1', *ROW[1:]])), refused="quotation mark"),
    Hostile("a quote in the middle", raw(text(['"A"1"', *ROW[1:]])), refused="quotation mark"),
    Hostile("a line break in a cell", with_cell('"two\nlines"'), errors="line breaks"),
    Hostile("a cell of a megabyte", with_cell("x" * 1_000_000), refused="too long"),
    Hostile("a cell of 3,000", with_cell("x" * 3_000), errors="2,000 characters or less"),
    Hostile("16,384 columns", raw(",".join(f"C{n}" for n in range(16_384))), refused="100 columns or fewer"),
    Hostile("16,384 cells in a row", raw(text(["x"] * 16_384)), refused="100 columns or fewer"),
    Hostile("a cell outside the columns", raw(text([*ROW, "", "more"])), errors="outside the template"),
    Hostile("a row that is too short", raw(text(["A-1"])), errors="Enter the date started"),
    Hostile("no headings", raw(text(headings=ROW)), refused=TEMPLATE),
    Hostile("a heading twice", raw(text(ROW, headings=[*HEADINGS, "CODE"])), refused="more than one column CODE"),
    Hostile("a heading too many", raw(text(ROW, headings=[*HEADINGS, "SECRET"])), refused="no column SECRET"),
    Hostile("two headings too many", raw(text(ROW, headings=[*HEADINGS, "A", "B"])), refused="no columns A and B"),
    Hostile("headings in another order", raw(text(ROW[::-1], headings=HEADINGS[::-1]))),
    Hostile("headings in small letters", raw(text(ROW, headings=["code", " Started_On ", "amount", "note"]))),
    Hostile("headings alone", raw(text()), refused="has no rows"),
    Hostile("blanks alone", raw(" \r\n ,, \r\n"), refused="is empty"),
    Hostile("a mark alone", raw(MARKED_8), refused="is empty"),
    Hostile("equals", with_cell("=1+1")),
    Hostile("plus", with_cell("+1")),
    Hostile("minus", with_cell("-1")),
    Hostile("at", with_cell("@SUM(1)")),
    Hostile("a command", with_cell("=cmd|' /C calc'!A0")),
    Hostile("a full-width equals", with_cell("\uff1d1+1")),
    Hostile("29 February of no leap year", with_cell("29/02/2018", 1), errors=A_DAY),
    Hostile("29 February of 1900", with_cell("29/02/1900", 1), errors=A_DAY),
    Hostile("29 February of a leap year", with_cell("29/02/2016", 1)),
    Hostile("the year nought", with_cell("0000-01-01", 1), errors=A_DAY),
    Hostile("the year 9999", with_cell("9999-12-31", 1), errors="today or in the past"),
    Hostile("an amount without end", with_cell("9" * 400, 2), errors="amount of money"),
    Hostile("an amount in powers", with_cell("1e308", 2), errors="amount of money"),
    Hostile("no number", with_cell("NaN", 2), errors="amount of money"),
    Hostile("infinity", with_cell("Infinity", 2), errors="amount of money"),
    Hostile("digits of another script", with_cell("١٢٣", 2), errors="amount of money"),
    Hostile("markup", with_cell("<script>alert(1)</script>")),
    Hostile("SQL", with_cell("'; DROP TABLE files_import; --")),
    Hostile("right-to-left marks", with_cell("\u202egpj.exe")),
    Hostile("html called csv", raw("<html><table><tr><td>A-1</td></tr></table></html>"), refused=TEMPLATE),
    Hostile("json called csv", raw('{"CODE": "A-1"}'), refused=TEMPLATE),
]  # fmt: skip

XLSX = [
    Hostile("a workbook", lambda: book()),
    Hostile("numbers and days as such", lambda: book(rows=[["A-1", dt.date(2018, 4, 16), 180000.5, None]])),
    Hostile("days since 1904", changed(since_1904)),
    Hostile("a date that is no day", set_cell("B2", -5), errors=A_DAY),
    Hostile("29 February 1900 of a spreadsheet", set_cell("B2", 60), errors=A_DAY),
    Hostile("a formula", set_cell("C2", "=1+1"), errors="must be a value and not a formula"),
    Hostile("a formula that calls out", set_cell("D2", '=WEBSERVICE("http://x")'), errors="not a formula"),
    Hostile("an array formula", changed(array_formula), errors="not a formula"),
    Hostile("a text that looks like a formula", typed_text("=1+1")),
    Hostile("a spreadsheet's error", set_cell("C2", "#N/A"), errors="must not be a spreadsheet error"),
    Hostile("merged cells", changed(merged), refused="merged cells (A2:B2)"),
    Hostile("a hidden row", changed(hidden_row), refused="Row 2 of the selected file is hidden"),
    Hostile("a hidden column", changed(hidden_column), refused="Column 3 of the selected file is hidden"),
    Hostile("a hidden sheet", changed(hidden_sheet), refused="hidden sheet, Secret"),
    Hostile("a very hidden sheet", changed(very_hidden), refused="hidden sheet, Secret"),
    Hostile("two sheets", changed(two_sheets), refused="must have one sheet"),
    Hostile("an empty second sheet", changed(empty_second_sheet)),
    Hostile("a long comment", changed(commented)),
    Hostile("no rows", lambda: book(rows=[]), refused="has no rows"),
    Hostile("nothing at all", lambda: saved(Workbook()), refused="is empty"),
    Hostile("a blank row between", lambda: book(rows=[ROW, [], ["A-2", *ROW[1:]]]), rows=2),
    Hostile("a row outside the columns", lambda: book(rows=[[*ROW, None, "more"]]), errors="outside the template"),
    Hostile("200 columns", lambda: book(rows=[ROW + ["x"] * 200]), refused="100 columns or fewer"),
    Hostile("50,001 rows", lambda: sheet(f"<sheetData>{inline(*LONG)}</sheetData>")(), refused="50,000 rows or fewer"),
    Hostile("macros", with_part("xl/vbaProject.bin", b"x"), refused="must not have macros"),
    Hostile("a bomb of a sheet", bomb(50_000_000), refused=BIG),
    Hostile("a bomb of 150 megabytes", bomb(150_000_000), refused=BIG),
    Hostile("a bomb of another part", with_part("xl/media/image1.png", b"\0" * 60_000_000), refused=BIG),
    Hostile("a lie about its size", a_lie_about_its_size, refused=BROKEN),
    Hostile("1,100 parts", lambda: packed(parts_of(book()) | {f"x/{n}": b"" for n in range(1100)}), refused=BIG),
    Hostile("a part twice", doubled_part, refused=BIG),
    Hostile("a zip inside", nested_zip, refused=BROKEN),
    Hostile("a zip of something else", lambda: packed({"a.txt": b"hello"}), refused="must be a CSV or XLSX"),
    Hostile("packed in another way", with_part("x", b"x", method=zipfile.ZIP_LZMA), refused=BROKEN),
    Hostile("a part with a password", encrypted_part, refused="has a password"),
    Hostile("a workbook with a password", raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096), refused="has a password"),
    Hostile("cut in half", lambda: book()[: len(book()) // 2], refused=BROKEN),
    Hostile("without its end", lambda: book()[:-30], refused=BROKEN),
    Hostile("the beginning of a zip alone", raw(b"PK\x03\x04"), refused=BROKEN),
    Hostile("a directory that points nowhere", lambda: book().replace(b"PK\x03\x04", b"PK\x03\x05", 1)
            .replace(b"PK\x03\x05", b"PK\x03\x04", 1)[:200], refused=BROKEN),
    Hostile("laughing entities", sheet(inline(HEADINGS, ["&j;", *ROW[1:]]), LAUGHS), refused="not written by a spreadsheet"),
    Hostile("an entity from a file", sheet(inline(HEADINGS, ["&a;", *ROW[1:]]), OUTSIDE), refused="not written by"),
    Hostile("a document type from afar", sheet(inline(HEADINGS, ROW), AFAR), refused="not written by"),
    Hostile("entities in the shared texts", with_part("xl/sharedStrings.xml", f"{OUTSIDE}<sst/>".encode()), refused="not written"),
    Hostile("XML that stops", with_part(SHEET, lambda old: old[: len(old) // 2]), refused=BROKEN),
    Hostile("a sheet that is no XML", with_part(SHEET, b"\x89PNG"), refused=BROKEN),
    Hostile("rows out of order", sheet(f'<sheetData>{inline(HEADINGS)}<row r="1"><c r="A1"><v>1</v></c></row></sheetData>'),
            refused=BROKEN),
    Hostile("cells out of order", sheet('<sheetData><row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row></sheetData>'),
            refused=BROKEN),
    Hostile("a row of ten million", sheet('<sheetData><row r="99999999"><c r="A99999999"><v>1</v></c></row></sheetData>'),
            refused=BROKEN),
    Hostile("a column past the last", sheet('<sheetData><row r="1"><c r="ZZZZ1"><v>1</v></c></row></sheetData>'),
            refused=BROKEN),
    Hostile("a wrong claim of its size", sheet(f'<dimension ref="A1:XFD1048576"/><sheetData>{inline(HEADINGS, ROW)}</sheetData>')),
    Hostile("a reference to a text that is not there",
            sheet('<sheetData><row r="1"><c r="A1" t="s"><v>999999</v></c></row></sheetData>'), refused=BROKEN),
    Hostile("a text cell written in place", sheet(f"<sheetData>{inline(HEADINGS, ROW)}</sheetData>")),
    Hostile("a cell of 40,000", sheet(f"<sheetData>{inline(HEADINGS, [*ROW[:3], 'x' * 40_000])}</sheetData>"),
            errors="2,000 characters or less"),
    Hostile("a path that climbs", lambda: packed(parts_of(book()) | {"../../etc/passwd": b"x"})),
    Hostile("csv called xlsx, packed", lambda: gzip.compress(text(ROW).encode()), refused=BROKEN),
]  # fmt: skip

CORPUS = [("csv", one) for one in CSV] + [("xlsx", one) for one in XLSX]
