"""A programme lead: a saving from idea to check page, a month's actuals, a scheme that asks for more than there is."""

from __future__ import annotations

from tests.browser.colleague import NARROW, AtTheKeyboard


def test_a_programme_lead_adds_a_saving_whose_months_must_add_up(somebody):
    priya = somebody("Priya Prog")
    priya.open("/partnership/savings/")
    priya.press("Add a saving")
    priya.type("Title", "One switchboard")
    priya.choose("Programme", "Efficiency and Productivity")
    priya.choose("Category", "IT")
    priya.press("Save and continue")

    priya.answer("Type", "Recurring")
    priya.answer("Is it cash releasing?", "Yes")
    priya.answer("Whose budget does it come out of?", "SLaM")
    priya.type("Planned saving (optional)", "£180,000")
    priya.date("Start", 1, 2, 2019)
    priya.answer("How is it spread over the year?", "By month")
    priya.press("Save and continue")
    priya.type("March 2019", "80000")
    priya.press("Save and continue")
    assert priya.errors == ["Monthly amounts add up to £170,000.00 but the planned saving is £180,000.00"]
    priya.type("March 2019", "90000")
    priya.press("Save and continue")
    priya.answer("Is the quality impact assessment done?", "No")
    priya.press("Save and continue")

    assert priya.text.count("£60,000.00") == 3
    assert "£180,000.00" in priya.text
    priya.press("Confirm and save")
    priya.follow("View the saving")
    assert "One switchboard" in priya.text


def test_a_months_actuals_are_typed_by_keyboard_and_sent(somebody):
    priya = somebody("Priya Prog", hands=AtTheKeyboard)
    priya.open("/partnership/savings/actuals/?period=2018-03")
    row = priya.page.locator("tr", has_text="One contract for mobile devices")
    actual = row.get_by_label("Actual")
    number = row.locator("td").first.inner_text()

    priya.fill(actual, "a lot")
    priya.press("Save")
    told = "One contract for mobile devices: Actual must be an amount of money, like 15000"
    assert priya.errors == [f"Row {number}, {told}"]
    assert actual.input_value() == "a lot"
    priya.fill(actual, "8,000.50")
    priya.press("Save and send for confirmation")

    assert "sent to the three trusts for confirmation." in priya.text
    assert "£8,000.50" in row.inner_text()


def test_a_scheme_is_proposed_and_cannot_take_more_than_there_is(somebody):
    # Given a scheme that is within what there is, and one that is not
    priya = somebody("Priya Prog", scripts=False)
    priya.open("/partnership/reinvestment/")
    priya.press("Propose a scheme")
    priya.press("Propose")
    assert "Enter the title" in priya.errors
    priya.type("Title", "Peer support")
    priya.choose("Area", "Quality")
    priya.type("Amount (optional)", "40000")
    priya.answer("Type", "One-off")
    priya.answer("Funding source", "Confirmed savings")
    priya.choose("Measure it should improve (optional)", "M31 Bexley: people ready for discharge")
    priya.press("Propose")
    assert "The measure before and after" in priya.text

    # When finance approves both
    fin = somebody("Fin Finance")
    fin.open(priya.page.url)
    fin.do("Approve")
    fin.type("Where was it agreed?", "PB 2018-04, item 6")
    fin.press("Approve")
    assert "The scheme is approved." in fin.text
    fin.open("/partnership/reinvestment/")
    fin.follow("Training for crisis care at home")

    # Then the second says how much is missing
    assert "more than is available" in fin.text


def test_a_trust_confirms_on_a_phone(somebody):
    will = somebody("Will Trust", width=NARROW)
    will.open("/partnership/savings/confirm/?period=2018-03")
    first = will.page.get_by_label("Query").first.bounding_box()
    assert first["x"] + first["width"] < NARROW
    will.press("Confirm all shown")
    assert "confirmed for SWLStG." in will.text
