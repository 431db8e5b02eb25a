"""The panel of the three trusts decides, the decision is locked, and the hub lead alone corrects it."""

from __future__ import annotations

from tests.browser.colleague import AtTheKeyboard

PANEL = "/forensic/panels/2018-04-19/"
REFERRAL = "/forensic/referrals/FR-2018-0042/"


def test_a_panel_that_is_not_quorate_defers_and_one_that_is_decides(somebody, on_monday, on_thursday):
    # Given the day of the panel, and nobody recorded yet as there
    leo = somebody("Leo Lead", at=on_thursday, hands=AtTheKeyboard)
    leo.open(PANEL)
    assert "This panel is not quorate. You can record a deferral only." in leo.text
    leo.open(f"{REFERRAL}decision/")
    assert leo.page.get_by_role("radio").count() == 1
    assert leo.page.get_by_label("Defer").is_visible()

    # When a decision maker of each trust is recorded as there
    leo.open(PANEL)
    leo.do("Record attendance")
    boxes = leo.page.get_by_role("checkbox")
    for name in ("Orla Orchard", "Silvan Sedge", "Winnie Willow"):
        leo.check(boxes.and_(leo.page.get_by_label(name)))
    leo.press("Save attendance")
    assert "This panel is quorate" in leo.text

    # Then it decides, page by page
    leo.open(REFERRAL)
    leo.do("Record decision")
    leo.press("Save and continue")
    assert leo.errors == ["Select what the panel decided"]
    leo.answer("What did the panel decide?", "Agree placement")
    leo.press("Save and continue")
    leo.answer("Setting and security level", "Medium secure ward")
    leo.press("Save and continue")
    leo.type("Reason for the decision", "The panel agrees with the assessors.")
    leo.press("Save and continue")
    leo.press("Confirm and save")
    assert leo.h1 == "Decision recorded"

    # And the letter is there to print
    leo.follow("Letter to the referrer")
    assert "FR-2018-0042" in leo.text
    leo.page.emulate_media(media="print")
    assert leo.page.locator(".portal-print__marking").is_visible()
    assert leo.page.get_by_role("banner").is_hidden()
    leo.page.emulate_media(media="screen")

    # And an officer finds it locked, while the hub lead corrects it with what was decided before
    hana = somebody("Hana Hub", at=on_thursday)
    hana.open(f"{REFERRAL}panel/")
    assert "Agree placement" in hana.text
    assert hana.page.get_by_role("link", name="Correct the decision").count() == 0
    leo.open(f"{REFERRAL}panel/")
    leo.do("Correct the decision")
    leo.type("Reason for the decision", "The panel agrees, for six months.")
    leo.answer("Why are you correcting this?", "Wrong date or value")
    leo.type("Explain the correction", "Read again in the letter.")
    leo.press("Save correction")
    assert "The decision is corrected" in leo.text
    leo.open(f"{REFERRAL}panel/")
    assert "The panel agrees, for six months." in leo.text


def test_before_its_day_a_panel_decides_nothing(somebody):
    hana = somebody("Hana Hub")
    hana.open("/forensic/referrals/FR-2018-0019/")
    hana.click(hana.page.locator("summary", has_text="More actions"))

    assert hana.page.get_by_role("link", name="Record decision").count() == 0
    assert "The panel meets on 19 April 2018. Record its decision on that day or later." in hana.text


def test_an_empty_panel_says_so(somebody):
    hana = somebody("Hana Hub")
    hana.open("/forensic/panels/2018-04-26/")

    assert "There are no referrals for this panel." in hana.text
