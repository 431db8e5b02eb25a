"""Signing in and an administrator's day in a real browser: nothing that axe or the console complains of."""

from __future__ import annotations

import os

import pytest
from axe_playwright_python.sync_playwright import Axe

from partnership.access import demo
from partnership.access.scope import as_the_system
from tests.pages.test_gallery import RULES


@pytest.fixture
def people(live_portal):
    with as_the_system("the demonstration's people"):
        demo.load()
    return live_portal


@pytest.fixture
def look(page, people):
    """``look("sign-in")`` checks the page that is open, wide and narrow; whatever the console says fails the test."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{people}/account/sign-in/")

    def at(name: str) -> None:
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            if folder := os.environ.get("ACCOUNTS_SCREENSHOTS"):
                page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(rule["id"], [node["html"][:200] for node in rule["nodes"]][:3]) for rule in found] == [], name
        assert page.locator("h1").count() == 1, name

    yield at
    assert [text for text in complaints if "status of 4" not in text] == []


def test_sign_in_and_choosing_a_role_in_a_browser(page, look):
    look("sign-in")
    page.get_by_label("Email address").fill("dual.roles@example.nhs.uk")
    page.get_by_role("button", name="Sign in", exact=True).click()
    look("sign-in-refused")

    page.get_by_role("button", name="Sign in as Dual Roles").click()
    look("choose-role")
    page.get_by_label("Programme lead").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Change role").click()
    assert page.get_by_label("Programme lead").is_checked()

    page.goto(page.url.replace("/account/choose-role/", "/account/password/"))
    look("password")
    page.goto(page.url.replace("/account/password/", "/account/second-factor/set-up/"))
    look("second-factor-set-up")
    page.goto(page.url.replace("/account/second-factor/set-up/", "/account/reset-password/"))
    look("reset-password")


def test_administrator_adds_a_person_by_keyboard_and_ends_a_role(page, look):
    page.get_by_role("button", name="Sign in as Ada Admin").press("Enter")
    look("users")
    page.get_by_role("button", name="Add a person").press("Enter")
    look("user-new")
    page.get_by_label("Work email").fill("nora.new@slam.nhs.uk")
    page.get_by_label("First name").fill("Nora")
    page.get_by_label("Last name").fill("New")
    page.get_by_label("Hub officer").press("Space")
    page.get_by_label("Trust manager").press("Space")
    page.get_by_role("button", name="Save and continue").press("Enter")
    look("user-new-refused")

    page.get_by_label("Trust (optional)").select_option("SLaM")
    for part, text in (("Day", "31"), ("Month", "march"), ("Year", "2019")):
        page.get_by_role("group", name="End date").get_by_label(part).fill(text)
    page.get_by_role("button", name="Save and continue").press("Enter")
    look("user-check")
    page.get_by_role("button", name="Confirm and save").press("Enter")
    look("user-record")
    assert page.get_by_text("Nora New has been added.").is_visible()

    page.get_by_role("link", name="End this role Hub officer").click()
    look("grant-end")
    page.get_by_label("Why does this role end?").fill("Given by mistake")
    page.get_by_role("button", name="End the role").click()
    page.get_by_role("link", name="History").click()
    look("user-history")
    assert page.get_by_text("Given by mistake").is_visible()
