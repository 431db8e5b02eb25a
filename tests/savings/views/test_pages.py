import datetime as dt
from decimal import Decimal

import pytest

from partnership.access.scope import acting_as, as_the_system
from partnership.savings.actions import savings
from partnership.savings.models import Reinvestment, Saving
from partnership.savings.vocabulary import Quality, State
from partnership.work.models import Draft
from tests.browsing import Browser
from tests.factories import savings as make

pytestmark = pytest.mark.django_db
SAVINGS, SCHEMES = "/partnership/savings/", "/partnership/reinvestment/"
TABS = ("", "months/", "shares/", "evidence/", "corrections/", "history/")


def of(saving) -> str:
    return f"{SAVINGS}{saving.reference}/"


@pytest.mark.parametrize("tab", TABS)
def test_saving_shows_each_tab_to_the_board_without_a_way_to_change(ben, tab):
    figure = make.confirmed(saving__title="Legal services")
    page = ben.get(of(figure.saving) + tab)
    assert page.status == 200
    assert "Legal services" in page.h1
    assert not {"Correct this", "Change", "Start delivery"} & set(page.links)


def test_shares_of_a_saving_sum_to_it(ben):
    figure = make.confirmed(actual=Decimal("100.00"))
    rows = [row for row in ben.get(f"{of(figure.saving)}shares/").rows if row and row[0].endswith("March 2018")]
    assert [cell.split()[-1] for cell in rows[0][1:]] == ["£100.00", "£33.34", "£33.33", "£33.33"]


def test_saving_that_waits_for_its_quality_impact_assessment_has_it_recorded_and_starts(priya):
    agreed = make.SavingFactory(state=State.AGREED, quality=Quality.NOT_DONE)
    assert "Record the quality impact assessment" in priya.get(of(agreed)).links

    recorded = priya.send(f"{of(agreed)}quality/", {"quality": "done"})

    assert "Start delivery" in recorded.links
    assert "Record the quality impact assessment" not in recorded.links


def test_list_is_filtered_and_downloaded_as_it_stands(ben):
    make.SavingFactory(title="Legal services", category="legal")
    make.SavingFactory(title="One payroll", category="payroll")

    page = ben.get(SAVINGS, category="payroll")
    file = ben.client.get(f"{SAVINGS}download/?category=payroll")

    assert any("One payroll" in row[0] for row in page.rows)
    assert not any("Legal services" in row[0] for row in page.rows)
    assert "One payroll" in file.content.decode()
    assert "Legal services" not in file.content.decode()


def test_potential_savings_stand_in_a_view_of_their_own(ben):
    make.SavingFactory(title="Legal services", state=State.PLANNED)
    make.SavingFactory(title="One payroll")
    assert [row[0] for row in ben.get(SAVINGS, view="potential").rows if row[:1] != ["Saving"]] == ["Legal services"]


def test_new_saving_goes_over_its_pages_to_the_check_with_each_trusts_share(priya, lead):
    about = {"title": "Legal services", "programme": _programme(), "category": "legal", "owner": lead.user_id}
    money = {
        "recurring": "yes", "cash_releasing": "yes", "held_by": "all", "planned": "180000", "spread": "equally",
        "starts_on_day": "1", "starts_on_month": "4", "starts_on_year": "2018",
    }  # fmt: skip
    page = priya.send(f"{SAVINGS}new/", about)
    page = priya.send(page.path, money)
    page = priya.send(page.path, {"quality": "not_done"})

    assert page.h1 == "Check your answers before saving"
    assert "Oxleas £60,000.00" in page.text
    seen = page.value("seen")
    done = priya.send(page.path, {"seen": seen})

    assert "SV-2018-" in done.text
    with as_the_system("read"):
        saving = Saving.objects.get()
        assert (saving.planned, saving.state, saving.quality) == (180000, State.PLANNED, Quality.NOT_DONE)
        assert Draft.objects.get().became == saving.reference


