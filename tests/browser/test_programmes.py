"""A programme lead writes the month's highlight report."""

from __future__ import annotations

from tests.browser.colleague import AtTheKeyboard


def test_a_highlight_report_names_its_risk_and_is_kept_as_it_was_issued(somebody):
    priya = somebody("Priya Prog", hands=AtTheKeyboard)
    priya.open("/partnership/programmes/nursing/reports/new/")
    priya.type("Done this month", "12 nurses began their course.")
    priya.answer("Overall progress", "At risk")
    priya.press("Continue")
    assert "Select the risk that puts the programme at risk" in priya.errors

    priya.type("Next month", "The second cohort is chosen.")
    for risk in priya.page.get_by_role("checkbox").all()[:1]:
        priya.check(risk)
    priya.press("Continue")
    assert priya.h1 == "Check the report before it is issued"
    priya.press("Issue the report")

    assert "is issued. It can no longer be changed." in priya.text
    assert "12 nurses began their course." in priya.text
