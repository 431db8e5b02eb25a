"""What a chart says in words."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest

from partnership.arithmetic import months
from partnership.measures.disclosure import Shown
from partnership.measures.measures import READY_FOR_DISCHARGE
from partnership.measures.reading import StoredMonth, reading
from partnership.measures.registry import Better, Unit
from partnership.measures.sentences import sentence

FIRST, AT = dt.date(2017, 1, 1), dt.datetime(2018, 4, 16, 9, tzinfo=dt.UTC)
STEADY = [50, 52, 49, 51, 50, 48, 51, 49, 50, 51, 49, 50, 51, 50]


def said(values, numerator=None, denominator=None, **changes) -> str:
    measure = dataclasses.replace(READY_FOR_DISCHARGE, **changes)
    told = {
        months.after(FIRST, place): StoredMonth(Shown(Decimal(str(value)), numerator, denominator), AT)
        for place, value in enumerate(values)
    }
    return sentence(reading(measure, told, FIRST, months.after(FIRST, len(values))))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (STEADY, "This is no significant change: 45.6 to 54.6 is to be expected."),
        ([*STEADY, 90], "This is higher than expected: it is above the upper limit of 64.5. That is a concern."),
        ([*STEADY, 20], "This is lower than expected: it is below the lower limit of 38.2. That is an improvement."),
        ([50, 52, 49, 51, 50, 48, 51, 49, 47, 48, 49, 50, 51, 52, 53],
         "This is a rising trend: each of the last 6 months is higher than the month before. That is a concern."),
        ([56, 48] * 7 + [51, 51.5, 51, 51.5, 51, 51.5, 51], "the last 8 months are all below the average of 51.7."),
        (STEADY[:2], "Not enough data for limits. 13 points are needed, there are 2."),
    ],
)  # fmt: skip
def test_sentence_says_whether_the_latest_month_is_out_of_the_ordinary(values, expected):
    assert expected in said(values)


def test_sentence_of_one_is_in_the_singular():
    assert said([3, 1]).startswith("In February 2017 there was 1 person ready for discharge.")


def test_sentence_of_a_share_says_of_how_many():
    text = said([80], Decimal(40), Decimal(50), unit=Unit.SHARE, noun=("", ""), name="Assessments on time")

    assert text.startswith("Assessments on time stood at 80% (40 of 50) in January 2017.")


def test_sentence_of_what_is_neither_good_nor_bad_judges_nothing():
    text = said([*STEADY, 90], better=Better.NEUTRAL)

    assert "concern" not in text
    assert "improvement" not in text


def test_sentence_without_a_figure_says_so():
    assert said([]) == "No figures have been recorded yet."
