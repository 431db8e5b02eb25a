"""Measure values by file: what is new, what corrects, what is refused."""

import datetime as dt

import pytest

from partnership.access.scope import acting_as
from partnership.files.actions import imports
from partnership.files.import_kinds import ImportKind
from partnership.files.models import Import, ImportRow
from partnership.measures.imports import MEASURE_VALUES
from partnership.measures.kh03 import KH03, OCCUPANCY
from partnership.measures.models import Value
from partnership.measures.reading import read, read_parts
from partnership.measures.registry import BY_TRUST
from tests.browsing import Browser
from tests.files.imports.conftest import done, seen, sent
from tests.jobs import work_off


def uploads(keeper, kind: ImportKind):
    """Sends rows as a file of this kind and lets the worker check it."""

    def _upload(*rows: str) -> Import:
        with acting_as(keeper):
            file = sent("\r\n".join([",".join(kind.names), *rows, ""]).encode(), "values.csv")
            record = imports.upload(kind=kind, file=file, by=keeper)
        work_off()
        return seen(record, keeper)

    return _upload


@pytest.fixture
def upload(keeper):
    return uploads(keeper, MEASURE_VALUES)


@pytest.fixture
def upload_kh03(keeper):
    return uploads(keeper, KH03)


def status(keeper) -> dict[str, str]:
    with acting_as(keeper):
        return {
            f"{value.measure} {value.month:%Y-%m}": f"{value.value:.0f}"
            for value in Value.objects.current().of_the_whole()
        }


def lines(record, keeper) -> list[str]:
    with acting_as(keeper):
        return [line for row in ImportRow.objects.filter(upload=record) for line in row.error_lines]


def test_values_of_a_file_become_months_and_a_correction_needs_its_reason(upload, keeper):
    record = done(imports.approve, upload("M31,2018-02,43,", "m31,March 2018,42,"), keeper)
    assert record.state == "completed"
    onward = Browser(keeper).get(f"/imports/{record.reference}/").links
    assert onward["See Bexley: people ready for discharge"] == "/board/measures/bexley-ready-for-discharge/"
    assert status(keeper) == {"bexley-ready-for-discharge 2018-02": "43", "bexley-ready-for-discharge 2018-03": "42"}

    (line,) = lines(upload("M31,2018-02,40,"), keeper)
    assert "already recorded as 43" in line

    corrected = upload("M31,2018-02,40,Counted twice", "M31,2018-03,42,")
    assert corrected.counts == {"change": 1, "same": 1}
    done(imports.approve, corrected, keeper)
    assert status(keeper)["bexley-ready-for-discharge 2018-02"] == "40"
    assert corrected.why_not_undone().startswith("This kind of import cannot be undone")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("M999,2018-02,1,", "Row 2 – MEASURE: Measure must be the code of a measure, like M31"),
        ("M06,2018-02,1,", "counted by the portal"),
        ("M31,2018-04,1,", "is not over yet"),
        ("M31,2018-02,-1,", "must be 0 or more"),
        ("M31,2018-02,999999999999999,", "Row 2 – VALUE: Value must be between"),
        ("M31,2018-02,many,", "Row 2 – VALUE: Value must be a number, like 12.5"),
    ],
)
def test_row_that_no_measure_can_take_is_named(upload, keeper, row, sentence):
    (line,) = lines(upload(row), keeper)
    assert sentence in line


QUARTERS = [
    "2014-12,RPG,400,380,", "2014-12,RV5,800,700,", "2014-12,RQY,400,360,", "2014-12,R1A,129,117,",
    "2015-03,RPG,400,300,", "2015-03,RQY,400,360,",
]  # fmt: skip


def test_national_occupancy_becomes_each_trust_s_figure_and_the_whole_s_where_all_three_have_one(upload_kh03, keeper):
    record = upload_kh03(*QUARTERS)
    assert record.counts == {"new": 5, "not_imported": 1}

    done(imports.approve, record, keeper)

    with acting_as(keeper):
        whole = read(keeper, OCCUPANCY, dt.date(2014, 9, 1), dt.date(2015, 6, 1)).rows
        parts = read_parts(keeper, OCCUPANCY, BY_TRUST, dt.date(2014, 9, 1), dt.date(2015, 6, 1)).readings
    assert [(row.month.isoformat(), row.value) for row in whole] == [("2014-12-01", 90), ("2015-03-01", None)]
    assert [row.value for row in parts["Oxleas"].rows] == [95, 75]

    done(imports.approve, upload_kh03("2015-03,RV5,800,540,"), keeper)
    assert status(keeper)["mental-illness-beds-occupied 2015-03"] == "75"
    assert upload_kh03(*QUARTERS).counts == {"same": 5, "not_imported": 1}


def test_national_occupancy_of_no_quarter_or_of_more_beds_than_there_are_is_named(upload_kh03, keeper):
    no_quarter, too_many = lines(upload_kh03("2015-02,RPG,400,300,", "2015-03,RPG,400,401,"), keeper)

    assert "has no figure for February 2015. Enter the last month of a quarter, like September 2013" in no_quarter
    assert "must be between 0 and 100" in too_many
