import io
import zipfile
from decimal import Decimal

import pytest

from partnership.board.models import Claim, Pack, PackIssue
from tests.factories import measures as make
from tests.factories.base import aside

pytestmark = pytest.mark.django_db
NEW = {
    "meeting": "Partnership board", "meets_on_day": "26", "meets_on_month": "4", "meets_on_year": "2018",
    "month": "2018-03", "audience": "internal",
    "sections": ["asks", "summary", "group-complex-care", "savings", "claims", "quality", "definitions"],
}  # fmt: skip


@pytest.fixture
def figures():
    make.enter([61, 48])


@pytest.fixture
def pack(priya, figures) -> str:
    """Made, and its address."""
    priya.send("/board/packs/new/", NEW)
    with aside():
        return f"/board/packs/{Pack.objects.get().reference}/"


def issue(browser, pack, **more):
    form = browser.get(f"{pack}issue/")
    return browser.send(f"{pack}issue/", {"version": form.value("version"), "confirmed": "on", **more})


def test_new_pack_leads_to_its_preview(priya, figures):
    seen = priya.send("/board/packs/new/", NEW)

    assert seen.path.endswith("/preview/")
    assert "Bexley: people ready for discharge" in seen.text
    assert "1 measure has no commentary" in seen.text


def test_new_pack_with_nothing_in_it_says_so(priya):
    seen = priya.send("/board/packs/new/", {**NEW, "sections": []})

    assert seen.errors == ["Select at least 1 section"]


def test_draft_shows_the_board_no_figure(ben, pack):
    seen = ben.get(pack)

    assert "This pack has not been issued yet." in seen.text
    assert "48 people" not in seen.text
    assert ben.get(f"{pack}preview/").status == 403


def test_issue_asks_to_confirm_what_has_no_commentary(priya, pack):
    form = priya.get(f"{pack}issue/")

    seen = priya.send(f"{pack}issue/", {"version": form.value("version")})

    assert seen.errors == ["Confirm ‘No commentary’, or add the commentary first"]


def test_issued_pack_is_read_by_the_board_with_contents_charts_and_tables(priya, ben, pack):
    issue(priya, pack)

    seen = ben.get(pack)

    assert "Version 1, issued by Priya Prog" in seen.text
    assert "In March 2018 there were 48 people ready for discharge." in seen.text
    assert [attrs for tag, attrs, _ in seen.elements if attrs.get("data-testid") == "chart-bexley-ready-for-discharge"]
    assert seen.links["Published claims"] == "#claims"


def test_issued_pack_stays_as_it_was_when_figures_change(priya, ben, pack):
    issue(priya, pack)
    before = ben.get(pack).text
    with aside():
        from partnership.arithmetic import clock
        from partnership.measures.models import Value

        Value.objects.filter(value=48).update(superseded_at=clock.now())
    make.enter([999], version=2, why="Counted again")

    assert ben.get(pack).text == before


def test_pack_issued_again_says_why_and_keeps_the_first(priya, ben, pack):
    issue(priya, pack)
    form = priya.get(f"{pack}commentary/")
    priya.send(f"{pack}commentary/", {"version": form.value("version"), "summary": "Fewer again."})
    issue(priya, pack, why="The summary was missing")

    seen = ben.get(pack)
    assert "Changes since version 1" in seen.all("h2")
    assert "Summary: now says ‘Fewer again.’" in seen.text
    first = ben.get(f"{pack}versions/1/")
    assert "This is not the last version." in first.text
    assert "Fewer again." not in first.text


def test_data_of_a_version_is_the_same_file_each_time(priya, ben, pack):
    issue(priya, pack)

    first, again = (ben.client.get(f"{pack}versions/1/data/").content for _ in range(2))

    names = zipfile.ZipFile(io.BytesIO(first)).namelist()
    assert first == again
    assert {"about.csv", "claims.csv", "bexley-ready-for-discharge.csv"} <= set(names)


def test_public_pack_has_no_money_but_what_was_published(priya, ben, figures):
    make.enter([Decimal(4_567_891), Decimal(4_567_892)], measure="approved-reinvestment")
    priya.send("/board/packs/new/", {**NEW, "audience": "public"})
    with aside():
        pack = f"/board/packs/{Pack.objects.get().reference}/"
        claim = f"/board/claims/{Claim.objects.get(in_words='£4.63m').slug}/"
    priya.send(f"{claim}why/", {"text": "By now it is 4,567,892 pounds"})
    issue(priya, pack)

    seen = ben.get(pack)

    assert "Savings and reinvestment" not in seen.all("h2")
    assert "Lambeth: saving" not in seen.all("h3")
    assert "£4.63m" in seen.text
    assert "4,567,892" not in seen.text
    package = zipfile.ZipFile(io.BytesIO(ben.client.get(f"{pack}versions/1/data/").content))
    assert "4567892" not in package.read("claims.csv").decode()


def test_pack_of_a_trust_is_for_that_trust_alone(tess, ben, priya, figures):
    seen = tess.send("/board/packs/new/", {**NEW, "sections": ["summary", "quality"]})
    with aside():
        pack = f"/board/packs/{Pack.objects.get().reference}/"

    assert "SLaM" in seen.text
    assert [browser.get(pack).status for browser in (tess, ben, priya)] == [200, 404, 404]


def test_pack_offers_pdf_only_where_it_can_be_made(priya, ben, pack, monkeypatch):
    issue(priya, pack)

    assert "To keep it as PDF, print this page" in ben.get(pack).text


def test_history_of_a_pack_tells_who_issued_it(priya, ben, pack):
    issue(priya, pack)

    assert "Issued" in ben.get(f"{pack}history/").text
    with aside():
        assert PackIssue.objects.count() == 1
