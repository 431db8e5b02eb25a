"""What the hub puts into My work, search and the menu, for whom."""

import datetime as dt

import pytest

from forensic_hub.referrals.vocabulary import State
from partnership.access.roles import BOARD_MEMBER, PROGRAMME_LEAD
from tests.access.factories import somebody_as
from tests.browsing import Browser
from tests.factories.access import hub_lead, hub_officer, trust_manager
from tests.factories.forensic import (
    AssessmentFactory,
    ChaseFactory,
    InformationRequestFactory,
    PanelFactory,
    ReferralFactory,
    legal_status,
)
from tests.factories.people import PersonFactory, nhs_number

YESTERDAY, TOMORROW = dt.date(2018, 4, 15), dt.date(2018, 4, 17)


@pytest.fixture
def hana(officer) -> Browser:
    return Browser(officer)


def needs_action(seen) -> dict[str, str]:
    """Reference to what is to be done, in the first table of My work."""
    return {
        row[2].removeprefix("About "): row[0].removeprefix("What ").split(" ,")[0]
        for row in seen.rows
        if len(row) >= 5 and "FR-" in row[2]
    }


@pytest.mark.parametrize(("state", "what"), [(State.NEW, "Triage"), (State.ASSESSMENT_DUE, "Book the assessment")])
def test_my_work_holds_ones_own_referral_by_what_comes_next(hana, officer, state, what):
    mine, _ = ReferralFactory(owner=officer.user, state=state), ReferralFactory(state=state)

    assert needs_action(hana.get("/my-work/")) == {mine.reference: what}


def test_my_work_says_what_is_waited_for_until_its_day(hana, officer, clock):
    waiting = InformationRequestFactory(referral__owner=officer.user, referral__state=State.WAITING, chase_on=TOMORROW)
    booked = AssessmentFactory(referral__owner=officer.user, referral__state=State.ASSESSMENT_BOOKED).referral
    to_panel = ReferralFactory(
        owner=officer.user, state=State.AWAITING_DECISION, panel=PanelFactory(meets_on=TOMORROW)
    )  # fmt: skip

    today = hana.get("/my-work/")
    clock.forward(days=1)
    tomorrow = Browser(officer).get("/my-work/")

    assert "Needs action (0)" in today.text
    assert "Information asked for, to be chased on 17 April 2018" in today.text
    assert "Assessment booked for 17 April 2018" in today.text
    assert "Panel on 17 April 2018" in today.text
    assert needs_action(tomorrow) == {
        waiting.referral.reference: "Chase the information asked for",
        booked.reference: "Record the assessment",
        to_panel.reference: "Record the panel's decision",
    }


def test_my_work_of_whoever_asked_says_when_to_chase_what_nobody_has(hana, officer, clock):
    request = InformationRequestFactory(chase_on=TOMORROW, sent_by=officer.user)
    InformationRequestFactory(chase_on=TOMORROW)

    today = needs_action(hana.get("/my-work/"))
    clock.forward(days=1)

    assert today == {}
    assert needs_action(Browser(officer).get("/my-work/")) == {
        request.referral.reference: "Chase the information asked for"
    }


def test_my_work_leads_to_exactly_the_unassigned_that_are_overdue(hana, officer):
    late = ReferralFactory(received_at=dt.datetime(2018, 3, 1, 9, tzinfo=dt.UTC))
    ReferralFactory(received_at=dt.datetime(2018, 3, 1, 9, tzinfo=dt.UTC), owner=officer.user)
    ReferralFactory()

    seen = hana.get("/my-work/")

    assert "2 unassigned referrals" in seen.links
    rows = hana.follow(seen.links["1 unassigned and overdue"]).rows
    assert [row[0] for row in rows if "FR-" in row[0]] == [f"Reference {late.reference}"]


def test_my_work_and_the_list_agree_that_a_decision_is_overdue(hana, officer):
    PanelFactory(meets_on=YESTERDAY)
    ReferralFactory(owner=officer.user, state=State.AWAITING_DECISION, panel=PanelFactory(meets_on=YESTERDAY))

    (in_my_work,) = [row for row in hana.get("/my-work/").rows if "FR-" in row[2]]
    (in_the_list,) = [row for row in hana.get("/forensic/referrals/", clock="overdue").rows if "FR-" in row[0]]

    assert "Overdue" in in_my_work[3]
    assert "Clock Decision 1 day overdue" in in_the_list


def test_my_work_asks_for_day_zero_of_a_transfer_from_prison(hana, officer):
    referral = ReferralFactory(owner=officer.user, state=State.BED_SEARCH, legal_status=legal_status("s47"))

    assert needs_action(hana.get("/my-work/")) == {referral.reference: "Set day 0 of the transfer"}


