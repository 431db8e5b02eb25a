"""The pages of a referral: what they say of it, to whom, and what can be done from each state."""

import datetime as dt

import pytest

from forensic_hub.referrals.actions import corrections
from forensic_hub.referrals.vocabulary import State
from partnership.access.scope import acting_as, as_the_system
from partnership.arithmetic import clock
from partnership.records.models import Read
from tests.browsing import Browser
from tests.factories.access import trust_manager
from tests.factories.forensic import (
    AssessmentFactory,
    ClosureFactory,
    DecisionFactory,
    InformationRequestFactory,
    PanelFactory,
    ReferralFactory,
    RequestedItemFactory,
    legal_status,
)

TABS = ("overview", "assessment", "panel", "notes", "documents", "history")


@pytest.mark.parametrize("state", State)
def test_tabs_in_every_state_open_for_the_hub(hana, at, state):
    referral = ReferralFactory(state=state)

    for tab in TABS:
        seen = hana.get(at(referral, f"referral-{tab}"))

        assert referral.reference in seen.h1


@pytest.mark.parametrize("tab", TABS)
def test_tab_for_the_persons_own_trust_opens_and_for_another_is_not_found(at, tab, db):
    referral = ReferralFactory(borough="lambeth")
    theirs, others = Browser(trust_manager("slam")), Browser(trust_manager("oxleas"))

    assert theirs.get(at(referral, f"referral-{tab}")).status == 200
    assert others.get(at(referral, f"referral-{tab}")).status == 404


def test_overview_read_is_logged(hana, officer, at):
    referral = ReferralFactory()

    hana.get(at(referral, "referral-overview"))

    with as_the_system("a test reads the log"):
        (read,) = Read.objects.filter(user=officer.user)
    assert (read.references, read.how) == ([referral.reference], Read.How.VIEW)


@pytest.mark.parametrize(
    ("state", "main"),
    [
        (State.NEW, "Triage"),
        (State.WAITING, "Record information received"),
        (State.ASSESSMENT_DUE, "Book assessment"),
        (State.ASSESSMENT_BOOKED, "Record assessment"),
        (State.AWAITING_DECISION, "Record decision"),
        (State.NOT_ACCEPTED, "Reopen referral"),
        (State.WITHDRAWN, "Reopen referral"),
    ],
)
def test_record_in_a_state_offers_what_comes_next(hana, at, state, main):
    panel = PanelFactory() if state == State.AWAITING_DECISION else None
    referral = ReferralFactory(state=state, panel=panel)

    seen = hana.get(at(referral, "referral-overview"))

    assert main in seen.all("a", "nhsuk-button--small")


def test_record_that_waits_names_the_page_of_several_moves_as_in_any_other_state(hana, at):
    seen = hana.get(at(ReferralFactory(state=State.WAITING), "referral-overview"))

    assert "Triage" in seen.links
    assert "Not accepted" not in seen.links


def test_record_in_bed_search_has_no_button_for_what_comes_next(hana, at):
    seen = hana.get(at(ReferralFactory(state=State.BED_SEARCH), "referral-overview"))

    assert "Withdraw referral" in seen.links
    assert "Withdraw referral" not in seen.all("a", "nhsuk-button--small")


def test_record_of_an_undecided_referral_tells_the_lead_why_there_is_nothing_to_correct(leo, at):
    referral = ReferralFactory(state=State.AWAITING_DECISION)

    seen = leo.get(at(referral, "referral-overview"))

    assert f"No panel has decided on {referral} yet." in seen.text
    assert "Correct the decision" not in seen.links


def test_record_shows_no_actions_to_a_trust_manager(at, db):
    referral = ReferralFactory(borough="lambeth")

    seen = Browser(trust_manager("slam")).get(at(referral, "referral-overview"))

    assert not {"Triage", "Withdraw referral", "Correct this referrer", "Change which documents we have"} & set(
        seen.links
    )


def test_overview_says_how_the_clock_was_worked_out(hana, at):
    received = dt.datetime(2018, 4, 9, 9, tzinfo=clock.LONDON)
    request = InformationRequestFactory(
        referral__received_at=received, sent_at=dt.datetime(2018, 4, 10, 9, tzinfo=clock.LONDON),
        ended_at=dt.datetime(2018, 4, 12, 9, tzinfo=clock.LONDON), ending="received",
        ended_by=ReferralFactory().logged_by, referral__state=State.NEW, referral__priority="urgent",
    )  # fmt: skip

    seen = hana.get(at(request.referral, "referral-overview"))

    assert "The target for triage of an urgent referral is 2 working days." in seen.text
    assert "It is counted from 9 April 2018, the day it was received." in seen.text
    assert "11 April 2018 to 12 April 2018, 2 days, are left out: the hub was waiting for information." in seen.text


