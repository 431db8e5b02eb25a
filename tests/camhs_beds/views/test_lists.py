"""The lists of requests and stays, their files, search, and what each role is shown."""

import datetime as dt

import pytest

from partnership.access.scope import as_the_system
from tests.browsing import Browser, Seen
from tests.camhs_beds.views.asking import at
from tests.factories import beds as make
from tests.factories.access import hub_officer, trust_manager
from tests.factories.forensic import ReferralFactory

LIST = "/camhs/requests/"


@pytest.fixture
def beth(db) -> Browser:
    return Browser(make.bed_coordinator(first_name="Beth", last_name="Beds"))


def found(seen: Seen) -> list[str]:
    return [row[0].split()[-1] for row in seen.rows if row and "CB-" in row[0]]


def test_list_opens_with_what_is_due_soonest_and_narrows(beth):
    routine = make.BedRequestFactory(response="routine")
    emergency = make.BedRequestFactory(response="emergency")
    late = make.BedRequestFactory(received_at=make.clock.now() - dt.timedelta(days=3), response="urgent")
    make.BedRequestFactory(state="withdrawn")
    seen = beth.get(LIST)
    assert found(seen) == [str(late), str(emergency), str(routine)]
    assert "Response overdue by 24 hours" in seen.text
    assert found(beth.get(LIST, clock="overdue")) == [str(late)]
    assert found(beth.get(LIST, response="emergency")) == [str(emergency)]
    assert len(found(beth.get(LIST, view="closed"))) == 1
    assert "No requests match these filters." in beth.get(LIST, type="deaf").text


@pytest.mark.usefixtures("menu_numbers")
def test_menu_counts_the_open_requests(beth):
    make.BedRequestFactory()
    header = " ".join(beth.get(LIST).all("nav"))
    assert "Requests 1 open request" in header


def test_file_is_asked_for_with_a_reason_and_holds_the_rows_of_the_list(beth):
    request, other = make.BedRequestFactory(response="emergency"), make.BedRequestFactory(response="routine")
    page = beth.get(f"{LIST}download/", response="emergency")
    assert "1 request" in page.text
    answer = beth.post(f"{LIST}download/?response=emergency", {"why": "For the sitrep"})
    text = answer.content.decode()
    assert request.reference in text
    assert other.reference not in text


def test_trust_manager_sees_the_requests_and_stays_of_the_own_trust(cedar):
    own, other = make.BedRequestFactory(person=make.young_person(borough="merton")), make.BedRequestFactory()
    stay = make.StayFactory(unit=cedar, person=make.young_person(borough="merton"))
    tim = Browser(trust_manager("swlstg"))
    assert found(tim.get(LIST)) == [str(own)]
    assert tim.get(at(other, "request-overview")).status == 404
    seen = tim.get(at(own, "request-overview"))
    assert seen.all("a", "portal-sub-navigation__link") == ["Overview", "Offers", "History"]
    assert "Withdraw" not in seen.text
    assert str(stay) in tim.get("/camhs/stays/").text
    assert tim.follow("/").links["CAMHS"] == LIST


def test_pathways_see_nothing_of_each_other(beth):
    request, referral = make.BedRequestFactory(), ReferralFactory()
    hana = Browser(hub_officer())
    assert hana.get(at(request, "request-overview")).status == 403
    assert hana.get(f"/camhs/people/{request.person}/").status == 404
    other_way = hana.get(f"/camhs/people/{referral.person}/")
    assert (other_way.status, "Requests" in other_way.links) == (200, False)
    assert beth.get(f"/forensic/referrals/{referral}/").status == 403
    assert beth.get(f"/forensic/people/{referral.person}/").status == 404
    for browser, mine, theirs in ((hana, referral, request), (beth, request, referral)):
        for words in (theirs.reference, theirs.person.reference, theirs.person.nhs_number, theirs.person.last_name):
            seen = browser.send("/search/", {"q": words})
            assert theirs.person.full_name not in seen.text, words
            assert theirs.reference not in " ".join(seen.links), words
        assert browser.send("/search/", {"q": mine.reference}).status == 200


def test_search_by_reference_number_and_name_leads_to_the_young_person(beth):
    request = make.BedRequestFactory()
    assert beth.send("/search/", {"q": request.reference}).path == at(request, "request-overview")
    assert beth.send("/search/", {"q": request.person.nhs_number}).path == f"/camhs/people/{request.person}/"
    assert request.reference in beth.send("/search/", {"q": request.person.last_name}).links


def what_is_to_do(browser) -> dict[str, tuple[str, str]]:
    """By reference: what, and the last name."""
    rows = [row for row in browser.get("/my-work/").rows if len(row) > 2 and row[1].startswith("Person ")]
    what = [row[0].removeprefix("What ").split(", ")[0] for row in rows]
    who = [row[1].removeprefix("Person ").split(",")[0] for row in rows]
    return {row[2].removeprefix("About "): told for row, told in zip(rows, zip(what, who, strict=True), strict=True)}


def test_my_work_says_what_comes_next(beth, cedar, clock):
    new, offer = make.BedRequestFactory(), make.offered(cedar)
    asked = make.AskFactory(unit=cedar).request
    held = make.ReservationFactory(bed=make.bed(cedar)).request
    with as_the_system("the test looks"):
        held.person, asked.person, offer.person  # noqa: B018 - looked up before anybody's scope is set
        new.person  # noqa: B018
    seen = what_is_to_do(beth)
    assert seen[new.reference] == ("Find a bed", new.person.last_name.upper())
    assert seen[offer.reference] == ("Reserve a bed", offer.person.last_name.upper())
    assert seen[asked.reference] == ("Waiting for an answer from a unit", asked.person.last_name.upper())
    assert seen[held.reference] == ("Bed reserved until 16 April 2018 at 1:00pm", held.person.last_name.upper())
    clock.forward(hours=5)
    assert what_is_to_do(beth)[held.reference][0] == "Reserve again: the time ran out"


def test_somebody_who_is_seventeen_and_a_half_is_flagged(beth):
    request = make.BedRequestFactory(person=make.young_person(date_of_birth=dt.date(2000, 10, 16)))
    assert "17½ or over" in beth.get(at(request, "request-overview")).text
    assert "17½ or over" in beth.get(LIST).text
