import re
from types import SimpleNamespace

import pytest
from django.http import QueryDict

from partnership.pages.tables import Column, Sorting, Table
from partnership.pages.values import NO_DATA, Tag

COLUMNS = (
    Column("reference", "Reference", order_by="reference", nowrap=True),
    Column("received", "Received", order_by=("received_at", "-priority")),
    Column("trust.name", "Trust", missing=NO_DATA),
    Column("beds", "Beds", numeric=True),
    Column("state", "Status", lambda row: Tag(row.state)),
)


def row(**given) -> SimpleNamespace:
    usual = {"reference": "FR-2018-0001", "received": "today", "trust": SimpleNamespace(name="SLaM"), "beds": 0}
    return SimpleNamespace(**{**usual, "state": "New", **given})


def sorting(query: str, default: str = "-received") -> Sorting:
    return Sorting(COLUMNS, QueryDict(query), default)


def table(*rows, **given) -> str:
    return str(Table("Referrals", COLUMNS, rows, **given))


def test_table_with_markup_in_a_row_shows_it_as_text():
    html = table(row(reference="<script>", beds="<b>", state='"><i>', trust=SimpleNamespace(name="\0<u>")))

    assert not re.search("<(script|b|i|u)>", html)


def test_table_row_says_each_value_and_why_one_is_missing():
    html = table(row(trust=SimpleNamespace(name=None)))

    assert re.search(r"<th scope=\"row\"[^>]*>.*FR-2018-0001", html)
    assert "No data" in html
    assert "<span>0</span>" in html
    assert 'nhsuk-tag--blue">New' in html


def test_table_takes_dictionaries_too():
    html = str(Table("Two", COLUMNS[:1], [{"reference": "A-1"}, {"reference": "A-2"}]))

    assert html.index("A-1") < html.index("A-2")


@pytest.mark.parametrize(
    ("columns", "stacked", "stacks"), [(5, None, True), (6, None, False), (6, True, True), (2, False, False)]
)
def test_table_up_to_five_columns_stacks_and_a_wider_one_scrolls(columns, stacked, stacks):
    html = str(Table("Any", [Column("reference", f"C{n}") for n in range(columns)], [row()], stacked=stacked))

    assert ("nhsuk-table-responsive" in html) is stacks
    assert ('tabindex="0" role="region"' in html) is not stacks
    assert html.count("nhsuk-table-responsive__heading") == (columns if stacks else 0)


def test_table_in_no_order_has_no_sort_links():
    assert "aria-sort" not in table(row())


def test_table_heading_that_sorts_says_how_and_leads_to_the_first_page():
    html = table(row(), sorting=sorting("page=3&priority=urgent&sort=received&order=desc"))

    assert html.count("aria-sort") == 2
    assert 'aria-sort="descending"' in html
    assert 'href="?priority=urgent&amp;sort=received&amp;order=asc#results"' in html
    assert "page=" not in html


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", ("-received_at", "priority", "-pk")),
        ("sort=reference", ("reference", "pk")),
        ("sort=reference&order=desc", ("-reference", "-pk")),
        ("sort=received&order=asc", ("received_at", "-priority", "pk")),
        ("sort=password&order=desc", ("-received_at", "priority", "-pk")),
        ("sort=trust.name", ("-received_at", "priority", "-pk")),
        ("sort=received_at;DROP&order=\0", ("-received_at", "priority", "-pk")),
    ],
)
def test_sorting_takes_only_the_words_of_its_columns(query, order):
    assert sorting(query).order_by == order


def test_sorting_of_a_list_without_a_default_is_by_key():
    assert Sorting((), QueryDict(""), "").order_by == ("pk",)
