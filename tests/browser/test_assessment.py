"""A hub officer books an assessment and records what came of it."""

from __future__ import annotations

import pytest

from tests.browser.colleague import AtTheKeyboard


def book(hana, day: int) -> None:
    hana.do("Book assessment")
    hana.type("Assessor", "Dr Rune Ridge")
    hana.date("Date of assessment", day, 5, 2018)
    hana.type("Time", "9:30am")
    hana.type("Place", "Greyfell Hospital")
    hana.answer("How", "In person")
    hana.press("Book assessment")


@pytest.mark.parametrize("how", [{"hands": AtTheKeyboard}, {"scripts": False}], ids=["by keyboard", "no JavaScript"])
def test_an_assessment_after_its_target_is_booked_for_a_reason(somebody, how):
    hana = somebody("Hana Hub", **how)
    reference = "FR-2018-0032" if how.get("scripts", True) else "FR-2018-0029"
    hana.open(f"/forensic/referrals/{reference}/")

    book(hana, 14)
    assert hana.h1 == "This assessment is after the target date"
    hana.press("Yes, this is correct")
    assert hana.errors == ["Enter the reason the assessment is after the target date"]
    hana.type("Why is the assessment after the target date?", "The ward has no room before.")
    hana.press("Yes, this is correct")

    assert "Assessment booked for 14 May 2018 at 9:30am." in hana.text
    hana.follow("Assessment")
    assert "The ward has no room before." in hana.text


def test_an_assessment_is_recorded_and_the_referral_goes_to_the_next_panel(somebody):
    hana = somebody("Hana Hub", hands=AtTheKeyboard)
    hana.open("/forensic/referrals/FR-2018-0027/")
    hana.do("Record assessment")

    hana.press("Save assessment")
    assert "Select the outcome of the assessment" in hana.errors
    hana.date("Date it took place", 1, 1, 2018)
    hana.answer("Outcome", "Secure care needed: low")
    hana.answer("Recommended setting", "Low secure ward")
    hana.answer("Gender-specific service needed", "No")
    hana.answer("Risks to consider", "Fire setting")
    hana.type("Recommendation summary", "A low secure ward closer to home.")
    hana.press("Save assessment")
    assert hana.errors == ["Assessment date must be the same as or after 15 March 2018, the date received"]

    hana.date("Date it took place", 13, 4, 2018)
    hana.press("Save assessment")

    assert "It is on the list of the panel on 19 April 2018." in hana.text
    assert "A low secure ward closer to home." in hana.text