def test_new_saving_by_month_that_does_not_add_up_says_what_it_comes_to(priya, lead):
    about = {"title": "Legal services", "programme": _programme(), "category": "legal", "owner": lead.user_id}
    money = {
        "recurring": "yes", "cash_releasing": "yes", "held_by": "slam", "planned": "180000", "spread": "by_month",
        "starts_on_day": "1", "starts_on_month": "4", "starts_on_year": "2018",
    }  # fmt: skip
    page = priya.send(f"{SAVINGS}new/", about)
    page = priya.send(page.path, money)
    assert "The months add up to the planned saving, £180,000.00." in page.text
    page = priya.send(page.path, {"2018-04": "170000"})

    told = " ".join(page.all("div", "nhsuk-error-summary"))
    assert "Monthly amounts add up to £170,000.00 but the planned saving is £180,000.00" in told


def test_new_saving_with_nothing_entered_asks_for_each(priya):
    page = priya.send(f"{SAVINGS}new/", {})
    assert "Enter the title" in page.errors


def _programme() -> int:
    from partnership.organisations.models import Programme

    return Programme.objects.get(slug="infrastructure").pk


def test_life_of_a_saving_over_its_pages(priya, tess):
    saving = make.SavingFactory(state=State.PLANNED, quality=Quality.DONE)
    assert "Agree" in tess.get(of(saving)).links
    tess.send(f"{of(saving)}agree/", {"minute": "PB 2018-04, item 6"})
    for step in ("start", "deliver", "close"):
        page = priya.send(f"{of(saving)}{step}/", {})
        assert page.status == 200, page.text
    assert "Closed" in priya.get(of(saving)).text


def test_saving_that_was_agreed_is_corrected_with_the_old_value_struck_through(priya, lead):
    saving = make.SavingFactory(title="Legl services")
    form = {
        "why": "wrong_value", "explanation": "Spelling", "title": "Legal services", "programme": _programme(),
        "category": "legal", "owner": saving.owner_id, "recurring": "yes", "cash_releasing": "yes", "held_by": "slam",
        "starts_on_day": "1", "starts_on_month": "4", "starts_on_year": "2017", "quality": "done",
    }  # fmt: skip
    page = priya.send(f"{of(saving)}correct/", form)
    assert page.all("del") == ["Legl services"]


def test_correction_of_a_closed_month_says_where_it_goes(priya, closed_march):
    page = priya.get(f"{of(closed_march.saving)}months/{closed_march.pk}/correct/")
    assert "the difference becomes a new entry in April 2018" in page.text


def test_evidence_is_a_link_or_a_file_and_is_removed_with_a_reason(priya):
    saving = make.SavingFactory()
    link = {"kind": "link", "link": "https://example.nhs.uk/report", "name": "The report"}
    page = priya.send(f"{of(saving)}evidence/new/", link)
    assert page.links["The report"] == "https://example.nhs.uk/report"
    page = priya.send(page.links["Remove The report"], {"why": "The wrong one"})
    assert page.all("s") == ["The report"]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://example.org", "http://", "\x00", "x" * 600])
def test_evidence_that_is_no_address_is_refused(priya, link):
    saving = make.SavingFactory()
    page = priya.send(f"{of(saving)}evidence/new/", {"kind": "link", "link": link, "name": "The report"})
    assert page.status == 422


def test_settlement_is_drawn_up_by_one_trust_and_closed_by_another(tess, fin):
    make.confirmed(actual=Decimal("300.00"))
    month = f"{SAVINGS}settlements/2018-03/"

    page = tess.send(f"{month}draw-up/", {})
    assert "Close the month" not in page.links
    assert "SLaM pays Oxleas £100.00" in page.text
    seen = {"minute": "PB 2018-04, item 3", "version": fin.get(f"{month}close/").value("version")}
    Browser(make.manager("swlstg")).send(f"{month}draw-up/")
    page = fin.send(f"{month}close/", seen)
    assert "has changed since you opened it" in " ".join(page.all("div", "nhsuk-error-summary"))
    page = fin.send(f"{month}close/", {**seen, "version": page.value("version")})

    assert "March 2018 is settled and closed." in " ".join(page.all("div"))
    file = fin.client.get(f"{month}download/").content.decode()
    assert "2018-03-01,Closed,Oxleas,0.00,100.00,100.00" in file


