"""The rows of a file that somebody sent, read by ``child`` under limits of memory and time."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from partnership.access.refusals import Refusal
from partnership.arithmetic.words import listed
from partnership.files.sandbox import child

CSV, XLSX = "csv", "xlsx"
PROGRAM = Path(child.__file__)

BROKEN = "The selected file could not be read. Open it, save it again as CSV or XLSX and upload that"
SENTENCES = {
    "broken": BROKEN,
    "not_xlsx": "The selected file must be a CSV or XLSX",
    "bomb": "The selected file unpacks to far more than a spreadsheet of this size. Save only the template's columns",
    "memory": "The selected file needs too much memory to be read. Save only the template's columns in a new file",
    "time": "The selected file takes too long to read. Split it and upload the parts",
    "password": "The selected file has a password, or is an old XLS file. Save it as XLSX without a password",
    "entities": "The selected file was not written by a spreadsheet. Open it, save it again as XLSX and upload that",
    "macros": "The selected file must not have macros. Save it as XLSX or CSV",
    "encoding": "The selected file has characters that could not be read. Save it as ‘CSV UTF-8’ or XLSX",
    "quotes": "Row {about} of the selected file has a quotation mark that is not closed, or a cell that is too long",
    "columns": "The selected file must have {about} columns or fewer",
    "rows": "The selected file must have {about:,} rows or fewer. Split it and upload the parts",
    "empty": "The selected file is empty",
    "sheets": "The selected file must have one sheet. It has {about}. Delete the others and upload it again",
    "hidden_sheet": "The selected file has a hidden sheet, {about}. Show or delete it and upload the file again",
    "hidden_row": "Row {about} of the selected file is hidden. Show or delete hidden rows and upload it again",
    "hidden_column": "Column {about} of the selected file is hidden. Show or delete hidden columns and upload it again",
    "merged": "The selected file has merged cells ({about}). Unmerge them and upload it again",
}  # fmt: skip
PROBLEMS = {
    "formula": "must be a value and not a formula. Copy the cell and paste its value",
    "error": "must not be a spreadsheet error, like #N/A",
    "long": f"must be {child.LONGEST_CELL:,} characters or less",
}


class FileRefused(Refusal):
    """Nothing of the file was taken in."""

    def __init__(self, code: str, about: Any = ""):
        self.code = code
        shown = listed([f"‘{one}’" for one in about]) if isinstance(about, list) else about
        super().__init__(SENTENCES[code].format(about=shown))


@dataclass(frozen=True)
class RawRow:
    """One row as it stands in the file: its number there, its cells as text and, by place, what is wrong in them."""

    number: int
    cells: list[str]
    problems: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """``total`` rows are to come, the row of headings among them."""

    total: int
    rows: Iterator[RawRow]


@contextmanager
def opened(file: IO[bytes], kind: str) -> Iterator[Sheet]:
    """The rows of a CSV or XLSX file, as they are read. Refuses with ``FileRefused``, also halfway through the rows.

    However far the rows were read, the program that reads them is gone when the block ends.
    """
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        command = [sys.executable, "-I", str(PROGRAM), kind]
        program = subprocess.Popen(
            command, stdin=copy, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}, cwd="/"
        )
        try:
            lines = _lines(program)
            yield Sheet(next(lines)["rows"], _rows(lines))
        finally:
            program.kill()
            program.wait()
            program.stdout.close()  # type: ignore[union-attr]


def _lines(program: subprocess.Popen) -> Iterator[Any]:
    """What the program says, up to its end. One that was stopped before it said so had used up its time."""
    for line in program.stdout or ():
        said = json.loads(line)
        if isinstance(said, dict) and "refused" in said:
            raise FileRefused(said["refused"], said.get("about", ""))
        if said == {"end": True}:
            return
        yield said
    raise FileRefused("time" if program.wait() < 0 else "broken")


def _rows(lines: Iterator[Any]) -> Iterator[RawRow]:
    for number, cells, problems in lines:
        yield RawRow(number, cells, {int(place): PROBLEMS[code] for place, code in problems.items()})
