"""What the pages do in a browser: the few things that need a script, and everything else without one."""

from __future__ import annotations

import pytest

without_scripts = pytest.mark.browser_context_args(java_script_enabled=False)


def test_error_summary_on_a_refused_form_has_the_focus_and_leads_to_the_first_wrong_box(visit):
    page = visit("refused")

    page.locator(".nhsuk-error-summary:focus").wait_for()
    page.get_by_role("link", name="Date of birth must include a year").press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_date_of_birth_year"
    assert page.title() == "Error: About the person – Forensic – South London Partnership portal"


def test_radios_with_a_hidden_question_when_chosen_by_keyboard_reveal_it(visit):
    page = visit("blank")
    number = page.get_by_label("NHS number")
    number.wait_for(state="hidden")
    page.locator("#id_known[aria-controls]").wait_for()

    page.locator("#id_known").press("Space")

    number.wait_for(state="visible")
    assert page.locator("#id_known").get_attribute("aria-expanded") is None


def test_form_pressed_twice_is_sent_once(visit):
    page = visit("blank")
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)

    with page.expect_navigation():
        page.get_by_role("button", name="Save and continue").evaluate("button => { button.click(); button.click(); }")

    assert len(sent) == 1


def test_filters_in_use_stand_open_on_a_wide_screen_and_wait_behind_their_button_on_a_small_one(visit):
    page = visit("list")
    assert page.get_by_label("Priority").is_visible()

    page = visit("list", width=320)
    page.get_by_text("Show filters (3 in use)").wait_for()
    assert page.get_by_label("Priority").is_hidden()
    page.locator("summary", has_text="Show filters").press("Enter")
    assert page.get_by_label("Priority").is_visible()


def test_filters_applied_lead_the_focus_to_the_results(visit):
    page = visit("list")

    page.goto(f"{page.url}?priority=urgent#results")

    assert page.evaluate("document.activeElement.id") == "results"


def test_stacked_table_on_a_small_screen_puts_the_early_column_after_the_row_heading(visit):
    page = visit("list", width=320)
    top = "element => element.getBoundingClientRect().top"
    first_row = page.locator("tbody tr").first

    clock, person = (first_row.locator(".nhsuk-table__cell", has_text=text) for text in ("Clock", "Person"))

    assert first_row.locator("th").evaluate(top) < clock.first.evaluate(top) < person.first.evaluate(top)
    assert page.get_by_role("columnheader", name="Received").get_by_role("link").is_visible()


def test_more_in_the_navigation_opens_by_keyboard_and_closes_with_escape(visit):
    page = visit("list")
    more, providers = page.get_by_role("button", name="More"), page.get_by_role("link", name="Providers")

    more.press("Enter")
    assert providers.is_visible()
    page.keyboard.press("Escape")

    assert providers.is_hidden()


def test_more_actions_close_with_escape_or_a_press_elsewhere_and_cover_no_button(visit):
    page = visit("record")
    page.locator("body.nhsuk-frontend-supported").wait_for()
    summary, withdraw = page.locator(".portal-more-actions summary"), page.get_by_role("link", name="Withdraw")
    bottom = page.get_by_role("button", name="Book an assessment").evaluate("one => one.getBoundingClientRect().bottom")

    summary.press("Enter")
    top = page.locator(".portal-more-actions ul").evaluate("one => one.getBoundingClientRect().top")
    page.keyboard.press("Escape")

    assert top >= bottom
    assert withdraw.is_hidden()
    assert summary.evaluate("one => one === document.activeElement")

    summary.click()
    page.locator("h1").click()

    assert withdraw.is_hidden()


@without_scripts
@pytest.mark.parametrize("shown", ["Providers", "Notifications (3)"])
def test_menu_of_a_phone_opens_without_scripts_and_holds_all_of_it(visit, shown):
    page = visit("list")
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.get_by_role("link", name=shown).is_hidden()

    page.get_by_role("button", name="Menu", exact=True).click()

    assert page.get_by_role("link", name=shown).is_visible()


@without_scripts
def test_search_of_a_phone_opens_without_scripts(visit):
    page = visit("list")
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.get_by_role("searchbox", name="Search").is_hidden()

    page.get_by_role("button", name="Show the search").click()

    assert page.get_by_role("searchbox", name="Search").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_session_near_its_end_shows_a_banner_and_staying_puts_it_away(visit, page):
    page.clock.install()
    visit("record")
    banner = page.locator("[data-time-out]")

    page.clock.run_for(24 * 60_000)
    assert banner.is_hidden()
    page.clock.run_for(61_000)
    assert "You will be signed out in 5 minutes." in banner.inner_text()
    banner.get_by_role("link", name="Stay signed in").click()
    page.wait_for_function("document.querySelector('[data-time-out]').hidden")

    page.clock.run_for(31 * 60_000)
    assert "You have been signed out." in banner.inner_text()
    assert banner.get_by_role("link", name="Sign in again").is_visible()


def test_print_leaves_the_page_round_the_record_and_says_who_printed_it(visit):
    page = visit("record")

    page.emulate_media(media="print")

    assert page.get_by_text("Printed by Hana Hub on 16 April 2018 at 9:00am").is_visible()
    assert page.get_by_text("OFFICIAL-SENSITIVE", exact=True).is_visible()
    assert page.get_by_role("banner").is_hidden()
    assert page.get_by_role("contentinfo").is_hidden()
    assert page.get_by_role("link", name="Book an assessment").is_hidden()
    assert page.locator("thead").first.evaluate("e => getComputedStyle(e).display") == "table-header-group"


@without_scripts
def test_form_without_scripts_shows_every_question(visit):
    page = visit("blank")

    assert page.get_by_label("NHS number").is_visible()
    assert page.get_by_text("You can enter up to 200 characters").is_visible()
    assert page.get_by_role("button", name="Show password").is_hidden()


@without_scripts
def test_list_without_scripts_on_a_small_screen_has_its_filters(visit):
    page = visit("list", width=320)

    assert page.get_by_role("button", name="Apply filters").count() == 2
    assert page.get_by_label("Borough").is_visible()
