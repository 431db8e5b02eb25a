"""Measure values by file: what is new, what corrects, what is refused."""

import pytest

from partnership.access.scope import acting_as
from partnership.measures.imports import MEASURE_VALUES
from partnership.measures.models import Value
from partnership.work.actions import imports
from partnership.work.models import Import, ImportRow
from tests.jobs import work_off
from tests.work.imports.conftest import done, seen, sent

HEADINGS = "MEASURE,MONTH,VALUE,WHY\r\n"


@pytest.fixture
def upload(keeper):
    def _upload(*rows: str) -> Import:
        with acting_as(keeper):
            file = sent((HEADINGS + "\r\n".join(rows) + "\r\n").encode(), "values.csv")
            record = imports.upload(kind=MEASURE_VALUES, file=file, by=keeper)
        work_off()
        return seen(record, keeper)

    return _upload


def standing(keeper) -> dict[str, str]:
    with acting_as(keeper):
        return {f"{value.measure} {value.month:%Y-%m}": f"{value.value:.0f}" for value in Value.objects.standing()}


def lines(record, keeper) -> list[str]:
    with acting_as(keeper):
        return [line for row in ImportRow.objects.filter(upload=record) for line in row.error_lines]


def test_values_of_a_file_become_months_and_a_correction_needs_its_reason(upload, keeper):
    assert done(imports.approve, upload("M31,2018-02,43,", "m31,March 2018,42,"), keeper).state == "completed"
    assert standing(keeper) == {"bexley-ready-for-discharge 2018-02": "43", "bexley-ready-for-discharge 2018-03": "42"}

    (line,) = lines(upload("M31,2018-02,40,"), keeper)
    assert "already recorded as 43" in line

    corrected = upload("M31,2018-02,40,Counted twice", "M31,2018-03,42,")
    assert corrected.counts == {"change": 1, "same": 1}
    done(imports.approve, corrected, keeper)
    assert standing(keeper)["bexley-ready-for-discharge 2018-02"] == "40"
    assert corrected.why_not_undone().startswith("This kind of import cannot be undone")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("M999,2018-02,1,", "Row 2 – MEASURE: Measure must be the code of a measure, like M31"),
        ("M06,2018-02,1,", "counted by the portal"),
        ("M31,2018-04,1,", "is not over yet"),
        ("M31,2018-02,-1,", "must be 0 or more"),
        ("M31,2018-02,many,", "Row 2 – VALUE: Value must be a number, like 12.5"),
    ],
)
def test_row_that_no_measure_can_take_is_named(upload, keeper, row, sentence):
    (line,) = lines(upload(row), keeper)
    assert sentence in line
