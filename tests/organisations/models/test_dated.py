"""What the database promises of every dated row, shown on one of the tables that has them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, connection, transaction

from partnership.organisations.models import UnitFact
from tests.organisations.factories import UnitFactFactory

pytestmark = pytest.mark.django_db

BEGUN, ENDED = date(2015, 4, 1), date(2018, 4, 16)


@pytest.fixture
def fact():
    return UnitFactFactory(valid_from=BEGUN)


@pytest.fixture
def ended():
    return UnitFactFactory(valid_from=BEGUN, valid_until=ENDED)


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2015, 3, 31), False), (BEGUN, True), (date(2018, 4, 15), True), (ENDED, False)],
)
def test_on_a_day_holds_from_the_first_and_until_the_last(ended, day, holds):
    assert UnitFact.objects.on(day).filter(pk=ended.pk).exists() is holds
    assert ended.holds_on(day) is holds


def test_on_any_later_day_an_open_row_holds(fact):
    assert UnitFact.objects.on(date(2100, 1, 1)).filter(pk=fact.pk).exists()


@pytest.mark.parametrize("change", [{"holds": True}, {"valid_from": date(2014, 4, 1)}, {"source": "Another"}])
def test_update_of_what_a_row_says_is_refused_by_the_database(fact, change):
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        UnitFact.objects.filter(pk=fact.pk).update(**change)


def test_update_of_an_ended_row_is_refused_by_the_database(ended):
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        UnitFact.objects.filter(pk=ended.pk).update(valid_until=None)


def test_delete_is_refused_by_the_database_by_raw_sql_too(fact):
    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM organisations_unitfact WHERE id = %s", [fact.pk])


def test_two_rows_for_one_thing_at_one_time_are_refused(fact):
    with pytest.raises(IntegrityError, match="unit_fact_is_one_at_a_time"), transaction.atomic():
        UnitFactFactory(unit=fact.unit, valid_from=date(2018, 1, 1))


def test_two_rows_for_one_thing_at_one_time_are_refused_in_words_before_they_are_saved(fact):
    with pytest.raises(ValidationError, match="End that one first"):
        UnitFactFactory.build(unit=fact.unit, valid_from=date(2018, 1, 1)).full_clean()


def test_a_row_from_the_day_that_another_ends_is_taken(ended):
    assert UnitFactFactory(unit=ended.unit, valid_from=ENDED).pk


def test_a_row_that_ends_before_it_begins_is_refused():
    with pytest.raises(IntegrityError, match="ends_after_it_begins"), transaction.atomic():
        UnitFactFactory(valid_from=ENDED, valid_until=BEGUN)
