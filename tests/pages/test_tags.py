import re
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from partnership.pages.shell import NavigationItem
from partnership.pages.values import Link
from tests.pages.gallery import REFERRALS, page


def drawn(template: str, query: str = "", **context) -> str:
    context["request"] = RequestFactory().get(f"/?{query}")
    return engines["django"].from_string("{% load nhs words %}" + template).render(context)


@pytest.mark.parametrize(
    ("number", "size", "line"),
    [
        (1, 25, "Showing 1 to 25 of 132 referrals"),
        (6, 25, "Showing 126 to 132 of 132 referrals"),
        (1, 200, "Showing 132 referrals"),
    ],
)
def test_count_line_says_which_rows_of_how_many(number, size, line):
    assert line in drawn('{% count_line page "referral" %}', page=Paginator(REFERRALS, size).page(number))


def test_count_line_of_one_is_singular_and_of_none_says_so():
    assert "Showing 1 referral<" in drawn('{% count_line page "referral" %}', page=Paginator(REFERRALS[:1], 25).page(1))
    assert "No people" in drawn('{% count_line page "person" "people" %}', page=Paginator([], 25).page(1))


def test_pagination_keeps_the_filters_and_marks_the_page():
    html = drawn("{% pagination page %}", "priority=urgent&page=2", page=Paginator(REFERRALS, 25).page(2))

    assert 'href="?priority=urgent&amp;page=3#results"' in html
    assert html.count('aria-current="page"') == 1


def test_pagination_of_one_page_is_not_there():
    assert drawn("{% pagination page %}", page=Paginator([], 25).page(1)) == ""


def test_summary_list_says_what_was_not_provided_and_links_to_change_it():
    rows = [("Name", "<b>Ann</b>", Link("Change", "/name/", "name")), ("GP", "")]

    html = drawn("{% summary_list rows %}", rows=rows)

    assert "&lt;b&gt;Ann" in html
    assert "Not provided" in html
    assert 'Change<span class="nhsuk-u-visually-hidden"> name</span>' in html
    assert html.count("nhsuk-summary-list__row--no-actions") == 1


def test_block_tags_keep_markup_of_the_template_and_escape_what_it_is_given():
    html = drawn("{% callout name %}<p>{{ name }}</p>{% endcallout %}", name="<script>")

    assert "<p>&lt;script&gt;</p>" in html
    assert "<script>" not in html


def test_button_that_posts_carries_both_tokens():
    html = drawn('{% post_button "Mark as read" "/read/" item=5 %}', csrf_token="secret")

    assert 'name="csrfmiddlewaretoken" value="secret"' in html
    assert 'name="form_token"' in html
    assert 'name="item" value="5"' in html


def test_timeline_strikes_through_what_was_corrected_and_says_why():
    entry = SimpleNamespace(
        title="<b>Received", by="Hana", role="", at=REFERRALS[0].received_at, changes=[], reason="<i>", correct_url="",
        correction=SimpleNamespace(on=REFERRALS[0].received_at, reason="Wrong date or value"),
    )  # fmt: skip

    html = drawn("{% timeline entries %}", entries=[entry])

    assert "<s>&lt;b&gt;Received</s>" in html
    assert "Corrected on 12 April 2018: Wrong date or value" in html
    assert "<i>" not in html


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("1 May", "2 May", "Due: 1 May changed to→ 2 May"),
        ("1 May", "", "Due: 1 May removed"),
        ("", "2 May", "Due: 2 May"),
    ],
)
def test_timeline_tells_what_a_value_became(old, new, told):
    entry = SimpleNamespace(
        title="Moved", by="Hana", role="", at=REFERRALS[0].received_at, reason="", correction=None, correct_url="",
        changes=[SimpleNamespace(label="Due", old=old, new=new)],
    )  # fmt: skip

    html = drawn("{% timeline entries %}", entries=[entry])

    assert f"<li>{told}</li>" in re.sub(r"</?(del|ins|span)\b[^>]*>", "", html)


def test_navigation_shows_five_items_and_the_rest_under_more():
    items = [NavigationItem(f"Item {number}", f"/{number}/") for number in range(7)]

    before, after = page("404.html", {"navigation": items}).split('id="more"')

    assert "Item 4" in before
    assert "Item 5" not in before
    assert "Item 6" in after


def test_page_for_a_visitor_has_no_account_search_or_time_out():
    html = page("404.html", {"navigation": [], "account": None, "show_search": False, "demonstration": False})

    for part in ("Sign out", "search-field", "data-time-out", "Demonstration"):
        assert part not in html


def test_banner_of_what_was_done_is_an_alert_with_its_undo():
    html = page("404.html", {}, say="<b>Request</b> sent.")

    assert 'role="alert"' in html
    assert "&lt;b&gt;Request" in html
    assert 'action="/undo/"' in html


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_error_page_of_the_service_needs_no_context_and_no_database(name):
    html = engines["django"].get_template(name).render()

    assert "South London Partnership portal" in html
    assert "reference" not in html
