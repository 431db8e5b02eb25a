"""A hub officer logs a referral: by keyboard alone, without JavaScript, and on a small screen."""

from __future__ import annotations

import re

import pytest

from tests.browser.colleague import NARROW, AtTheKeyboard, Colleague

MOST_KEYS = 600  # a practised hand presses more than three keys a second: under 3 minutes


def log(hana: Colleague, last_name: str) -> None:
    """From the day's list to the page that asks to check the answers."""
    hana.open("/forensic/referrals/")
    hana.press("Log a referral")
    hana.type("Last name", last_name)
    hana.date("Date of birth", 14, 5, 1985)
    hana.press("Search", within=hana.page.get_by_role("main"))

    assert hana.h1 == "About the person"
    hana.type("First name", "Robin")
    hana.answer("Do you know the NHS number?", "No")
    hana.answer("Sex recorded on the referral", "Female")
    hana.choose("Ethnic group", "Not stated")
    hana.choose("Home borough", "Lambeth")
    hana.type("Home postcode", "SE5 8AZ")
    hana.press("Save and continue")

    assert hana.h1 == "Who is referring"
    hana.answer("Source", "Prison")
    hana.type("Referrer name", "Dr A Example")
    hana.type("Phone number", "020 7946 0000")
    hana.press("Save and continue")

    assert hana.h1 == "What is being asked for"
    hana.answer("Priority", "Urgent")
    hana.answer("Security level asked for", "Medium secure")
    hana.type("Reason for referral", "An assessment is asked for.")
    hana.answer("Main needs", "Psychosis")
    hana.press("Save and continue")

    assert hana.h1 == "Legal status"
    hana.choose("Mental Health Act section or criminal status", "Section 47: transfer of a sentenced prisoner")
    hana.answer("Ministry of Justice restrictions", "No")
    hana.answer("Current location", "Prison")
    hana.type("Name of the place", "HMP Elmstead")
    hana.press("Save and continue")

    assert hana.h1 == "Documents"
    for paper in ("Referral letter", "Risk assessment", "Psychiatric report", "Index offence summary", "Care plan"):
        hana.answer(paper, "Not yet")


@pytest.mark.parametrize(
    ("last_name", "how"),
    [
        ("Keyson", {"hands": AtTheKeyboard}),
        ("Scriptless", {"scripts": False}),
        ("Smallscreen", {"width": NARROW, "has_touch": True}),
    ],
    ids=["by keyboard", "without JavaScript", "on a small screen"],
)
def test_a_referral_is_logged(somebody, last_name, how):
    hana = somebody("Hana Hub", **how)

    log(hana, last_name)
    hana.press("Save and continue")
    assert hana.h1 == "Check your answers before saving"
    assert f"Robin {last_name}" in re.sub(r"\s+", " ", hana.text) or last_name in hana.text
    hana.press("Confirm and save")

    assert hana.h1 == "Referral logged"
    assert re.search(r"FR-2018-\d{4}", hana.text)
    assert "by 18 April 2018." in hana.text
    assert getattr(hana, "keys", 0) < MOST_KEYS

    hana.follow("View the referral")
    assert "Triage due in 2 days" in hana.text


def test_an_answer_that_is_missing_is_asked_for_with_what_was_typed_still_there(somebody):
    hana = somebody("Hana Hub")
    hana.open("/forensic/referrals/new/find/")
    hana.type("Last name", "Halfway")
    hana.date("Date of birth", 14, 5, 1985)
    hana.press("Search", within=hana.page.get_by_role("main"))

    hana.type("First name", "Robin")
    hana.press("Save and continue")

    assert "Select the home borough" in hana.errors
    assert hana.page.get_by_label("First name", exact=True).input_value() == "Robin"
    hana.open("/my-work/")
    assert "Log a referral: H, saved" in hana.text


def test_a_document_comes_along_and_is_read_again(somebody, care_plan):
    hana = somebody("Hana Hub")
    log(hana, "Papers")
    hana.answer("Care plan", "Yes")
    hana.page.locator("input[type=file][name=file_care_plan]").set_input_files(care_plan)
    hana.press("Save and continue")
    assert "care-plan.pdf" in hana.text

    hana.press("Confirm and save")
    hana.follow("View the referral")
    hana.follow("Documents")
    with hana.page.expect_download() as download:
        hana.page.get_by_role("link", name="Download care-plan.pdf").click()

    assert download.value.path().read_bytes() == care_plan.read_bytes()


def test_a_form_sent_twice_is_saved_once(somebody):
    hana = somebody("Hana Hub")
    log(hana, "Twice")
    hana.press("Save and continue")
    confirm = hana.page.get_by_role("button", name="Confirm and save")

    with hana.page.expect_navigation():
        confirm.evaluate("button => { button.click(); button.click(); }")
    assert hana.h1 == "Referral logged"
    hana.page.go_back()

    assert hana.h1 == "You have already saved this"
    hana.open("/forensic/referrals/?view=open")
    box = hana.page.get_by_role("banner").get_by_role("searchbox")
    box.fill("Twice")
    with hana.page.expect_navigation():
        box.press("Enter")
    assert len(set(re.findall(r"FR-2018-\d{4}", hana.text))) == 1


def test_somebody_who_is_known_is_not_asked_about_again(somebody):
    hana = somebody("Hana Hub", scripts=False)
    hana.open("/forensic/referrals/FR-2018-0040/")
    number = hana.page.get_by_text("999 ").first.inner_text()

    hana.open("/forensic/referrals/new/find/")
    hana.type("NHS number", number)
    hana.press("Search", within=hana.page.get_by_role("main"))
    assert hana.h1 == "This may be a referral we already have"
    with hana.page.expect_navigation():
        hana.page.get_by_role("button", name="Use this person").first.click()

    assert hana.h1 == "Who is referring"
