"""The pages of an import, as somebody goes through them."""

import csv
import io
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partnership.access.policy import USER, Action
from partnership.access.roles import PROGRAMME_LEAD
from partnership.files.import_kinds import KINDS
from tests.access.factories import somebody_as
from tests.browsing import Browser
from tests.files.imports.conftest import amounts, csv_of
from tests.jobs import work_off

START = "/imports/new/sample-amounts/"
RIGHT = csv_of("A-1,16/04/2018,180000,", "A-2,16/04/2018,-1500.50,=1+1")
WRONG = csv_of("A-1,31/02/2018,-3,=1+1", "A-2,16/04/2018,2,")


@pytest.fixture
def desk(lead) -> Browser:
    return Browser(lead)


def send(desk, content, name="amounts.csv", url=START):
    return desk.send(url, {"file": SimpleUploadedFile(name, content)})


def test_import_is_found_from_the_menu_and_says_what_can_be_imported(desk):
    assert desk.get("/imports/").links["Import a file"] == "/imports/new/"
    assert desk.get("/imports/new/").links["Sample amounts"] == START
    page = desk.get(START)
    assert page.h1 == "Import sample amounts"
    assert "One amount for each code." in page.text
    assert "Column CODE What to enter Code Needed Yes Example A-1" in page.text


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_template_that_is_filled_in_as_it_is_can_be_imported(desk, file_type):
    template = desk.client.get(f"{START}template/{file_type}/")
    assert template["Content-Disposition"] == f'attachment; filename="slp_sample-amounts_template.{file_type}"'

    page = send(desk, template.content, f"mine.{file_type}")
    work_off()

    assert "New records: 1" in desk.get(page.path).text


def test_file_is_checked_reviewed_approved_and_undone(desk, lead):
    page = send(desk, RIGHT)
    assert "We are checking your file" in page.text
    assert page.links["Check progress"] == ""
    assert "You can leave this page. We will add it to your notifications." in page.text
    work_off()

    review = desk.get(page.path)
    assert "Review and approve upload" in review.text
    assert "Amount: none → 180000" in review.text
    desk.send(f"{page.path}approve/", {"version": review.value("version")})
    assert "We are importing your file" in desk.get(page.path).text
    work_off()

    done = desk.get(page.path)
    assert "Import completed" in done.text
    assert f"Approved by {lead.user}" in done.text
    assert amounts(lead) == {"A-1": "180000", "A-2": "-1500.50"}
    desk.send(f"{page.path}undo/")
    work_off()

    assert "This import was undone" in desk.get(page.path).text
    assert amounts(lead) == {}
    history = desk.get(f"{page.path}history/").text
    for line in ("Uploaded", "Check started", "Approved", "Imported", "Undo asked for", "Undone"):
        assert line in history


def test_file_of_one_row_with_errors_says_that_it_has_them(desk):
    page = send(desk, csv_of("A-1,31/02/2018,-3,=1+1"))
    work_off()
    assert "1 of 1 row has errors" in desk.get(page.path).text


def test_file_with_errors_comes_back_to_be_corrected(desk, lead):
    page = send(desk, WRONG)
    work_off()

    wrong = desk.get(page.path)
    assert "1 of 2 rows have errors" in wrong.text
    assert "Row 2 – STARTED_ON: Date started must be a real date, like 16/04/2018" in wrong.text
    file = desk.client.get(wrong.links["Download rows with errors"]).content
    rows = list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))
    assert rows == [
        ["CODE", "STARTED_ON", "AMOUNT", "NOTE", "ERRORS"],
        ["A-1", "31/02/2018", "-3", "'=1+1", "STARTED_ON: Date started must be a real date, like 16/04/2018"],
        ["A-2", "16/04/2018", "2", "", ""],
    ]

    corrected = send(desk, file.replace(b"31/02", b"28/02"), url=wrong.links["Upload the corrected file"])
    work_off()
    review = desk.get(corrected.path)
    assert "New records: 2" in review.text
    assert "Takes the place of IM-2018-0001" in review.text
    desk.post(f"{corrected.path}approve/")
    work_off()
    assert amounts(lead) == {"A-1": "-3", "A-2": "2"}


