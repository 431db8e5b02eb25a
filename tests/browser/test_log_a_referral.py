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
