"""A list that is too long to wait for becomes a file that its owner fetches."""

import csv
import io

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from forensic_hub.referrals.models import Referral
from partnership.access.roles import HUB_LEAD, TRUST_MANAGER
from partnership.access.scope import acting_as, as_the_system
from partnership.files.models import Export
from partnership.pages.views import downloads
from partnership.records.models import Read
from partnership.work.models import Notification
from tests.access.factories import GrantFactory, somebody_as
from tests.browsing import Browser
from tests.factories.access import trust_manager
from tests.factories.forensic import ReferralFactory
from tests.jobs import work_off

ASK = "/forensic/referrals/download/"
EX = "/exports/EX-2018-0001/"


@pytest.fixture
def lead(db):
    return somebody_as(HUB_LEAD)


@pytest.fixture
def desk(lead, monkeypatch) -> Browser:
    """Somebody with a list of three, where two are already too many to wait for, and one is read at a time."""
    monkeypatch.setattr(downloads, "MOST_ROWS", 2)
    monkeypatch.setattr(downloads, "AT_A_TIME", 1)
    for _ in range(3):
        ReferralFactory()
    return Browser(lead)


def ask(desk, **more):
    return desk.send(f"{ASK}?view=open", {"why": "For the panel", **more})


def test_file_of_a_long_list_is_made_later_and_kept_for_its_owner(desk, lead):
    page = ask(desk)
    assert (page.path, page.h1) == (EX, "We are preparing your file")
    work_off()

    page = desk.get(EX)
    assert page.h1 == "Your file is ready"
    answer = desk.client.get(page.links["Download"])
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline="")))
    assert len(rows) == 4
    assert answer["Content-Disposition"].startswith('attachment; filename="slp_referrals_2018')
    with acting_as(lead):
        assert Notification.objects.get().text == "Referrals: the file is ready to download"
        export = Export.objects.get()
        assert (export.rows_total, export.rows_done, export.why) == (3, 3, "For the panel")


def test_file_of_more_filters_than_can_be_kept_is_refused_in_a_sentence(desk):
    page = desk.send(f"{ASK}?view=open&q={'x' * 2_000}", {"why": "For the panel"})
    assert page.status == 422
    assert "Clear some of them on the list first" in page.text
    with as_the_system("a test looks"):
        assert not Export.objects.exists()


def test_whose_records_a_file_holds_is_logged_with_the_reason(desk, lead):
    ask(desk)
    work_off()

    with as_the_system("a test looks"):
        references = set(Referral.objects.values_list("reference", flat=True))
        logged = Read.objects.filter(how=Read.How.EXPORT, user=lead.user, why="For the panel")
        assert {reference for read in logged for reference in read.references} == references


def test_file_of_a_short_list_comes_at_once(desk, monkeypatch):
    monkeypatch.setattr(downloads, "MOST_ROWS", 3)
    answer = desk.post(f"{ASK}?view=open", {"why": "For the panel", "file_type": "xlsx"})

    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet.max_row == 4
    assert answer["Content-Disposition"].endswith('.xlsx"')


def test_file_is_made_of_what_its_owner_may_see(monkeypatch, db):
    monkeypatch.setattr(downloads, "MOST_ROWS", 0)
    desk = Browser(trust_manager("slam"))
    own, other = ReferralFactory(borough="lambeth"), ReferralFactory(borough="bexley")
    ask(desk)
    work_off()

    text = desk.client.get(f"{EX}file/").getvalue().decode()
    assert own.reference in text
    assert other.reference not in text


def test_file_is_nobody_elses(desk, lead):
    ask(desk)
    work_off()
    other = Browser(somebody_as(HUB_LEAD))

    for part in ("", "file/", "progress/"):
        assert other.get(f"{EX}{part}").status == 404
    for verb in ("delete", "again"):
        assert other.post(f"{EX}{verb}/").status_code == 404
    assert "EX-2018-0001" not in other.get("/exports/").text


def test_file_is_not_for_its_owner_in_another_role(desk, lead):
    ask(desk)
    work_off()
    other_role = type(lead)(lead.user, GrantFactory(user=lead.user, role=TRUST_MANAGER.code))

    assert Browser(other_role).get(f"{EX}file/").status == 404


def test_file_is_gone_after_seven_days(desk, lead, clock):
    ask(desk)
    work_off()
    clock.forward(days=7)
    desk = Browser(lead)

    assert desk.client.get(f"{EX}file/").status_code == 404
    call_command("clean_up", verbosity=0)
    with acting_as(lead):
        assert not Export.objects.get().file
    assert "This file has been deleted." in desk.get(EX).text


def test_file_can_be_deleted_before(desk, lead):
    ask(desk)
    work_off()

    assert "You have no exports." in desk.send(f"{EX}delete/").text
    assert desk.get(f"{EX}file/").status == 404
    assert "This file was deleted, or made by now." in desk.send(f"{EX}delete/").text


def test_file_that_failed_says_so_and_can_be_started_again(desk, lead, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(downloads.ListDownload, "keys", lambda self: 1 / 0)
        ask(desk)
        work_off()
    assert "Something went wrong here" in desk.get(EX).text

    desk.post(f"{EX}again/")
    work_off()

    assert desk.get(EX).h1 == "Your file is ready"


def test_file_that_is_being_made_is_not_started_again(desk):
    ask(desk)

    assert "This file was deleted, or made by now." in desk.send(f"{EX}again/").text