def test_more_errors_than_fit_on_a_page_are_counted(desk):
    page = send(desk, csv_of(*(f"A-{number},,1," for number in range(60))))
    work_off()

    text = desk.get(page.path).text
    assert "60 of 60 rows have errors" in text
    assert "Only the first 50 rows with errors are listed." in text
    assert desk.get(f"{page.path}rows/", view="errors").text.count("Enter the date started") == 25


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("amounts.txt", RIGHT, "The selected file must be a CSV or XLSX"),
        ("amounts.xls", b"\xd0\xcf\x11\xe0", "The selected file must be a CSV or XLSX"),
        ("amounts.xlsx", RIGHT, "The selected file must be a CSV or XLSX"),
        ("amounts.csv", b"PK\x03\x04", "The selected file must be a CSV or XLSX"),
        ("amounts.csv", b"", "The selected file is empty"),
        ("amounts.csv", b"x" * 20_000_000, "The selected file must be smaller than 20MB"),
    ],
)
def test_file_of_the_wrong_kind_is_refused_at_once(desk, name, content, sentence):
    page = send(desk, content, name)

    assert (page.status, page.errors) == (422, [sentence])


def test_no_file_is_a_sentence(desk):
    assert desk.send(START).errors == ["Select a CSV or XLSX file"]


def test_upload_of_somebody_else_is_a_404_on_every_page(desk, lead):
    page = send(desk, RIGHT)
    work_off()
    other = Browser(somebody_as(PROGRAMME_LEAD))

    for part in ("", "rows/", "progress/", "history/", "errors/", "correct/"):
        assert other.get(f"{page.path}{part}").status == 404
    for verb in ("approve", "cancel", "undo", "again", "correct"):
        assert other.post(f"{page.path}{verb}/").status_code == 404
    assert "IM-2018-0001" not in other.get("/imports/").text


def test_review_that_is_out_of_date_cannot_be_approved(desk, lead):
    page = send(desk, RIGHT)
    work_off()

    answer = desk.post(f"{page.path}approve/", {"version": "1"})

    assert answer.status_code == 409
    work_off()
    assert amounts(lead) == {}


def test_cancelled_upload_imports_nothing(desk, lead):
    page = send(desk, RIGHT)
    work_off()

    assert "This upload was cancelled" in desk.send(f"{page.path}cancel/").text
    assert desk.post(f"{page.path}approve/").status_code == 422
    work_off()
    assert amounts(lead) == {}


def test_upload_that_has_stopped_can_be_started_again(desk, lead, clock):
    page = send(desk, RIGHT)
    clock.forward(minutes=4)
    assert "This has stopped" in desk.get(page.path).text

    desk.post(f"{page.path}again/")
    work_off()

    assert "Review and approve upload" in desk.get(page.path).text


def test_progress_says_how_far_it_is_and_when_it_has_ended(desk):
    page = send(desk, RIGHT)
    assert 'data-running="yes"' in desk.get(f"{page.path}progress/").response.content.decode()
    work_off()
    assert 'data-running="no"' in desk.get(f"{page.path}progress/").response.content.decode()


def test_kind_that_the_role_does_not_import_is_not_there(desk, lead, monkeypatch):
    for_others = replace(KINDS["sample-amounts"], slug="for-others", permission=USER[Action.NEW])
    monkeypatch.setitem(KINDS, "for-others", for_others)

    assert "/imports/new/for-others/" not in desk.get("/imports/new/").links.values()
    assert desk.get("/imports/new/for-others/").status == 404
    assert desk.get("/imports/new/for-others/template/csv/").status == 404


def test_import_that_waits_for_its_owner_is_in_their_work_until_it_is_approved(desk):
    page = send(desk, RIGHT)
    assert "IM-2018-0001" not in desk.get("/my-work/").text
    work_off()
    assert "Review and approve it" in desk.get("/my-work/").text

    desk.post(f"{page.path}approve/")
    work_off()

    assert "Review and approve it" not in desk.get("/my-work/").text
