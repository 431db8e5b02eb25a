import pytest
from django.http import QueryDict

from partnership.pages.filters import FilterPanel
from tests.pages.gallery import FiltersForm


def panel(query: str) -> FilterPanel:
    get = QueryDict(query)
    return FilterPanel(FiltersForm(get), get)


def test_filters_chosen_are_each_taken_off_by_a_link_that_leaves_the_others():
    links = panel("priority=urgent&source=prison&source=court&view=mine&page=4").chosen

    assert [link.text for link in links] == ["Priority: Urgent", "Source: Prison", "Source: Court"]
    assert links[0].url == "?source=prison&source=court&view=mine#results"
    assert links[1].url == "?priority=urgent&source=court&view=mine#results"


def test_filter_by_date_is_one_link_for_its_three_parts():
    (link,) = panel("received_from_day=1&received_from_month=april&received_from_year=2018&sort=received").chosen

    assert link.text == "Received from: 1 April 2018"
    assert link.url == "?sort=received#results"


def test_filters_cleared_keep_the_view_and_the_order():
    assert panel("priority=urgent&view=mine&sort=received&order=desc&page=2").clear_url == (
        "?view=mine&sort=received&order=desc#results"
    )


@pytest.mark.parametrize("query", ["priority=no-such", "received_from_day=99", "source=<script>", "unknown=x", ""])
def test_filter_that_means_nothing_is_not_among_the_chosen(query):
    assert panel(query).chosen == []


def test_panel_has_a_button_at_both_ends_and_keeps_what_is_no_filter():
    html = str(panel('view="><script>&priority=urgent'))

    assert html.count("Apply filters") == 2
    assert "Show filters (1 in use)" in html
    assert 'name="view"' in html
    assert "<script>" not in html
    assert "(optional)" not in html
    assert "---" not in html


def test_panel_with_nothing_chosen_has_nothing_to_clear():
    assert "Clear filters" not in str(panel("view=mine"))
    assert panel("view=mine").selected == ""


def test_filter_of_a_form_that_is_not_ours_refuses_in_our_words():
    assert panel("received_from_day=99").form.errors["received_from"] == ["Received from must include a month and year"]
    assert panel("priority=no-such").form.errors["priority"] == ["Select the priority"]
