"""A file from its upload to the records that it became, and back."""

import datetime as dt
from dataclasses import replace

import pytest
from django_tasks_db.models import DBTaskResult

from partnership.access.roles import PROGRAMME_LEAD
from partnership.access.scope import acting_as
from partnership.files.actions import imports
from partnership.files.import_kinds import KINDS
from partnership.files.models import Import, ImportRow
from partnership.records.states import NotReady, WrongState
from partnership.work.models import Notification, SavedFilter
from tests.access.factories import somebody_as
from tests.files.imports.conftest import amounts, csv_of, done, seen, sent
from tests.files.imports.sample_kind import SAMPLE
from tests.jobs import work_off

TWO = csv_of("A-1,16/04/2018,180000,", 'A-2,2018-04-01,"1,500.50",Agreed')


def rows_of(record: Import, by, **where) -> list[ImportRow]:
    with acting_as(by):
        return list(ImportRow.objects.filter(upload=record, **where))


def told(by) -> list[str]:
    with acting_as(by):
        return list(Notification.objects.filter(resolved_at=None).order_by("-made_at").values_list("text", flat=True))


def test_file_that_is_right_waits_for_a_review_and_changes_nothing(upload, lead):
    record = upload(TWO)

    assert (record.state, record.problem) == ("ready", "")
    assert record.counts == {"new": 2}
    assert amounts(lead) == {}
    assert told(lead) == ["Sample amounts: ready to review"]


def test_file_that_is_approved_becomes_records(upload, lead):
    record = done(imports.approve, upload(TWO), lead)

    assert record.state == "completed"
    assert amounts(lead) == {"A-1": "180000", "A-2": "1500.50"}
    assert (record.approved_by, record.to_import) == (lead.user, 2)
    assert told(lead) == ["Sample amounts: 2 amounts imported"]


def test_file_with_errors_names_row_and_column_and_changes_nothing(upload, lead):
    record = upload(
        csv_of("A-1,31/02/2018,180000,", ",16/04/2018,lots,", "A-3,16/04/2018,3,", "UNKNOWN-1,16/04/2018,3,")
    )

    assert (record.state, record.counts) == ("has_errors", {"errors": 3, "new": 1})
    assert [line for row in rows_of(record, lead, bucket="errors") for line in row.error_lines] == [
        "Row 2 – STARTED_ON: Date started must be a real date, like 16/04/2018",
        "Row 3 – CODE: Enter the code",
        "Row 3 – AMOUNT: Amount must be an amount of money, like 180000 or 180,000.50",
        "Row 5 – CODE: UNKNOWN-1 is not a code that we know",
    ]
    assert told(lead) == ["Sample amounts: 3 of 4 rows have errors"]
    with acting_as(lead), pytest.raises(WrongState):
        imports.approve(upload=record, by=lead)


def test_file_that_says_two_things_of_one_record_names_both_rows(upload, lead):
    record = upload(csv_of("A-1,16/04/2018,1,", "a-1,16/04/2018,2,"))

    assert [row.error_lines for row in rows_of(record, lead, bucket="errors")] == [
        ["Row 3: It is about the same amount as row 2. Keep one of them"]
    ]


def test_review_puts_each_row_where_it_belongs(upload, lead):
    done(imports.approve, upload(TWO), lead)

    again = upload(csv_of("A-1,16/04/2018,180000,", "A-2,16/04/2018,7,", "LOCKED,16/04/2018,1,", "CLOSE,16/04/2018,2,"))

    assert again.counts == {"same": 1, "change": 1, "not_imported": 1, "close": 1}
    assert again.to_import == 2
    (change,) = rows_of(again, lead, bucket="change")
    assert change.changes == [["Amount", "1500.50", "7"]]
    assert done(imports.approve, again, lead).state == "completed"
    assert amounts(lead) == {"A-1": "180000", "A-2": "7", "CLOSE": "2"}


def test_row_that_cannot_be_saved_undoes_them_all(upload, lead):
    record = done(imports.approve, upload(csv_of("A-1,16/04/2018,1,", "BOOM,16/04/2018,2,")), lead)

    assert (record.state, record.problem) == ("ready", "BOOM cannot be saved.")
    assert amounts(lead) == {}