def test_overview_of_somebody_in_prison_says_who_set_day_zero_and_why(hana, at, officer):
    referral = ReferralFactory(
        legal_status=legal_status("s47"), day_zero_on=dt.date(2018, 4, 10), day_zero_why="The prison wrote that day",
        day_zero_by=officer.user, day_zero_at=clock.now(),
    )  # fmt: skip

    seen = hana.get(at(referral, "referral-overview"))

    assert "Hana Hub, 16 April 2018 at 9:00am" in seen.text
    assert "The prison wrote that day" in seen.text
    assert "24 April 2018" in seen.text
    assert "First assessment due in 8 days" in seen.text


def test_overview_without_day_zero_offers_to_set_it(hana, at):
    referral = ReferralFactory(legal_status=legal_status("s48"))

    assert "Set day 0" in hana.get(at(referral, "referral-overview")).links


def test_overview_strikes_through_what_was_corrected(hana, at, officer):
    referral = ReferralFactory()
    with acting_as(officer):
        corrections.correct(
            row=referral,
            changes={"priority": "urgent"},
            why="wrong_value",
            explanation="The letter says so.",
            by=officer,
        )

    seen = hana.get(at(referral, "referral-overview"))

    assert "Routine" in seen.all("del")
    assert "Corrected on 16 April 2018: The letter says so." in seen.text


def test_overview_keeps_what_was_asked_and_answered(hana, at):
    referral = ReferralFactory(answers=[{"page": "Legal status", "answers": [["An old question", "An old answer"]]}])

    seen = hana.get(at(referral, "referral-overview"))

    assert "An old question" in seen.text
    assert "An old answer" in seen.text


def test_overview_of_a_closed_referral_says_why(hana, at):
    closure = ClosureFactory(explanation="No forensic history.")

    seen = hana.get(at(closure.referral, "referral-overview"))

    assert "Does not meet criteria" in seen.text
    assert "No forensic history." in seen.text


def test_overview_of_a_waiting_referral_says_what_is_outstanding(hana, at):
    referral = RequestedItemFactory(paper="care_plan").request.referral

    seen = hana.get(at(referral, "referral-overview"))

    assert "Waiting for information" in seen.text
    assert "Care plan" in seen.text
    assert "23 April 2018" in seen.text


def test_history_tells_one_press_as_one_entry(hana, at, officer):
    referral = ReferralFactory()
    hana.send(at(referral, "referral-ask-for-information"), needed=["care_plan", "risk_assessment"],
              sent_to="a.example@example.nhs.uk", chase_every="5", confirmed="yes")  # fmt: skip

    seen = hana.get(at(referral, "referral-history"))

    assert seen.all("h3", "portal-timeline__title") == ["Information asked for", "Referral logged"]
    assert "by Hana Hub, Hub officer" in seen.text
    assert "Asked for: Care plan" in seen.text


def test_history_links_to_what_can_be_corrected(leo, hana, at):
    decision = DecisionFactory()
    with as_the_system("the referral follows its decision"):
        type(decision.referral).objects.filter(pk=decision.referral_id).update(decision=decision)

    assert (
        at(decision.referral, "decision-correct") in leo.get(at(decision.referral, "referral-history")).links.values()
    )
    assert (
        at(decision.referral, "decision-correct")
        not in hana.get(at(decision.referral, "referral-history")).links.values()
    )


def test_pages_of_a_booking_open(hana, at):
    referral = AssessmentFactory().referral

    for page in ("assessment-rebook", "assessment-cancel", "assessment-record"):
        seen = hana.get(at(referral, page))
        assert (seen.status, "Back" in seen.links) == (200, True)


def test_history_names_the_role_of_whoever_corrected_and_what_changed(leo, hana, at):
    referral = ReferralFactory()
    hana.send(at(referral, "referral-take"))
    typed = {"priority": "urgent", "security_asked": "medium", "reason": "An assessment is asked for.",
             "why": "wrong_value", "explanation": "The letter says so."}  # fmt: skip
    leo.send(at(referral, "need-correct"), typed)

    seen = hana.get(at(referral, "referral-history"))

    assert "by Leo Lead, Hub lead 16 April 2018 at 9:00am" in seen.text
    assert "Owner changed" in seen.all("h3")
    assert "Changed" not in seen.all("h3")