def test_settlement_of_a_month_that_waits_for_a_trust_is_not_offered(tess):
    make.sent()
    page = tess.get(f"{SAVINGS}settlements/2018-03/")
    assert "No payments due so far." in page.text
    assert "Draw up the settlement" not in page.text


def test_settlement_with_nothing_confirmed_is_refused_in_a_sentence(tess):
    page = tess.send(f"{SAVINGS}settlements/2018-03/draw-up/", {})
    assert "nothing to settle" in " ".join(page.all("div"))


@pytest.mark.parametrize("month", ["2018-13", "march", "9999-01"])
def test_settlement_of_no_month_is_not_there(tess, month):
    assert tess.get(f"{SAVINGS}settlements/{month}/").status == 404


def test_reinvestment_is_proposed_by_one_and_approved_by_another(priya, tess):
    make.confirmed(actual=Decimal("500.00"))
    proposal = {"title": "Outreach", "area": "camhs", "amount": "600", "recurring": "no", "funding": "savings"}
    page = priya.send(f"{SCHEMES}new/", proposal)
    with as_the_system("read"):
        scheme = Reinvestment.objects.get()
    here = f"{SCHEMES}{scheme.reference}/"

    page = tess.send(f"{here}approve/", {"minute": "PB 2018-04, item 6"})
    assert "This is £100.00 more than is available" in " ".join(page.all("div", "nhsuk-error-summary"))
    priya.send(f"{here}change/", {**proposal, "amount": "500"})
    page = tess.send(f"{here}approve/", {"minute": "PB 2018-04, item 6"})

    assert "The scheme is approved." in " ".join(page.all("div"))
    assert "Approved" in tess.get(SCHEMES).text


def test_reinvestment_without_an_amount_says_so(ben):
    make.ReinvestmentFactory(title="Central commissioning hub", amount=None)
    assert "Amount not published" in ben.get(SCHEMES).text


def test_board_page_adds_up_down_and_across(ben):
    make.confirmed(actual=Decimal("100.00"))
    make.confirmed(actual=Decimal("0.01"))
    rows = {row[0]: row[1:] for row in ben.get("/board/savings/", year="2017-18").rows if len(row) == 7}
    total = rows["All programmes"]
    assert total[1] == "£100.01"
    assert sum(Decimal(share.strip("£")) for share in total[3:]) == Decimal("100.01")


def test_board_page_says_which_months_wait_for_confirmation(ben):
    make.confirmed(month=dt.date(2018, 2, 1))
    make.sent()
    page = ben.get("/board/savings/", year="2017-18")
    assert "Actuals of March 2018 wait for confirmation and are not in the chart." in page.text


def test_board_page_still_counts_what_was_confirmed_of_a_saving_that_was_stopped(ben, lead):
    figure = make.confirmed(actual=Decimal("90.00"))
    with acting_as(lead):
        savings.stop(saving=figure.saving, why="The contract ended", by=lead)

    rows = {row[0]: row[1:] for row in ben.get("/board/savings/", year="2017-18").rows if len(row) == 7}

    assert rows["All programmes"][1] == "£90.00"


def test_board_page_keeps_potential_apart(ben):
    make.SavingFactory(state=State.PLANNED, planned=Decimal("180000.00"))
    page = ben.get("/board/savings/", year="2017-18")
    assert "£180,000.00 a year might be saved" in page.text
    assert "No savings are confirmed for this year." in page.text


def test_pages_of_savings_are_not_for_the_hub():
    from tests.factories.access import hub_officer

    hana = Browser(hub_officer())
    for url in (SAVINGS, SCHEMES, "/board/savings/", f"{SAVINGS}settlements/"):
        assert hana.get(url).status == 403


def test_my_work_shows_what_waits_for_ones_own_trust(tess, fin):
    figure = make.sent(saving__title="Legal services")
    tess.send(
        "/partnership/savings/confirm/?period=2018-03",
        {f"response_{figure.pk}": "confirm", f"sending_{figure.pk}": "1"},
    )
    assert "Legal services" not in tess.get("/my-work/").text
    assert "Confirm: Legal services, March 2018" in fin.get("/my-work/").text
