"""What else is done on the record of a referral: it is withdrawn, written on, and printed."""

from __future__ import annotations

from tests.browser.colleague import AtTheKeyboard

REFERRAL = "/forensic/referrals/FR-2018-0031/"


def test_a_referral_withdrawn_by_mistake_is_put_back(somebody):
    hana = somebody("Hana Hub", hands=AtTheKeyboard)
    hana.open(REFERRAL)
    was = hana.page.locator(".portal-record__tags").inner_text()

    hana.do("Withdraw referral")
    hana.press("Withdraw referral")
    assert hana.errors == ["Select why this referral is withdrawn"]
    hana.answer("Why is this referral withdrawn?", "The referrer withdrew it")
    hana.press("Withdraw referral")
    assert "FR-2018-0031 is withdrawn." in hana.text
    hana.press("Undo")

    assert "Undone. FR-2018-0031 is open again" in hana.text
    assert hana.page.locator(".portal-record__tags").inner_text() == was


def test_a_contact_is_written_down_and_struck_out_again(somebody):
    hana = somebody("Hana Hub", hands=AtTheKeyboard)
    hana.open(REFERRAL)
    hana.follow("Contacts and notes")
    hana.press("Add a contact or note")

    hana.answer("What kind of note is this?", "Phone call")
    hana.type("Who it was with (optional)", "The ward manager")
    hana.date("Date", 16, 4, 2018)
    hana.type("What was said or done", "A bed may come free on Friday.")
    hana.press("Save note")
    assert "A bed may come free on Friday." in hana.text
    hana.press("Undo")

    assert "Struck out" in hana.text
    assert "A bed may come free on Friday." not in hana.text


def test_a_record_on_paper_says_how_sensitive_it_is_and_leaves_out_the_buttons(somebody):
    hana = somebody("Hana Hub")
    hana.open(REFERRAL)

    hana.page.emulate_media(media="print")

    assert hana.page.locator(".portal-print__marking").is_visible()
    assert hana.page.get_by_text("Printed by Hana Hub on 16 April 2018").is_visible()
    assert hana.page.get_by_role("banner").is_hidden()
    assert hana.page.get_by_text("More actions").is_hidden()
    assert hana.page.get_by_role("heading", name="What is asked for").is_visible()
