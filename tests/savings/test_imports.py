"""Actuals by file: recorded, left where they are confirmed, and taken back."""

import datetime as dt
from decimal import Decimal

import pytest

from partnership.access.scope import acting_as
from partnership.files.actions import imports
from partnership.files.models import Import, ImportRow
from partnership.savings.imports import SAVINGS_ACTUALS
from partnership.savings.models import MonthFigure
from tests.browsing import Browser
from tests.factories import savings as make
from tests.files.imports.conftest import done, seen, sent
from tests.jobs import work_off

HEADINGS = "SAVING,MONTH,ACTUAL,FORECAST,COMMENT\r\n"
ACTUALS = "/partnership/savings/actuals/"
FEBRUARY = dt.date(2018, 2, 1)


@pytest.fixture
def upload(lead):
    def _upload(*rows: str) -> Import:
        with acting_as(lead):
            file = sent((HEADINGS + "\r\n".join(rows) + "\r\n").encode(), "actuals.csv")
            record = imports.upload(kind=SAVINGS_ACTUALS, file=file, by=lead)
        work_off()
        return seen(record, lead)

    return _upload


def actual_of(saving, month, lead) -> Decimal | None:
    with acting_as(lead):
        return MonthFigure.objects.get(saving=saving, month=month).actual


def test_actuals_of_a_file_are_recorded_and_taken_back(upload, lead):
    figure = make.MonthFigureFactory()
    reference = figure.saving.reference

    record = upload(f"{reference},2018-03,-15.50,,A dear month", f"{reference},2018-02,20,30,")
    assert record.counts == {"change": 1, "new": 1}
    record = done(imports.approve, record, lead)
    assert record.state == "completed"
    onward = Browser(lead).get(f"/imports/{record.reference}/").links
    assert onward["See the actuals of March 2018 and send them for confirmation"] == f"{ACTUALS}?period=2018-03"
    assert actual_of(figure.saving, make.MARCH, lead) == Decimal("-15.50")
    assert actual_of(figure.saving, FEBRUARY, lead) == Decimal(20)

    assert done(imports.undo, record, lead).state == "undone"
    assert actual_of(figure.saving, make.MARCH, lead) == Decimal(90)
    assert actual_of(figure.saving, FEBRUARY, lead) is None


def test_actual_that_was_changed_since_is_not_taken_back(upload, lead):
    figure = make.MonthFigureFactory()
    record = done(imports.approve, upload(f"{figure.saving.reference},2018-03,1,,"), lead)
    with acting_as(lead):
        MonthFigure.objects.filter(pk=figure.pk).update(actual=5)

    kept = done(imports.undo, record, lead)

    assert kept.problem == f"{figure.saving.reference} in March 2018 was changed since this import."
    assert actual_of(figure.saving, make.MARCH, lead) == 5


def test_month_that_is_closed_is_listed_and_left(upload, lead, closed_march):
    with acting_as(lead):
        saving = MonthFigure.objects.get(month=make.MARCH).saving

    record = upload(f"{saving.reference},2018-03,1,,")

    with acting_as(lead):
        (row,) = ImportRow.objects.filter(upload=record)
    assert (row.bucket, row.why) == ("not_imported", "March 2018 is closed")


def test_amount_that_no_month_can_hold_is_named(upload, lead):
    figure = make.MonthFigureFactory()

    record = upload(f"{figure.saving.reference},2018-03,12345678901,,")

    assert record.state == "has_errors"
    with acting_as(lead):
        (row,) = ImportRow.objects.filter(upload=record)
    assert row.error_lines == ["Row 2 – ACTUAL: Actual must be between -999,999,999.99 and 999,999,999.99"]


def test_long_comment_of_letters_beyond_ascii_is_kept_and_taken_back(upload, lead):
    figure = make.MonthFigureFactory(comment="é" * 500)

    record = done(imports.approve, upload(f"{figure.saving.reference},2018-03,1,,Short"), lead)

    assert record.state == "completed"
    assert done(imports.undo, record, lead).state == "undone"
    with acting_as(lead):
        assert MonthFigure.objects.get(pk=figure.pk).comment == "é" * 500


def test_saving_that_is_not_there_is_named(upload, lead):
    record = upload("SV-1999-0001,2018-03,1,,")

    with acting_as(lead):
        (row,) = ImportRow.objects.filter(upload=record)
    assert row.error_lines == ["Row 2 – SAVING: There is no saving SV-1999-0001"]
