"""HR at the desk and a member of staff on a phone: what expires, a reminder, a check recorded, one's own passport."""

from __future__ import annotations

from tests.browser.colleague import AtTheKeyboard

PHONE = 390


def test_hr_sends_reminders_and_records_what_was_renewed(somebody):
    # Given Hetty at the start of her day, with what has expired first
    hetty = somebody("Hetty HR", hands=AtTheKeyboard)
    assert hetty.h1 == "Expiring checks and training"
    assert "days ago" in hetty.text

    # When she reminds everyone on the list
    hetty.press("Send reminders")
    assert hetty.h1 == "Send reminders"
    hetty.press("Send reminders")
    assert "Reminders sent for" in hetty.text

    # And records Sam's new criminal record check, wrongly first
    hetty.open("/workforce/passports/EP-000200/")
    hetty.press("Record criminal record")
    hetty.press("Save check")
    assert "Select the level of the check" in hetty.errors
    hetty.answer("Level", "Enhanced")
    hetty.type("Certificate number", "001234567890")
    hetty.date("Issue date", 12, 4, 2018)
    hetty.answer("Is it on the update service?", "No")
    hetty.answer("Result", "Clear")
    hetty.press("Save check")

    # Then the passport is ready, and its history says so
    assert "Criminal record recorded. The passport is ready." in hetty.text
    hetty.follow("Everything recorded")
    assert "Number 001234567890" in hetty.text
    hetty.follow("History")
    assert "Criminal record recorded" in hetty.text


def test_hr_makes_a_passport_without_javascript(somebody):
    harpreet = somebody("Harpreet HR", scripts=False)
    harpreet.follow("Passports")
    harpreet.press("Create a passport")
    harpreet.press("Add passport")
    assert "Enter the first name" in harpreet.errors
    harpreet.type("First name", "Zoe")
    harpreet.type("Last name", "Zephyr")
    harpreet.type("Staff number", "1234567")
    harpreet.type("Work email address (optional)", "zoe.zephyr@oxleas.nhs.uk")
    harpreet.choose("Role", "Healthcare assistant")
    harpreet.choose("Band", "Band 3")
    harpreet.choose("Base borough", "Bexley")
    harpreet.date("Start date", 16, 4, 2018)
    harpreet.press("Add passport")
    assert "Staff number must be 8 numbers, like 00990106" in harpreet.errors
    harpreet.type("Staff number", "01234567")
    harpreet.press("Add passport")
    assert "Not ready" in harpreet.text

    harpreet.follow("Record criminal record")
    assert harpreet.h1 == "Record a check: criminal record"


def test_member_of_staff_reads_their_passport_on_a_phone(somebody):
    nadia = somebody("Nadia Nurse", width=PHONE)

    assert nadia.h1 == "Your employee passport"
    assert "All 19 checks and subjects that your role asks for are current." in nadia.text
    assert "Resuscitation, level 2 Expiring soon: last day 30 April 2018" in nadia.text