def test_records_that_moved_since_the_review_are_reviewed_again(upload, lead):
    done(imports.approve, upload(TWO), lead)
    record = upload(csv_of("A-1,16/04/2018,5,"))
    with acting_as(lead):
        SavedFilter.objects.filter(name="A-1").update(query="99")

    moved = done(imports.approve, record, lead)

    assert (moved.state, amounts(lead)["A-1"]) == ("changed", "99")
    assert rows_of(moved, lead)[0].changes == [["Amount", "99", "5"]]
    assert done(imports.approve, moved, lead).state == "completed"
    assert amounts(lead)["A-1"] == "5"


def test_import_is_undone_as_a_whole(upload, lead):
    record = done(imports.undo, done(imports.approve, upload(TWO), lead), lead)

    assert (record.state, amounts(lead)) == ("undone", {})


def test_import_whose_records_were_edited_since_is_not_undone(upload, lead):
    record = done(imports.approve, upload(TWO), lead)
    with acting_as(lead):
        SavedFilter.objects.filter(name="A-2").update(query="99")

    kept = done(imports.undo, record, lead)

    assert (kept.state, kept.problem) == ("completed", "A-2 was changed since.")
    assert amounts(lead) == {"A-1": "180000", "A-2": "99"}


def test_import_of_yesterday_is_not_undone(upload, lead, clock):
    record = done(imports.approve, upload(TWO), lead)
    clock.forward(hours=24, seconds=1)

    with acting_as(lead), pytest.raises(NotReady, match="24 hours"):
        imports.undo(upload=record, by=lead)


def test_corrected_file_takes_the_place_of_the_one_with_errors(upload, lead):
    wrong = upload(csv_of("A-1,16/04/2018,lots,"))

    with acting_as(lead):
        right = imports.upload(kind=SAMPLE, file=sent(TWO), by=lead, corrects=wrong)
    work_off()

    assert seen(wrong, lead).state == "cancelled"
    assert (seen(right, lead).state, right.corrects) == ("ready", wrong)


def test_upload_that_was_cancelled_before_the_worker_came_is_not_checked(lead):
    with acting_as(lead):
        record = imports.upload(kind=SAMPLE, file=sent(TWO), by=lead)
        imports.cancel(upload=record, by=lead)

    work_off()

    assert seen(record, lead).state == "cancelled"
    assert rows_of(record, lead) == []


def test_role_that_ended_imports_nothing_more(upload, lead, clock):
    record = upload(TWO)
    with acting_as(lead):
        imports.approve(upload=record, by=lead)
    clock.move_to(dt.datetime(2019, 4, 1, 8, tzinfo=dt.UTC))

    work_off()

    assert amounts(lead) == {}
    assert seen(record, lead).problem == "The role that this was asked for in has ended. Nothing was done."


def test_job_that_died_is_seen_to_have_stopped_and_can_be_started_again(lead, clock):
    with acting_as(lead):
        record = imports.upload(kind=SAMPLE, file=sent(TWO), by=lead)
        assert not record.has_stopped
        clock.forward(minutes=4)
        assert record.has_stopped
        imports.start_again(upload=record, by=lead)

    work_off()

    assert seen(record, lead).state == "ready"


def test_job_that_is_still_at_it_is_not_started_twice(upload, lead):
    with acting_as(lead):
        record = imports.upload(kind=SAMPLE, file=sent(TWO), by=lead)
        with pytest.raises(NotReady):
            imports.start_again(upload=record, by=lead)


def test_job_that_went_wrong_says_so_to_its_owner_and_nothing_to_the_queue(upload, lead, monkeypatch):
    def fails(rows, by):
        raise RuntimeError("999 123 4567")

    monkeypatch.setitem(KINDS, SAMPLE.slug, replace(SAMPLE, compare=fails))

    record = upload(TWO)

    assert record.problem.startswith("Something went wrong here")
    assert record.has_stopped
    assert "999" not in "".join(DBTaskResult.objects.values_list("traceback", flat=True))


def test_somebody_elses_upload_is_not_there(upload, lead):
    record = upload(TWO)
    other = somebody_as(PROGRAMME_LEAD)

    with acting_as(other):
        assert not Import.objects.filter(pk=record.pk).exists()
        assert not ImportRow.objects.filter(upload=record.pk).exists()


def test_file_of_many_batches_is_checked_whole(upload, lead):
    record = upload(csv_of(*(f"C-{number},16/04/2018,{number}," for number in range(1234))))

    assert (record.state, record.counts, record.rows_done, record.rows_total) == ("ready", {"new": 1234}, 1234, 1234)
