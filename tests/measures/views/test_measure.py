"""The page of one measure: the sentence, the chart, the table and the file say the same."""

import csv
import dataclasses
import io
import re
from decimal import Decimal

import pytest

from partnership.access.roles import ADMINISTRATOR, BOARD_MEMBER, TRUST_MANAGER
from partnership.access.scope import as_the_system
from partnership.measures.actions import closing
from partnership.measures.measures import LAMBETH_SAVING, READY_FOR_DISCHARGE
from tests.access.factories import somebody_as
from tests.browsing import Browser
from tests.factories.access import trust_manager
from tests.factories.measures import (
    AnnotationFactory,
    BaselineFactory,
    CommentaryFactory,
    TargetFactory,
    ValueFactory,
    enter,
)

V2 = [60, 62, 58, 61, 59, 63, 60, 57, 62, 61, 48, 47, 49, 46, 48, 47, 49]
URL = f"/board/measures/{READY_FOR_DISCHARGE.slug}/"
WHOLE = {"from": "2016-11", "to": "2018-03"}


@pytest.fixture
def figures(db):
    return enter(V2)


def cells(seen) -> list[list[str]]:
    """The rows of the table of figures."""
    return [row for row in seen.rows if len(row) == 7][1:]


def file_rows(browser, url=URL, **query) -> list[dict[str, str]]:
    answer = browser.client.get(f"{url}download/", query)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_measure_page_says_in_a_sentence_what_its_chart_shows(figures, member):
    TargetFactory(value=Decimal(55))

    seen = Browser(member).get(URL, **WHOLE)

    assert seen.h1 == READY_FOR_DISCHARGE.name
    sentence = (
        "In March 2018 there were 49 people ready for discharge. This is lower than expected: 2 of 3 months are far "
        "below the average of 55.1. That is an improvement. The target of 55 people ready for discharge may or may not "
        "be met unless something changes."
    )
    assert sentence in seen.text
    assert seen.all("desc") == [sentence]
    assert "Improving (falling)" in seen.text
    assert "May or may not meet target" in seen.text


def test_measure_page_table_chart_and_file_hold_the_same_figures(figures, member):
    browser = Browser(member)
    seen, rows = browser.get(URL, **WHOLE), file_rows(browser, **WHOLE)

    assert [row[1] for row in cells(seen)] == [row["value"] for row in rows] == [str(value) for value in V2]
    drawn = [text for text in seen.all("title")[2:] if ":" in text]
    assert [re.match(r".*: ([\d,.]*\d)", text)[1] for text in drawn] == [str(value) for value in V2]
    assert {row[2] for row in cells(seen)} == {"55.1"}
    assert {row["mean"] for row in rows} == {"55.117647"}
    assert [row[6] for row in cells(seen)] == [row["signal"] or "None" for row in rows]
    assert rows[-1] | {"as_at": ""} == {
        "measure": READY_FOR_DISCHARGE.slug, "breakdown": "", "period_start": "2018-03-01", "value": "49",
        "numerator": "49", "denominator": "", "mean": "55.117647", "lower_limit": "46.638897",
        "upper_limit": "63.596397", "target": "", "segment": "1", "signal": "2 of 3 low, shift low",
        "variation": "improving low", "assurance": "", "as_at": "", "suppressed": "false",
    }  # fmt: skip


def test_file_of_a_measure_is_named_by_its_months(figures, member):
    answer = Browser(member).client.get(f"{URL}download/", WHOLE)

    name = f"slp_{READY_FOR_DISCHARGE.slug}_2016-11_2018-03_20180416T0900.csv"
    assert name in answer["Content-Disposition"]
    assert answer.content.startswith(b"\xef\xbb\xbfmeasure,breakdown,period_start,value,numerator,denominator,mean,")
    assert b"\r\n" in answer.content


def test_measure_page_shows_fewer_months_and_keeps_the_limits_of_all(figures, member):
    seen = Browser(member).get(URL, **{"from": "2018-01", "to": "2018-03"})

    assert [row[0] for row in cells(seen)] == ["January 2018", "February 2018", "March 2018"]
    assert {row[2] for row in cells(seen)} == {"55.1"}


def test_measure_page_refuses_months_in_the_wrong_order(figures, member):
    seen = Browser(member).get(URL, **{"from": "2018-03", "to": "2017-03"})

    assert seen.errors == ["Date from must be before date to"]
    assert seen.title.startswith("Error: ")


@pytest.mark.parametrize("month", ["2018-13", "zz", "\0", "9999-99", "2018-03" * 50])
def test_measure_page_with_a_month_that_is_none_says_so(figures, member, month):
    seen = Browser(member).get(URL, **{"from": month})

    assert seen.status == 200
    assert seen.errors


def test_measure_page_with_too_few_points_has_a_mean_and_no_limits(db, member):
    enter(V2[:9])

    seen = Browser(member).get(URL)

    assert "Not enough data for limits. 13 points are needed, there are 9." in seen.text
    assert {(row[2] != "No data", row[3]) for row in cells(seen)} == {(True, "No limit")}


