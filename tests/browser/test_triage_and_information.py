"""A hub officer triages a referral, asks for what is missing, chases it and records what came."""

from __future__ import annotations

PAPERS = ("Risk assessment", "Care plan")


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
