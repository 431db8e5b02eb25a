"""Logging a referral in a real browser: by keyboard alone, and once with JavaScript off. axe finds nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browsing import Browser
from tests.factories.access import hub_officer
from tests.factories.forensic import DutyFactory, ReferralFactory
from tests.pages.test_gallery import RULES

MOST_KEYS = 300  # a practised hand presses two or three keys a second: under 3 minutes


@pytest.fixture
def hana(live_portal):
    officer = hub_officer(first_name="Hana", last_name="Hub")
    DutyFactory(officer=officer.user)
    ReferralFactory(person__last_name="Example", person__first_name="Robin")
    return {"name": "session", "value": Browser(officer).client.cookies["session"].value, "url": live_portal}


@pytest.fixture
def open_page(browser, live_portal, hana) -> Iterator:
    """A page of Hana's browser at the day's list; whatever the console says fails the test."""
    complaints: list[str] = []

    def go(**context) -> Page:
        page = browser.new_context(**context).new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.context.add_cookies([hana])
        page.goto(f"{live_portal}/forensic/referrals/")
        return page

    yield go
    assert [text for text in complaints if "status of 4" not in text] == []


def look(page: Page) -> None:
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(rule["id"], [node["html"][:200] for node in rule["nodes"]][:3]) for rule in found] == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
        assert page.locator("h1").count() == 1, page.url


class Keys:
    """Hands on the keyboard: Tab to a field, type, Enter."""

    def __init__(self, page: Page):
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def to(self, name: str) -> None:
        """Tab until the control with this accessible name has the focus."""
        for _ in range(60):
            if self.page.evaluate("() => document.activeElement.getAttribute('name')") == name:
                return
            self.press("Tab")
        raise AssertionError(f"{name} is not reached by Tab on {self.page.url}")

    def type(self, name: str, text: str) -> None:
        self.to(name)
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def choose(self, name: str, downs: int = 0) -> None:
        """A radio: Space on the first, or so many arrows down."""
        self.to(name)
        self.press("Space", *["ArrowDown"] * downs)

    def go_on(self) -> None:
        with self.page.expect_navigation():
            self.press("Enter")


def test_referral_is_logged_by_keyboard_alone(open_page):
    page = open_page()
    page.get_by_role("button", name="Log a referral").focus()
    keys = Keys(page)
    keys.go_on()
    look(page)

    keys.type("last_name", "Newman")
    for part, text in (("day", "14"), ("month", "5"), ("year", "1985")):
        keys.type(f"date_of_birth_{part}", text)
    keys.go_on()
    look(page)

    keys.type("first_name", "Robin")
    keys.choose("knows_nhs_number", 1)
    keys.choose("sex")
    keys.type("ethnic_group", "Not s")
    keys.type("home", "Lam")
    keys.type("home_postcode", "SE5 8AZ")
    keys.go_on()
    look(page)

    keys.choose("source")
    keys.type("organisation_name", "HMP Example")
    keys.type("referrer_name", "Dr A Example")
    keys.type("referrer_phone", "020 7946 0000")
    keys.go_on()
    look(page)

    keys.choose("priority")
    keys.choose("security_asked")
    keys.type("reason", "An assessment is asked for.")
    keys.to("needs")
    keys.press("Space")
    keys.go_on()
    look(page)

    keys.type("legal_status", "Section 47")
    keys.choose("moj_restrictions")
    keys.choose("whereabouts")
    keys.type("place_name", "HMP Example")
    keys.go_on()
    look(page)

    keys.choose("referral_letter")
    keys.go_on()
    look(page)

    page.get_by_role("button", name="Confirm and save").focus()
    keys.go_on()
    look(page)

    assert page.get_by_role("heading", level=1).inner_text() == "Referral logged"
    assert "Hana Hub will triage this by 18 April 2018." in page.get_by_role("main").inner_text()
    assert keys.pressed < MOST_KEYS


def test_referral_of_a_known_person_is_logged_without_javascript(open_page):
    page = open_page(java_script_enabled=False)
    page.get_by_role("button", name="Log a referral").click()
    page.get_by_label("Last name").fill("Example")
    for part, text in (("Day", "14"), ("Month", "5"), ("Year", "1985")):
        page.get_by_label(part).fill(text)
    page.get_by_role("button", name="Search").nth(1).click()

    assert page.get_by_role("heading", level=1).inner_text() == "This may be a referral we already have"
    page.get_by_role("button", name="Use this person").click()

    page.get_by_label("Prison", exact=True).check()
    page.get_by_label("Referrer name").fill("Dr A Example")
    page.get_by_label("Phone number").fill("020 7946 0000")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("Routine").check()
    page.get_by_label("Medium secure").check()
    page.get_by_label("Reason for referral").fill("An assessment is asked for.")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("Mental Health Act section or criminal status").select_option(
        "Section 3: admission for treatment"
    )
    page.get_by_role("group", name="Ministry of Justice restrictions").get_by_label("No", exact=True).check()
    page.get_by_label("Hospital").check()
    page.get_by_label("Name of the place").fill("St Example's")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("group", name="Care plan").get_by_label("Yes").check()
    page.get_by_label("Upload the care plan").set_input_files(
        {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 made up"}
    )
    page.get_by_role("button", name="Save and continue").click()

    assert "plan.pdf" in page.get_by_role("main").inner_text()
    page.get_by_role("button", name="Confirm and save").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Referral logged"


def test_the_days_list_in_a_browser(open_page):
    page = open_page()
    page.get_by_role("link", name="All open").click()
    look(page)
    page.get_by_role("link", name="Unassigned").click()
    look(page)

    page.get_by_role("button", name="Take FR-").click()

    assert "is yours" in page.get_by_role("main").inner_text()
