import datetime as dt

import pytest

from partnership.pages.forms import NhsDateField, NhsTimeField, PortalForm


class VisitForm(PortalForm):
    born = NhsDateField(label="Date of birth", past=True)
    visit = NhsDateField(label="Date of visit", future=True, required=False)
    ended = NhsDateField(label="End date", required=False)
    at = NhsTimeField(label="Time received", required=False)
    share = NhsDateField(label="Date (100%)", required=False)


def sent(name: str, typed: str) -> VisitForm:
    """The form with one field filled in: a date's three parts are written day/month/year."""
    parts = dict(zip(("day", "month", "year"), typed.split("/"), strict=False)) if "/" in typed else {}
    data = {f"{name}_{part}": text for part, text in parts.items()} or {name: typed}
    return VisitForm({"born_day": "16", "born_month": "4", "born_year": "1985", **data})


@pytest.mark.parametrize("month", ["4", "04", "apr", "Apr.", "April", " APRIL "])
def test_date_with_the_month_written_any_way_is_taken(month):
    form = sent("born", f"16/{month}/1985")

    assert form.is_valid()
    assert form.cleaned_data["born"] == dt.date(1985, 4, 16)


@pytest.mark.parametrize(
    ("typed", "sentence", "parts"),
    [
        ("//", "Enter the date of birth", ["day", "month", "year"]),
        ("16/4/", "Date of birth must include a year", ["year"]),
        ("/4/1985", "Date of birth must include a day", ["day"]),
        ("//1985", "Date of birth must include a day and month", ["day", "month"]),
        ("16//", "Date of birth must include a month and year", ["month", "year"]),
        ("31/2/1985", "Date of birth must be a real date", ["day"]),
        ("1/13/1985", "Date of birth must be a real date", ["month"]),
        ("x/y/z", "Date of birth must be a real date", ["day", "month", "year"]),
        ("016/4/1985", "Date of birth must be a real date", ["day"]),
        ("16/4/85", "Year must include 4 numbers", ["year"]),
        ("16/4/19855", "Year must include 4 numbers", ["year"]),
        ("16/4/0018", "Year must be between 1900 and 2100", ["year"]),
        ("17/4/2018", "Date of birth must be today or in the past", ["day", "month", "year"]),
        ("1\0/4/1985", "Date of birth must be a real date", ["day"]),
        ("²/4/1985", "Date of birth must be a real date", ["day"]),
        ("-1/4/1985", "Date of birth must be a real date", ["day"]),
        (f"{'9' * 5000}/4/1985", "Date of birth must be a real date", ["day"]),
        ("\ud800/4/1985", "Date of birth must be a real date", ["day"]),
    ],
)
def test_date_that_is_wrong_says_what_and_names_the_boxes(typed, sentence, parts):
    form = sent("born", typed)

    assert form.errors["born"] == [sentence]
    params = form.errors.as_data()["born"][0].params
    assert (params or {"parts": ["day", "month", "year"]})["parts"] == parts


def test_date_today_is_not_in_the_future_and_is_in_the_past():
    assert sent("born", "16/4/2018").is_valid()
    assert sent("visit", "16/4/2018").errors["visit"] == ["Date of visit must be in the future"]
    assert sent("visit", "17/4/2018").is_valid()


def test_date_with_a_percent_sign_in_its_label_is_still_a_sentence():
    assert sent("share", "31/2/2018").errors["share"] == ["Date (100%) must be a real date"]


@pytest.mark.parametrize("value", ["2018-04-16", ["16", "4"], 5, {"day": 1}, ["a"] * 9, b"16"])
def test_date_of_the_wrong_type_is_refused_with_a_sentence(value):
    field = NhsDateField(label="Date")
    form = type("F", (PortalForm,), {"date": field})({})
    form.fields["date"].widget.value_from_datadict = lambda *given: value

    assert len(form.errors["date"]) == 1


def test_date_before_a_limit_says_which_limit():
    form = sent("ended", "15/4/2018")
    form.full_clean()

    form.must_not_be_before("ended", dt.date(2018, 4, 16), "the date received")

    assert form.errors["ended"] == ["End date must be the same as or after 16 April 2018, the date received"]


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("9:32am", dt.time(9, 32)),
        ("09:32", dt.time(9, 32)),
        ("9.32", dt.time(9, 32)),
        ("9:32 PM", dt.time(21, 32)),
        ("9am", dt.time(9)),
        ("12am", dt.time(0)),
        ("12:05 p.m.", dt.time(12, 5)),
        ("00:00", dt.time(0)),
        ("", None),
    ],
)
def test_time_written_any_usual_way_is_taken(typed, time):
    form = sent("at", typed)

    assert form.is_valid()
    assert form.cleaned_data["at"] == time


@pytest.mark.parametrize(
    "typed", ["9", "25:00", "9:60", "13am", "0am", "soon", "9:32\0", "9" * 5000, "９:32", "\ud800"]
)
def test_time_that_is_none_is_refused(typed):
    assert sent("at", typed).errors["at"] == ["Time received must be a time, like 9:32am"]


def test_time_from_a_record_is_shown_the_way_it_is_said():
    assert NhsTimeField().prepare_value(dt.time(21, 5)) == "9:05pm"


@pytest.mark.parametrize(
    ("year", "taken"), [("1900", False), ("1997", False), ("1998", True), ("2068", True), ("2069", False)]
)
def test_date_of_an_unlikely_year_names_the_years_that_are_likely(year, taken):
    class Release(PortalForm):
        on = NhsDateField(label="Date of release", years=(20, 50))

    form = Release({"on_day": "1", "on_month": "2", "on_year": year})

    assert form.errors == ({} if taken else {"on": ["Year must be between 1998 and 2068"]})
