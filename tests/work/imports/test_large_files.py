"""A hundred thousand rows: in bounded time and memory, with progress, and not one of them if one is wrong."""

import resource
import time

from partnership.work.actions import importing
from tests.work.imports.conftest import amounts, csv_of

ROWS, MIDDLE = 100_000, 50_000
SECONDS, MEGABYTES = 300, 200


def rows(count: int = ROWS) -> list[str]:
    return [f"C-{number},16/04/2018,{number}," for number in range(count)]


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def test_a_hundred_thousand_rows_with_one_bad_one_in_the_middle_change_nothing_and_name_it(upload, lead, monkeypatch):
    seen: list[tuple[int, int]] = []
    told = importing._still_at_it
    monkeypatch.setattr(
        importing, "_still_at_it", lambda record, done, total: (seen.append((done, total)), told(record, done, total))
    )
    lines = rows()
    lines[MIDDLE] = "C-bad,31/02/2018,1,"
    began, before = time.monotonic(), megabytes()

    record = upload(csv_of(*lines))

    assert (record.state, record.counts) == ("has_errors", {"errors": 1, "new": ROWS - 1})
    assert amounts(lead) == {}
    assert seen[0] == (importing.BATCH, ROWS)
    assert len(seen) == ROWS / importing.BATCH
    assert seen[-1] == (ROWS, ROWS)
    assert time.monotonic() - began < SECONDS
    assert megabytes() - before < MEGABYTES