def test_my_work_asks_for_a_panel_where_there_is_none(hana, officer):
    referral = ReferralFactory(owner=officer.user, state=State.AWAITING_DECISION)

    assert needs_action(hana.get("/my-work/")) == {referral.reference: "Arrange a panel"}


def test_my_work_of_the_lead_holds_what_nobody_has_and_hands_it_out(db):
    leo, to = Browser(hub_lead()), hub_officer(first_name="Omar", last_name="Officer")
    referral = ReferralFactory()

    before = leo.get("/my-work/")
    after = leo.send("/my-work/assign/", items=[f"referral-unassigned:{referral.reference}"], to=to.user.pk)

    assert needs_action(before) == {referral.reference: "Assign"}
    assert "1 item was assigned to Omar Officer." in after.text
    assert needs_action(Browser(to).get("/my-work/")) == {referral.reference: "Triage"}


def test_my_work_of_the_lead_tells_of_information_chased_three_times(db):
    request = InformationRequestFactory(referral__owner=hub_officer().user, referral__state=State.WAITING)
    for number in (1, 2, 3):
        ChaseFactory(request=request, number=number)

    assert needs_action(Browser(hub_lead()).get("/my-work/")) == {
        request.referral.reference: "Information chased 3 times"
    }


@pytest.mark.usefixtures("menu_numbers")
def test_badge_counts_exactly_the_rows(hana, officer):
    ReferralFactory.create_batch(3, owner=officer.user)

    seen = hana.get("/my-work/")

    assert "Needs action (3)" in seen.text
    assert "My work 3 items need action" in seen.links


@pytest.mark.usefixtures("menu_numbers")
def test_badge_asked_for_again_in_the_same_minute_is_of_the_rows_as_they_are(hana, officer):
    ReferralFactory(owner=officer.user)
    assert "My work 1 item needs action" in hana.get("/help/").links

    ReferralFactory(owner=officer.user)

    assert "My work 2 items need action" in hana.get("/help/").links


def test_my_work_is_empty_for_a_trust_manager(db):
    ReferralFactory(borough="lambeth")

    seen = Browser(trust_manager("slam")).get("/my-work/")

    assert "You have nothing to do right now." in seen.text
    assert "Your drafts" not in seen.text
    assert "unassigned" not in seen.text


# Search


def test_search_by_reference_opens_the_record(hana):
    referral = ReferralFactory()

    assert hana.post("/search/", q=referral.reference)["Location"] == f"/forensic/referrals/{referral.reference}/"


def test_search_by_nhs_number_opens_the_person(hana):
    person = PersonFactory(nhs_number=nhs_number(777))

    assert hana.post("/search/", q=person.nhs_number)["Location"] == f"/forensic/people/{person.reference}/"


def test_search_by_name_shows_the_person_and_their_referrals(hana):
    referral = ReferralFactory(person__last_name="Zeddington")

    seen = hana.send("/search/", q="zedding")

    assert "People (1)" in seen.text
    assert "Referrals (1)" in seen.text
    assert referral.reference in seen.text


def test_search_finds_nothing_of_another_trust(db):
    referral = ReferralFactory(borough="bexley", person__last_name="Zeddington")
    tess = Browser(trust_manager("slam"))

    for typed in (referral.reference, referral.person.reference, referral.person.nhs_number, "Zeddington"):
        seen = tess.send("/search/", q=typed)
        assert seen.status == 200
        assert "Robin" not in seen.text


# The menu


@pytest.mark.parametrize(
    ("who", "menu"),
    [
        (hub_officer, ["My work", "Referrals", "Panels", "On duty", "Targets"]),
        (hub_lead, ["My work", "Referrals", "Panels", "On duty", "Targets"]),
        (lambda: trust_manager("slam"), ["My work", "Forensic"]),
        (lambda: somebody_as(BOARD_MEMBER), ["Forensic"]),
        (lambda: somebody_as(PROGRAMME_LEAD), ["My work", "Forensic"]),
    ],
)
def test_menu_of_each_role_opens(db, who, menu):
    browser = Browser(who())
    home = browser.get("/help/")
    items = {text.split(" 0")[0]: href for text, href in home.links.items() if text.split(" 0")[0] in menu}

    assert sorted(items) == sorted(menu)
    assert {browser.get(href).status for href in items.values()} == {200}


def test_board_member_begins_with_what_needs_attention(db):
    assert Browser(somebody_as(BOARD_MEMBER)).client.get("/")["Location"] == "/board/"
