"""A hub officer triages a referral, asks for what is missing, chases it and records what came."""

from __future__ import annotations

import pytest

from tests.browser.colleague import AtTheKeyboard

PAPERS = ("Risk assessment", "Care plan")


@pytest.mark.parametrize("how", [{"hands": AtTheKeyboard}], ids=["by keyboard"])
def test_a_referral_is_triaged_asked_about_chased_and_accepted(somebody, how):
    # Given a new referral without all its documents
    hana = somebody("Hana Hub", **how)
    hana.open("/forensic/referrals/FR-2018-0040/")

    # When more information is asked for
    hana.do("Triage")
    hana.press("Save and continue")
    assert hana.errors == ["Select what you want to do"]
    hana.answer("What do you want to do?", "Ask for more information")
    hana.press("Save and continue")
    assert hana.h1 == "Ask for information"
    hana.answer("Chase again in", "2 working days")
    hana.press("Preview the request")
    hana.press("Send the request")

    # Then the clock is paused
    assert "Request sent to inlet@example.nhs.uk. The clock is paused." in hana.text
    assert "Waiting for information" in hana.text

    # And a chase is recorded
    hana.do("Record that you chased")
    hana.answer("How do you chase?", "I chased by phone or another way")
    hana.type("What was said (optional)", "Left a message with the secretary")
    hana.press("Save")
    assert "Chase 1 recorded. Chase again on 18 April 2018." in hana.text

    # When it comes, the clock runs again, and the referral can be accepted
    hana.do("Record information received")
    hana.answer("What has been received?", *PAPERS)
    hana.press("Save")
    assert "Information received. The clock is running again." in hana.text
    hana.do("Triage")
    hana.answer("What do you want to do?", "Accept for assessment")
    hana.press("Save and continue")
    assert "FR-2018-0040 is accepted for assessment." in hana.text

    # And the history tells all of it
    hana.follow("History")
    for told in ("Chased", "Information received", "Accepted for assessment"):
        assert told.lower() in hana.text.lower()


def test_a_referral_not_accepted_says_why_and_is_reopened_by_the_hub_lead(somebody):
    hana = somebody("Hana Hub", scripts=False)
    hana.open("/forensic/referrals/FR-2018-0039/")
    hana.do("Triage")
    hana.answer("What do you want to do?", "Not accepted")
    hana.press("Save and continue")
    assert "Select the reason this referral was not accepted" in hana.errors
    hana.choose("Reason", "Does not meet criteria")
    hana.type("Explanation", "The community team can meet the needs.")
    hana.press("Save and continue")
    assert "FR-2018-0039 is not accepted." in hana.text

    leo = somebody("Leo Lead")
    leo.open("/forensic/referrals/FR-2018-0039/")
    leo.do("Reopen referral")
    leo.type("Why is this referral reopened?", "A new risk assessment came.")
    leo.press(leo.page.locator("main form button").last.inner_text().strip())
    assert "How it ended" in leo.text
    assert "Triage" in leo.text


def test_two_people_at_one_referral_lose_nothing(somebody):
    # Given two officers with the same page open
    hana, leo = somebody("Hana Hub"), somebody("Leo Lead")
    for colleague in (hana, leo):
        colleague.open("/forensic/referrals/FR-2018-0036/correct/need/")

    # When one saves, and then the other
    for colleague, text in ((hana, "Asked for by the court."), (leo, "Asked for by the ward.")):
        colleague.type("Reason for referral", text)
        colleague.answer("Why are you correcting this?", "Wrong date or value")
        colleague.type("Explain the correction", "Read again in the letter.")
        colleague.press("Save correction")

    # Then the second sees what has changed, with their own words still there
    assert "Hana Hub" in leo.text
    assert "Asked for by the court." in leo.text
    assert "Asked for by the ward." in leo.text or leo.page.get_by_label("Reason for referral").input_value()
