"""Many rows: in bounded time and memory, with progress, all of them or, where one is wrong, none.

Some thousands in every run; a hundred thousand, told with ``-s``, with
``LARGE_FILE_ROWS=100000 ./portal test tests/files/imports/test_large_files.py``.
"""

import os
import resource
import time

import pytest

from partnership.access.scope import acting_as
from partnership.files.actions import import_steps, imports
from tests.files.imports.conftest import amounts, csv_of, done

ROWS = int(os.environ.get("LARGE_FILE_ROWS", 3_000))
A_ROW, MOST_SECONDS = 0.006, 20
MEGABYTES = 200


@pytest.fixture
def progress(monkeypatch) -> list[tuple[int, int]]:
    """What was told of how far the check had come: rows done, of how many."""
    seen: list[tuple[int, int]] = []
    told = import_steps._still_at_it
    monkeypatch.setattr(
        import_steps,
        "_still_at_it",
        lambda upload, rows, total: (seen.append((rows, total)), told(upload, rows, total)),
    )
    return seen


@pytest.fixture
def bounded():
    """No more time than so much for each row, and no more memory than there is for a file of any length."""
    began, before = time.monotonic(), _megabytes()
    yield
    took, more = time.monotonic() - began, _megabytes() - before
    print(f"{ROWS:,} rows: {took:.0f} seconds, {more:.0f} megabytes more at its height")  # noqa: T201 - read with -s
    assert took < MOST_SECONDS + A_ROW * ROWS
    assert more < MEGABYTES


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _rows() -> list[str]:
    return [f"C-{number},16/04/2018,{number}," for number in range(ROWS)]


def test_file_of_many_rows_is_checked_with_progress_and_imported_whole(upload, lead, progress, bounded):
    record = upload(csv_of(*_rows()))
    assert (record.state, record.counts) == ("ready", {"new": ROWS})

    record = done(imports.approve, record, lead, version=record.version)

    assert record.state == "completed"
    assert len(amounts(lead)) == ROWS
    assert progress == [(rows, ROWS) for rows in range(import_steps.BATCH, ROWS + 1, import_steps.BATCH)]


def test_file_of_many_rows_with_one_bad_one_in_the_middle_changes_nothing_and_names_it(upload, lead, bounded):
    lines = _rows()
    lines[ROWS // 2] = "C-bad,31/02/2018,1,"

    record = upload(csv_of(*lines))

    assert (record.state, record.counts) == ("has_errors", {"errors": 1, "new": ROWS - 1})
    with acting_as(lead):
        (wrong,) = record.rows.filter(bucket="errors")
    assert wrong.error_lines == [f"Row {ROWS // 2 + 2} – STARTED_ON: Date started must be a real date, like 16/04/2018"]
    assert amounts(lead) == {}