def test_measure_page_without_figures_says_so(db, member):
    seen = Browser(member).get(URL)

    assert "No figures have been recorded yet." in seen.text
    assert "There are no figures for these months yet." in seen.text


def test_measure_page_draws_the_month_that_is_not_over_hollow_and_does_not_test_it(figures, member):
    ValueFactory(month="2018-04-01", value=Decimal(500), is_partial=True)

    seen = Browser(member).get(URL)

    assert cells(seen)[-1][:2] == ["April 2018 so far", "500"]
    assert cells(seen)[-1][6] == "Not final yet: not tested"
    assert "In March 2018 there were 49" in seen.text
    (hollow,) = [attrs for tag, attrs, _ in seen.elements if "mark--partial" in attrs.get("class", "")][:1]
    assert hollow["d"]
    assert file_rows(Browser(member))[-1]["signal"] == "month not over"


def test_measure_page_has_a_gap_where_a_month_is_missing(db, member):
    enter([*V2[:8], None, *V2[8:]])

    seen = Browser(member).get(URL)

    gap = next(row for row in cells(seen) if row[0] == "June 2017")
    assert gap[1] == "No data"
    (line,) = [attrs["d"] for tag, attrs, _ in seen.elements if "line--data" in attrs.get("class", "")]
    assert line.count("M") == 2


def test_measure_page_prints_why_limits_were_recalculated(figures, member):
    BaselineFactory(month="2017-09-01", is_trial=True, approved=True)

    seen = Browser(member).get(URL, **WHOLE)

    assert "Limits are recalculated from September 2017 on trial: The teams became one." in seen.text
    assert len({row[2] for row in cells(seen)}) == 2
    assert len([1 for _, attrs, _ in seen.elements if "line--mean" in attrs.get("class", "")]) == 2


def test_measure_page_shows_notes_commentary_and_definition(figures, member):
    AnnotationFactory()
    CommentaryFactory(text="The first\nof two lines")
    CommentaryFactory(month="2018-02-01", text="")

    seen = Browser(member).get(URL)

    assert "3 April 2017: Bexley Care began" in seen.text
    assert "The firstof two lines" in seen.text
    assert "No commentary" in seen.text
    assert READY_FOR_DISCHARGE.formula in seen.text


def test_measure_page_tells_every_change_of_the_definition_newest_first(figures, member, clock):
    for formula in ("Some of them", "Most of them", READY_FOR_DISCHARGE.formula):
        with as_the_system("the night"):
            closing.note_definition(dataclasses.replace(READY_FOR_DISCHARGE, formula=formula))
        clock.forward(days=1)

    seen = Browser(member).get(URL)

    assert seen.all("del") == ["Most of them", "Some of them"]
    assert seen.all("ins") == [READY_FOR_DISCHARGE.formula, "Most of them"]


def test_measure_page_shows_the_newest_commentary_of_a_month(figures, member, clock):
    CommentaryFactory(text="At first")
    clock.forward(hours=1)
    CommentaryFactory(text="On reflection")

    seen = Browser(member).get(URL)

    assert "On reflection" in seen.text
    assert "At first" not in seen.text


def test_measure_of_money_is_drawn_as_bars_without_limits(db, member):
    enter([90_000, 95_000.5] * 8, measure=LAMBETH_SAVING.slug)

    seen = Browser(member).get(f"/board/measures/{LAMBETH_SAVING.slug}/")

    assert "Lambeth: saving stood at £95,000.50 in March 2018." in seen.text
    assert "Not tested" in seen.text
    assert len([1 for _, attrs, _ in seen.elements if "mark--actual" in attrs.get("class", "")]) >= 16


def test_measure_that_nobody_declared_is_not_found(db, member):
    assert Browser(member).get("/board/measures/camhs-beds-of-mars/").status == 404
    assert Browser(member).get(URL, by="borough").status == 404


def test_measure_page_is_not_for_the_administrator(db):
    assert Browser(somebody_as(ADMINISTRATOR)).get(URL).status == 403


@pytest.mark.parametrize("role", [BOARD_MEMBER, TRUST_MANAGER], ids=str)
def test_reader_is_offered_nothing_to_change(figures, role):
    seen = Browser(somebody_as(role)).get(URL)

    assert "Add commentary" not in seen.links
    assert Browser(trust_manager("slam")).get(f"{URL}commentary/").status == 403


def test_keeper_is_offered_what_can_be_changed(figures, keeper):
    seen = Browser(keeper).get(URL)

    assert {"Enter or correct a month", "Add commentary", "Add a note to the chart", "Targets",
            "Recalculate the limits"} <= set(seen.links)  # fmt: skip


def test_measure_page_asks_as_much_for_ten_years_as_for_one(db, member, django_assert_max_num_queries):
    enter([50 + place % 7 for place in range(120)])
    AnnotationFactory.create_batch(20)
    browser = Browser(member)

    with django_assert_max_num_queries(26):
        assert browser.get(URL, **{"from": "2016-04", "to": "2018-03"}).status == 200
