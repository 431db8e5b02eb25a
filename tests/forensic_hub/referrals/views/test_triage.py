"""The first look at a referral."""

import pytest

from forensic_hub.referrals.vocabulary import State
from partnership.access.scope import as_the_system
from tests.browsing import Browser
from tests.factories.access import trust_manager
from tests.factories.forensic import InformationRequestFactory, ReferralFactory


def now(referral):
    with as_the_system("a test looks"):
        referral.refresh_from_db()
        return referral


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({}, "Select what you want to do"),
        ({"what": "not_accept", "explanation": "x"}, "Select the reason this referral was not accepted"),
        ({"what": "not_accept", "why": "criteria"}, "Enter the explanation"),
        ({"what": "send_on", "why_sent_on": "x"}, "Enter the service it is sent to"),
        ({"what": "dance"}, "Select what you want to do"),
    ],
)
def test_triage_with_something_missing_says_what(hana, at, typed, error):
    referral = ReferralFactory()

    seen = hana.send(at(referral, "referral-triage"), typed)

    assert error in seen.errors
    assert seen.title.startswith("Error: ")
    assert now(referral).state == State.NEW


def test_triage_says_by_when_an_accepted_referral_is_assessed(hana, at):
    seen = hana.get(at(ReferralFactory(priority="urgent"), "referral-triage"))

    assert "The assessment is due by 23 April 2018." in seen.text


def test_triage_accepts(hana, at):
    referral = ReferralFactory()

    seen = hana.send(at(referral, "referral-triage"), what="accept")

    assert f"{referral} is accepted for assessment." in seen.text
    assert now(referral).state == State.ASSESSMENT_DUE


def test_triage_does_not_accept(hana, at):
    referral = ReferralFactory()

    seen = hana.send(
        at(referral, "referral-triage"), what="not_accept", why="criteria", explanation="No forensic need."
    )

    assert "Does not meet criteria" in seen.text
    assert now(referral).state == State.NOT_ACCEPTED


def test_triage_sends_on(hana, at):
    referral = ReferralFactory()

    seen = hana.send(
        at(referral, "referral-triage"), what="send_on", service="Crisis team", why_sent_on="It is nearer."
    )

    assert f"{referral} is sent to another service." in seen.text
    assert now(referral).state == State.NOT_ACCEPTED


def test_triage_that_asks_goes_on_to_the_question(hana, at):
    referral = ReferralFactory()

    assert hana.send(at(referral, "referral-triage"), what="ask").h1 == "Ask for information"
    assert now(referral).state == State.NEW


def test_triage_while_waiting_does_not_offer_to_accept(hana, at):
    referral = InformationRequestFactory().referral

    seen = hana.get(at(referral, "referral-triage"))

    assert "Accept for assessment" not in seen.text
    assert "Not accepted" in seen.text


def test_triage_of_a_referral_that_somebody_accepted_meanwhile_says_so(hana, leo, at):
    referral = ReferralFactory()
    leo.send(at(referral, "referral-triage"), what="accept")

    seen = hana.send(at(referral, "referral-triage"), what="accept")

    assert seen.status == 422


def test_triage_by_a_trust_manager_is_not_allowed(at, db):
    referral = ReferralFactory(borough="lambeth")

    assert Browser(trust_manager("slam")).get(at(referral, "referral-triage")).status == 403
