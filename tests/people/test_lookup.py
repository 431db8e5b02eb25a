import datetime as dt

import pytest
from django.db import connection

from partnership.access.scope import acting_as, as_the_system
from partnership.people.lookup import by_name, find, likely_duplicates
from partnership.people.models import Person
from tests.people.conftest import TEST_NUMBERS

BORN = dt.date(1985, 5, 14)


def references(people) -> list[str]:
    return [person.reference for person in people]


def test_find_by_nhs_number_gives_that_person(officer, add):
    person = add(nhs_number=TEST_NUMBERS[0])
    add(nhs_number=TEST_NUMBERS[1])

    with acting_as(officer):
        assert references(find(officer, nhs_number=TEST_NUMBERS[0])) == [person.reference]


def test_find_by_last_name_alone_finds_nobody(officer, add):
    add(last_name="Smith")

    with acting_as(officer):
        assert not find(officer, last_name="Smith")


@pytest.mark.parametrize("typed", ["O'Brien", "o’brien", "OBRIEN", " o brien ", "O-Brien", "Óbrien"])
def test_find_reads_a_name_however_it_is_written(officer, add, typed):
    person = add(last_name="O'Brien")

    with acting_as(officer):
        assert references(find(officer, last_name=typed, date_of_birth=BORN)) == [person.reference]


def test_likely_duplicate_says_why_it_is_likely(officer, add):
    add(last_name="Smyth")

    with acting_as(officer):
        (likeness,) = likely_duplicates(officer, nhs_number=None, last_name="Smith", date_of_birth=BORN)

    assert likeness.reasons == ("Last name sounds alike and same date of birth",)


def test_likely_duplicate_with_the_same_number_and_name_gives_both_reasons(officer, add):
    add(last_name="Smith", nhs_number=TEST_NUMBERS[0])

    with acting_as(officer):
        (likeness,) = likely_duplicates(officer, nhs_number=TEST_NUMBERS[0], last_name="smith", date_of_birth=BORN)

    assert likeness.reasons == ("Same NHS number", "Same last name and date of birth")


def test_likely_duplicates_leave_out_people_of_another_name_and_people_without_a_number(officer, add):
    add(last_name="Okafor")

    with acting_as(officer):
        assert not likely_duplicates(officer, nhs_number=None, last_name="Smith", date_of_birth=BORN)


def test_likely_duplicates_leave_out_the_person_asked_about(officer, add):
    person = add()

    with acting_as(officer):
        assert not likely_duplicates(officer, nhs_number=None, last_name="Smith", date_of_birth=BORN, other_than=person)


def test_likely_duplicates_never_name_somebody_of_the_other_pathway_or_another_trust(officer, add, manager_of):
    person = add(borough="lambeth", nhs_number=TEST_NUMBERS[0])
    manager = manager_of("oxleas")

    with acting_as(manager):
        assert not likely_duplicates(manager, nhs_number=TEST_NUMBERS[0], last_name="Smith", date_of_birth=BORN)
    with as_the_system("a young person of the other pathway"):
        Person.objects.filter(pk=person.pk).update(pathway="camhs")
    with acting_as(officer):
        assert not likely_duplicates(officer, nhs_number=TEST_NUMBERS[0], last_name="Smith", date_of_birth=BORN)


@pytest.mark.parametrize("typed", ["smi", "SMITH", "robin smith", "rob smi", "smith-j", "Smith Jones"])
def test_search_by_name_reads_the_beginning_of_names(officer, add, typed):
    add(last_name="Smith-Jones")
    add(last_name="Okafor")

    with acting_as(officer):
        assert [person.last_name for person in by_name(officer, typed)] == ["Smith-Jones"]


@pytest.mark.parametrize("typed", ["--", "’’", "\U0010ffff", "%", "_", "' OR 1=1", "\u202e", "a" * 400])
def test_search_by_name_takes_anything_typed(officer, add, typed):
    add()

    with acting_as(officer):
        assert list(by_name(officer, typed)) == []


def test_names_are_compared_as_postgresql_may_do_before_row_level_security(db):
    """What is not leak-proof, such as LIKE, waits for the policy: an index would not be used, and every row be read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT proleakproof FROM pg_proc WHERE proname IN ('text_ge', 'text_lt', 'texteq', 'date_eq')")
        assert cursor.fetchall() == [(True,)] * 4
