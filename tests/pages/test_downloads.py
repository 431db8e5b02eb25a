import csv
import datetime as dt
import io
from decimal import Decimal
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from partnership.pages.downloads import as_typed, csv_response, file_response, harmless, plain
from partnership.pages.tables import Column
from partnership.pages.values import Link, NhsNumber, Several, Tag

FORMULAS = [
    "=1+1",
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "  =1",
    "\N{NO-BREAK SPACE}=1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert plain(text) == f"'{text}"
    assert plain(Link(text, "/x/")) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (-5, "-5"),
        (Decimal("-1.50"), "-1.50"),
        (True, "true"),
        (dt.date(2018, 4, 16), "2018-04-16"),
        (dt.datetime(2018, 4, 16, 8, 32, tzinfo=dt.UTC), "2018-04-16T09:32+01:00"),
        (Several([Tag("New"), Tag("Overdue")]), "New, Overdue"),
        (NhsNumber("9991234567"), "9991234567"),
        ("a-b=c", "a-b=c"),
    ],
)
def test_cell_of_any_kind_is_plain_text(value, text):
    assert plain(value) == text


def test_csv_has_the_columns_of_the_page_and_survives_what_is_in_them():
    columns = (Column("reference", "Reference"), Column("from-place", "From", lambda row: row.place))
    rows = [
        SimpleNamespace(reference="FR-1", place='Zoë, "the\nprison"'),
        SimpleNamespace(reference="FR-2", place="=x"),
    ]

    response = csv_response(columns, rows, "referrals")

    text = response.content.decode("utf-8-sig")
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["reference", "from_place"],
        ["FR-1", 'Zoë, "the\nprison"'],
        ["FR-2", "'=x"],
    ]
    assert text.startswith("reference,from_place\r\n")
    assert response["Content-Disposition"] == 'attachment; filename="slp_referrals_20180416T0900.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"


HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\uff1d1",
    "\uff0b1",
    "\uff0d1",
    "\uff201",
    " =1",
    "\xa0=1",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_workbook_holds_no_formula_when_it_is_opened(text):
    response = file_response("xlsx", [Column("note", "Note")], [{"note": text}], "notes")

    (_,), (cell,) = load_workbook(io.BytesIO(response.content)).active.iter_rows()
    assert cell.data_type == "s"
    assert cell.value.startswith("'")


def test_workbook_keeps_numbers_and_days_as_such_and_survives_what_no_workbook_can_hold():
    row = {"amount": Decimal("-1.50"), "on": dt.date(2018, 4, 16), "note": "a\x00b\x0bc", "none": None, "yes": True}

    response = file_response("xlsx", [Column(key, key) for key in row], [row], "notes")

    _, cells = load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True)
    assert cells == (-1.5, dt.datetime(2018, 4, 16), "abc", None, "true")


@pytest.mark.parametrize("text", [*HOSTILE[:4], "'quoted", "plain", "''"])
def test_cell_that_comes_back_is_as_it_was_typed(text):
    assert as_typed(harmless(text)) == text
