"""A file of savings actuals: told what is wrong in it, corrected, reviewed, imported by the worker, and undone."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest

from slp_portal.settings.places import BASE

APRIL = "/partnership/savings/actuals/?period=2018-04"
HEADINGS = "SAVING,MONTH,ACTUAL,FORECAST,COMMENT"


@pytest.fixture
def worker_begins(environment):
    """The worker of the queue, from when it is called on."""
    command = [sys.executable, "manage.py", "db_worker", "--interval", "0.1", "--verbosity", "0"]
    with contextlib.ExitStack() as begun:

        def begin() -> None:
            process = begun.enter_context(subprocess.Popen(command, cwd=BASE, env=environment))
            begun.callback(process.terminate)

        yield begin


@pytest.fixture
def file_of(tmp_path):
    def write(*rows: str) -> Path:
        path = tmp_path / "actuals.csv"
        path.write_text("\r\n".join([HEADINGS, *rows]))
        return path

    return write


def send(priya, button: str) -> None:
    """Comes to a page that is opened anew at any moment, so it is not looked at."""
    with priya.page.expect_navigation():
        priya.click(priya.page.get_by_role("button", name=button, exact=True))


def until(priya, heading: str) -> None:
    """The page asks for itself how far the worker is, and is opened anew when it is done."""
    priya.page.get_by_role("heading", name=heading).wait_for()
    priya.look()


def test_a_file_with_a_bad_row_is_corrected_imported_and_undone(somebody, worker_begins, file_of):
    # Given a file with one row that is wrong
    priya = somebody("Priya Prog")
    priya.open("/imports/new/savings-actuals/")
    choose = priya.page.locator("input[type=file]").set_input_files
    choose(file_of("SV-2017-0002,2018-04,16000,,", "SV-2017-0003,2018-04,a lot,,"))
    priya.press("Upload and check")
    assert "You can leave this page." in priya.text
    worker_begins()
    until(priya, "1 of 2 rows have errors")
    assert "Actual must be an amount of money" in priya.text

    # When it is corrected, and what it would do is approved
    priya.press("Upload the corrected file")
    choose(file_of("SV-2017-0002,2018-04,16000,,", "SV-2017-0003,2018-04,6500.25,,", "SV-2017-0004,2018-01,1,,"))
    send(priya, "Upload and check")
    until(priya, "Review and approve upload")
    priya.click(priya.page.locator("summary", has_text="Not imported: 1"))
    assert "January 2018 is sent or confirmed" in priya.text
    send(priya, "Approve and import 2 figures")
    until(priya, "Import completed")
    outcome = priya.page.url
    priya.open(APRIL)
    maintenance = priya.page.locator("tr", has_text="Shared maintenance contracts").get_by_label("Actual")
    assert maintenance.input_value() == "6,500.25"

    # Then it can be undone
    priya.open(outcome)
    send(priya, "Undo this import")
    until(priya, "This import was undone")
    priya.open(APRIL)
    assert maintenance.input_value() == ""
