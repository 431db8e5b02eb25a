"""A trust manager: the trust today, what waits for their word, a comparison, and a pack for their own committee."""

from __future__ import annotations

from tests.browser.colleague import AtTheKeyboard


def take_up(colleague, what: str) -> None:
    colleague.open("/my-work/")
    with colleague.page.expect_navigation():
        colleague.click(colleague.page.get_by_role("link", name=what))
    colleague.look()


def test_a_trust_manager_confirms_and_queries_a_months_savings_and_says_how_an_action_stands(somebody):
    # Given a trust manager who begins with their trust, and opens what it counts
    tess = somebody("Tess Trust", hands=AtTheKeyboard)
    tess.open("/partnership/trusts/slam/")
    overdue = tess.page.get_by_role("link", name="Overdue referrals").inner_text().split()[0]
    tess.follow(f"{overdue} Overdue referrals")
    assert f"of {overdue} referrals" in tess.text or f"Showing {overdue} referral" in tess.text

    # When they open what waits for them, query one figure and confirm the others
    take_up(tess, "Confirm: One payroll service, March 2018")
    assert tess.h1 == "Confirm savings for March 2018"
    payroll = tess.page.locator("tr", has_text="One payroll service")
    tess.check(payroll.get_by_label("Query"))
    tess.press("Save")
    assert tess.errors == ["Enter the query for One payroll service"]
    tess.fill(payroll.get_by_label("What do you ask?"), "Is the March invoice in this?")
    tess.press("Save")
    assert "1 queried for SLaM." in tess.text
    tess.press("Confirm all shown")
    assert "7 confirmed for SLaM." in tess.text
    assert "Nothing to confirm for March 2018." in tess.text

    # And say how an action of theirs stands
    take_up(tess, "Update: Review placements that cost most")
    tess.press("Save")
    assert tess.errors == ["Select the progress", "Enter what has happened since last time"]
    tess.answer("Progress", "At risk")
    tess.type("What has happened since last time", "Two prices are still to come.")
    tess.date("New due date (optional)", 11, 5, 2018)
    tess.press("Save")
    assert tess.errors == ["Enter the reason the due date has moved"]
    tess.type("Why the due date has moved (optional)", "The provider answers in May.")
    tess.press("Save")
    assert "AC-2018-0009 is now “At risk”." in tess.text


def test_a_trust_manager_compares_and_issues_a_public_pack_without_javascript(somebody):
    olu = somebody("Olu Trust", scripts=False)
    olu.open("/partnership/compare/")
    olu.choose("Measure", "Savings: Confirmed savings")
    olu.press("Compare")
    charts = olu.page.locator(".portal-chart__heading").all_inner_texts()
    assert charts == ["Oxleas", "SLaM", "SWLStG"]

    olu.open("/board/packs/")
    olu.press("Make a pack")
    for section in olu.page.get_by_role("checkbox").all():
        section.uncheck()
    olu.type("Meeting", "Oxleas finance committee")
    olu.date("Date of the meeting", 26, 4, 2018)
    olu.press("Save and preview")
    assert olu.errors == ["Select at least 1 section"]
    olu.answer("Audience", "Public")
    olu.answer("Sections", "Summary", "Forensic")
    olu.press("Save and preview")
    assert "This is what would be issued now." in olu.text
    olu.do("Issue")
    olu.press("Issue")
    assert "Confirm ‘No commentary’, or add the commentary first" in olu.errors
    olu.page.get_by_role("checkbox").check()
    olu.press("Issue")
    assert "Version 1, issued by Olu Trust" in olu.text

    tess = somebody("Tess Trust")
    tess.open(olu.page.url)
    assert tess.h1 == "Page not found"
