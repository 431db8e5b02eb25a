"""The bed team at work: a request from the telephone to a held bed, and a bed away where there is none."""

from __future__ import annotations

import re

from tests.browser.colleague import AtTheKeyboard, Colleague


def find(beth: Colleague, last_name: str) -> None:
    beth.open("/camhs/requests/")
    beth.press("Log a bed request")
    beth.type("Last name", last_name)
    beth.date("Date of birth", 9, 1, 2003)
    beth.press("Search", within=beth.page.get_by_role("main"))


def log(beth: Colleague, last_name: str) -> str:
    """Logs a request for somebody new, and gives its reference."""
    find(beth, last_name)
    assert beth.h1 == "About the person"
    beth.type("First name", "Robin")
    beth.answer("Do you know the NHS number?", "No")
    beth.answer("Sex recorded on the referral", "Female")
    beth.choose("Ethnic group", "Not stated")
    beth.choose("Home borough", "Merton")
    beth.type("Home postcode", "SW19 3AA")
    beth.press("Save and continue")

    assert beth.h1 == "What is asked for"
    beth.type("Time received", "8:30am")
    beth.type("Referring team", "Merton CAMHS")
    beth.type("Referrer name", "Dr A Example")
    beth.type("Referrer phone number", "020 7946 0000")
    beth.answer("Where is the young person now?", "Emergency department")
    beth.answer("Response needed", "Emergency")
    beth.choose("Type of unit needed", "General adolescent")
    beth.answer("Legal status", "Section 2")
    beth.answer("Who has parental responsibility?", "Both parents")
    beth.answer("Is this a looked after child?", "No")
    beth.answer("Are there safeguarding concerns?", "No")
    beth.answer("Risks to consider in the mix of young people", "Aggression")
    beth.answer("Has the access assessment been done?", "No")
    beth.press("Save and continue")
    assert beth.h1 == "Check your answers before saving"
    beth.press("Confirm and save")
    found = re.search(r"CB-\d{4}-\d{4}", beth.text)
    assert found, beth.text
    return found[0]


def test_request_becomes_a_held_bed_by_keyboard(somebody):
    # Given a young person in the emergency department
    beth = somebody("Beth Beds", hands=AtTheKeyboard)
    reference = log(beth, "Keyson")

    # When units are asked, the nearest left out
    beth.follow("Find a bed")
    boxes = beth.page.locator("main input[name=units]")
    assert boxes.count() > 1, beth.text
    beth.check(boxes.last)
    beth.press("Ask the selected units")
    assert "comes first in the list. Enter why you chose another unit" in beth.errors[0]
    beth.check(beth.page.locator("main input[name=units]").first)
    beth.press("Ask the selected units")
    assert "are asked for a bed" in beth.text

    # And the first says yes
    beth.click(beth.page.get_by_role("link", name=re.compile("^Record the answer")).first)
    beth.page.wait_for_url(re.compile(r"/offers/\d+/"))
    beth.look()
    beth.answer("What is the unit’s answer?", "Accepted")
    beth.type("Name of the decision maker", "Dr Amara Obi")
    beth.press("Save answer")
    beth.press("Reserve a bed")
    beth.check(beth.page.locator("input[name=bed]").first)
    beth.press("Reserve this bed")

    # Then it is held, with the time that is left
    assert "3 hours 59 minutes left" in beth.text or "4 hours left" in beth.text
    assert "The other units that were asked are notified." in beth.text
    beth.follow("Hold the bed longer")
    beth.type("Why is the bed held longer?", "The ambulance is late")
    beth.press("Hold the bed longer")
    beth.follow("History")
    assert "held longer" in beth.text
    beth.open(f"/camhs/requests/{reference}/correct/")
    beth.answer("Why are you correcting this?", "Wrong date or value")
    beth.type("Explain the correction", "It was urgent")
    beth.answer("Response needed", "Urgent")
    beth.press("Save correction")
    assert "The correction is saved." in beth.text

    # And whoever asks again is led to it
    find(beth, "Keyson")
    assert "There is a live request already" in beth.text
    assert beth.page.get_by_role("button", name=re.compile("Use this person")).count() == 0


def test_bed_away_is_approved_by_two_without_javascript(somebody):
    beth = somebody("Beth Beds", scripts=False)
    reference = log(beth, "Scriptless")
    beth.open(f"/camhs/requests/{reference}/out-of-area/")
    beth.answer("Why is no Partnership bed suitable?", "Unit cannot meet need")
    beth.page.get_by_label("Proposed unit", exact=True).select_option(index=1)
    beth.type("Price a day", "£640")
    beth.answer("Has the family been told?", "Yes")
    beth.type("Plan for coming back", "Back as soon as Cedar Unit can")
    beth.press("Continue")
    assert beth.h1 == "Check this placement before you ask for it"
    beth.press("Ask for approval")
    assert "waits for two approvals" in beth.text
    page = re.sub(r"^https?://[^/]+", "", beth.page.url)
    assert "Approve or refuse" not in beth.text

    for name in ("Clara Clinical", "Will Trust"):
        decider = somebody(name)
        decider.open(page)
        decider.do("Approve or refuse")
        decider.answer("What do you decide?", "Approve")
        decider.press("Save decision")
        assert "You approved" in decider.text

    beth.open(page)
    beth.do("Record admission")
    beth.type("Time", "8:45am")
    beth.type("Responsible clinician", "Dr C Example")
    beth.press("Record admission")
    assert "First review by 23 April 2018" in beth.text
    beth.do("Review")
    beth.answer("Can they come back now?", "Yes, waiting for bed")
    beth.press("Save review")
    assert "Review saved." in beth.text
    beth.open("/camhs/out-of-area/")
    assert beth.h1 == "Out of area"
    beth.open("/camhs/stays/")
    beth.open("/my-work/")
    assert "Bed available at" in beth.text
