"""The program that reads files: what it may use up, what it knows, and that it goes."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from partnership.files.sandbox import child, reading
from partnership.files.sandbox.reading import FileRefused, RawRow, opened


def rows_of(content: bytes, kind: str = "csv") -> list[RawRow]:
    with opened(io.BytesIO(content), kind) as sheet:
        return list(sheet.rows)


def test_rows_keep_the_numbers_that_a_spreadsheet_shows():
    rows = rows_of(b'A,B\r\n\r\n"two\nlines",1\r\nlast,2\r\n')

    assert [(row.number, row.cells) for row in rows] == [(1, ["A", "B"]), (3, ["two\nlines", "1"]), (4, ["last", "2"])]


def test_file_that_wants_more_memory_than_there_is_for_it_is_refused():
    with pytest.raises(FileRefused, match="needs too much memory"):
        rows_of("\N{GRINNING FACE}".encode() * 35_000_000)


def test_more_rows_than_a_csv_may_have_are_refused():
    with pytest.raises(FileRefused, match="1,000,000 rows or fewer"):
        rows_of(b"A\n" + b"1\n" * 1_000_001)


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Puts another program in the reader's place."""

    def _program(source: str) -> None:
        path = tmp_path / "program.py"
        path.write_text(source)
        monkeypatch.setattr(reading, "PROGRAM", path)

    return _program


def test_reader_that_is_stopped_by_a_limit_is_a_sentence(program):
    program("import os, signal\nprint('{\"rows\": 9}', flush=True)\nos.kill(os.getpid(), signal.SIGXCPU)")

    with pytest.raises(FileRefused, match="takes too long"):
        rows_of(b"A\n1\n")


def test_reader_that_dies_without_a_word_is_a_sentence(program):
    program("print('{\"rows\": 9}')")

    with pytest.raises(FileRefused, match="could not be read"):
        rows_of(b"A\n1\n")


def test_reader_knows_no_settings_and_no_secret(program, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "do not tell")
    program(
        "import json, os, sys\nprint(json.dumps({'rows': 1}))\n"
        "print(json.dumps([1, [str(sorted(os.environ)), str('django' in sys.modules)], {}]))\nprint('{\"end\": true}')"
    )

    ((told, django),) = [row.cells for row in rows_of(b"A")]
    assert "SECRET_KEY" not in told
    assert django == "False"


def test_reader_is_gone_once_nobody_wants_more_rows():
    with opened(io.BytesIO(b"A\n" + b"1\n" * 500_000), "csv") as sheet:
        next(sheet.rows)

    assert not [pid for pid in _children() if b"child.py" in _command(pid)]


def _children() -> list[str]:
    return [path.name for path in Path("/proc").iterdir() if path.name.isdigit() and _parent(path.name) == os.getpid()]


def _parent(pid: str) -> int:
    try:
        return int(Path("/proc", pid, "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _command(pid: str) -> bytes:
    try:
        return Path("/proc", pid, "cmdline").read_bytes()
    except OSError:
        return b""


def test_every_refusal_of_the_reader_has_its_sentence():
    source = Path(child.__file__).read_text()
    codes = {part.split('"')[1] for part in source.split("Refused(")[1:] if part.startswith('"')}

    assert codes
    assert codes - set(reading.SENTENCES) == set()
    assert set(child.PROBLEMS.values()) | {"long"} == set(reading.PROBLEMS)


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_reader_has_taken_its_limits_before_it_reads():
    command = [sys.executable, "-I", child.__file__, "csv"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env={}) as waiting:
        try:
            assert _comes_true(lambda: str(child.MOST_MEMORY) in Path(f"/proc/{waiting.pid}/limits").read_text())
        finally:
            waiting.kill()


def _comes_true(what: Callable[[], bool]) -> bool:
    give_up_at = time.monotonic() + 20
    while not what() and time.monotonic() < give_up_at:
        time.sleep(0.05)
    return what()
