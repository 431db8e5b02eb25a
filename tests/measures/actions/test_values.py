"""The months of manual measures."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import InternalError, transaction

from forensic_hub.referrals.measures import ASSESSMENTS_ON_TIME as COUNTED
from partnership.access.refusals import Refusal
from partnership.access.scope import acting_as
from partnership.measures.actions.values import Entry, problems, record
from partnership.measures.measures import LAMBETH_SAVING, READY_FOR_DISCHARGE
from partnership.measures.models import Value

BEFORE = dt.date(2016, 3, 1)
FEBRUARY, MARCH, APRIL = dt.date(2018, 2, 1), dt.date(2018, 3, 1), dt.date(2018, 4, 1)


def entry(month=MARCH, value=50, **given) -> Entry:
    return Entry(given.pop("measure", READY_FOR_DISCHARGE), month, Decimal(value), **given)


def test_values_are_recorded_all_at_once(as_keeper):
    made = record(rows=[entry(FEBRUARY, 52), entry(MARCH, 48)], by=as_keeper)

    assert [(value.month, value.value, value.version) for value in made] == [
        (FEBRUARY, Decimal(52), 1),
        (MARCH, Decimal(48), 1),
    ]
    assert {value.recorded_by for value in made} == {as_keeper.user}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (entry(APRIL), "April 2018 is not over yet. Enter a month that has ended."),
        (entry(BEFORE), "Bexley: people ready for discharge begins in April 2016. Enter that month or later."),
        (entry(MARCH, -1), "The value must be 0 or more."),
        (entry(measure=COUNTED), "Assessments on time is counted by the portal. Correct the records that it counts."),
        (entry(FEBRUARY), "February 2018 is in these rows twice."),
    ],
)  # fmt: skip
def test_one_row_that_cannot_be_recorded_refuses_them_all(as_keeper, wrong, sentence):
    rows = [entry(FEBRUARY), wrong]
    with pytest.raises(Refusal, match=f"^{sentence}$"):
        record(rows=rows, by=as_keeper)

    assert problems(rows=rows, by=as_keeper) == {1: sentence}
    assert not Value.objects.exists()


def test_loss_is_a_value_of_money(as_keeper):
    assert record(rows=[entry(measure=LAMBETH_SAVING, value="-120.50")], by=as_keeper)[0].value == Decimal("-120.50")


def test_value_that_is_there_is_corrected_with_a_reason_and_kept(as_keeper, clock):
    record(rows=[entry(value=50)], by=as_keeper)
    clock.forward(days=1)

    with pytest.raises(Refusal, match="March 2018 is already recorded as 50. Enter why it is corrected."):
        record(rows=[entry(value=48)], by=as_keeper)
    record(rows=[entry(value=48, why="Two were counted twice")], by=as_keeper)

    old, new = Value.objects.order_by("version")
    assert (old.value, old.superseded_at is None, new.value, new.version, new.why) == (
        Decimal(50), False, Decimal(48), 2, "Two were counted twice",
    )  # fmt: skip
    assert Value.objects.current().get() == new


def test_value_that_says_the_same_changes_nothing(as_keeper):
    record(rows=[entry()], by=as_keeper)

    assert record(rows=[entry()], by=as_keeper) == []
    assert Value.objects.count() == 1


def test_value_of_someone_elses_measure_is_refused(hub_lead):
    with acting_as(hub_lead):
        assert problems(rows=[entry()], by=hub_lead) == {
            0: "Only a programme lead can change Bexley: people ready for discharge."
        }


def test_value_recorded_by_a_reader_is_refused(as_member):
    with pytest.raises(Refusal) as refused:
        record(rows=[entry()], by=as_member)
    assert "cannot do this" in refused.value.sentence


@pytest.mark.parametrize(
    "change",
    [
        lambda value: Value.objects.filter(pk=value.pk).update(value=1),
        lambda value: Value.objects.filter(pk=value.pk).delete(),
        lambda value: Value.objects.filter(pk=value.pk).update(month=FEBRUARY),
    ],
)
def test_closed_month_is_changed_by_no_path(as_keeper, change):
    (value,) = record(rows=[entry()], by=as_keeper)

    with pytest.raises(InternalError), transaction.atomic():
        change(value)


def test_corrected_value_is_corrected_once(as_keeper, clock):
    record(rows=[entry()], by=as_keeper)
    record(rows=[entry(value=1, why="Wrong")], by=as_keeper)

    with pytest.raises(InternalError), transaction.atomic():
        Value.objects.filter(version=1).update(superseded_at=None)
