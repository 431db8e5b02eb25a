"""A ward at work on its phone, and the bed team at the board: confirm, admit, leave, out of service, look ahead."""

from __future__ import annotations

import re

from tests.browser.colleague import NARROW, AtTheKeyboard

CEDAR = "/camhs/units/cedar/"


def test_ward_confirms_its_beds_in_one_page_on_a_phone(somebody):
    # Given Wren at the start of the day
    wren = somebody("Wren Ward", hands=AtTheKeyboard, width=NARROW)
    assert wren.h1 == "Cedar Unit"
    assert "Not confirmed since 8:12pm yesterday" in wren.text
    wren.do("Confirm beds")
    assert wren.h1 == "Cedar Unit: confirm beds, Monday 16 April 2018, morning"
    wren.keys = 0

    # When something is missing, it is said
    wren.press("Confirm all beds are correct")
    assert "Select whether you can take an admission today" in wren.errors
    wren.answer("Can you take an admission today?", "Yes")
    wren.type("Number of young people on 1 to 1 or closer observations", "2")
    wren.press("Confirm all beds are correct")

    # Then the board believes the unit again
    assert "Cedar Unit confirmed at 9:00am." in wren.text
    wren.follow("History")
    assert "Showing" in wren.text
    wren.follow("Beds")
    assert "Nights out of service since" in wren.text
    wren.open_menu()
    wren.follow("Board")
    assert "Confirmed 9:00am today by Wren Ward" in wren.text


def test_ward_admits_for_whom_a_bed_is_held_and_takes_it_back(somebody):
    wren = somebody("Wren Ward", hands=AtTheKeyboard)
    wren.open(CEDAR)
    coming = wren.page.get_by_role("link", name=re.compile("^Admit CB-")).inner_text().strip()

    wren.follow(re.sub(r"\s+", " ", coming))
    wren.press("Admit")
    assert "Enter the time of admission" in wren.errors
    wren.type("Time of admission", "8:45am")
    wren.type("Responsible clinician", "Dr Amara Obi")
    wren.press("Admit")

    assert "was admitted to bed" in wren.text
    wren.follow("History")
    assert "Admitted" in wren.text
    wren.open(wren.page.url.replace("history/", ""))
    wren.do("Record discharge")
    wren.type("Time of discharge", "9:00am")
    wren.answer("Where to?", "Home")
    wren.answer("Is follow-up within 72 hours booked?", "Yes")
    wren.press("Record discharge")
    assert wren.h1 == "Discharge on the day of admission?"
    wren.press("Change the date")
    assert wren.h1 == "Record discharge"


def test_ward_without_javascript_records_leave_and_return(somebody):
    wren = somebody("Wren Ward", scripts=False)
    wren.open("/camhs/beds/cedar-3/")
    wren.do("Record leave")
    wren.type("Time of leave", "8:30am")
    wren.date("Date expected back", 18, 4, 2018)
    wren.type("Time expected back", "5pm")
    wren.answer("Type of leave", "Home leave")
    wren.answer("Hold the bed?", "Yes, for this young person only")
    wren.press("Record leave")
    assert "is on leave, expected back on 18 April 2018 at 5:00pm." in wren.text

    wren.do("Record return")
    wren.type("Time of return", "8:50am")
    wren.press("Record return")
    assert "is back." in wren.text
    wren.press("Undo")
    assert "Undone." in wren.text
    assert "On leave" in wren.text


def test_ward_extends_and_ends_a_time_out_of_service_and_changes_a_bed(somebody):
    wren = somebody("Wren Ward", hands=AtTheKeyboard)
    wren.open("/camhs/beds/cedar-7/")
    wren.do("Out of service for longer")
    wren.date("New expected end date", 23, 4, 2018)
    wren.type("Why is it out of service for longer?", "A part is missing")
    wren.press("Save the new date")
    assert "A part is missing" in wren.text
    wren.do("Return to service")
    wren.press("Return to service")
    assert "is back in service." in wren.text

    wren.open("/camhs/beds/cedar-2/")
    wren.do("Change bed")
    wren.answer("New bed", "Bed 7")
    wren.type("Time of the move", "8:55am")
    wren.press("Change bed")
    assert "from when bed 7 was free" in wren.errors[0]
    wren.type("Time of the move", "9am")
    wren.press("Change bed")
    assert "has moved to bed 7." in wren.text

    wren.open("/camhs/beds/cedar-2/")
    wren.do("Take out of service")
    wren.press("Take out of service")
    assert "Select the reason" in wren.errors


def test_ward_writes_the_page_that_families_read(somebody):
    wren = somebody("Wren Ward", width=NARROW)
    wren.open(f"{CEDAR}for-families/edit/")
    wren.type("Visiting", "Every day from 3pm to 7pm.")
    wren.press("Save and publish")
    assert "Every day from 3pm to 7pm." in wren.text
    wren.open("/camhs/for-families/")
    assert "Rowan Unit" in wren.text
    wren.open(f"{CEDAR}takes/")
    assert wren.h1 == "Cedar Unit: change who it takes"


def test_bed_team_sees_every_bed_looks_ahead_and_reports(somebody):
    # Given Beth, who begins at the board
    beth = somebody("Beth Beds")
    assert beth.h1 == "CAMHS beds now"
    available = beth.page.get_by_role("link", name=re.compile(r"^\d+ beds? available"))
    count = int(available.inner_text().split(" ")[0])

    # When the count is opened, exactly its rows are there
    beth.follow(available.inner_text())
    assert f"Showing {count} bed" in beth.text
    assert len(beth.rows) == count

    # And the wall screen shows no name
    beth.follow("Wall screen")
    assert beth.page.get_by_label("Refresh every 2 minutes").is_checked() is False
    assert beth.page.locator("main a[href*='/stays/']").count() == 0
    beth.look_closely("CAMHS beds on a wall")

    # And the nights to come are told in words first
    beth.follow("Occupancy")
    assert "Cedar Unit has at least 1 bed free on" in beth.text
    beth.open("/camhs/occupancy/?unit=elm&from=2018-04-16&days=14")
    assert "Elm Unit, night by night" in beth.text
    beth.look_closely("Nights of one unit")
    beth.open("/camhs/occupancy/2018-04-19/")
    assert "This night is still to come" in beth.text

    # And the report is worked out
    beth.follow("Sitrep")
    assert "Pressure: level" in beth.text
    assert "is not due yet" in beth.text
    beth.follow("The rules of the levels")
    assert beth.h1 == "Rules of the CAMHS beds"
    beth.open("/camhs/units/")
    assert "Birch Unit" in beth.text

    # And the figures of the beds stand beside what was published of them
    beth.open("/camhs/dashboard/")
    assert "As at 16 April 2018 at 9:00am" in beth.text
    published = beth.page.get_by_role("table", name="Published figures").inner_text()
    assert "44 miles\t44.0\tMatches" in published


def test_board_is_printed_on_one_sheet(somebody):
    beth = somebody("Beth Beds")
    beth.open("/camhs/board/")

    paper = beth.page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
