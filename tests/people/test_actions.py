import threading

import pytest
from django.db import DatabaseError, connection, transaction

from partnership.access.refusals import NotPermitted, Refusal
from partnership.access.roles import BOARD_MEMBER, HUB_OFFICER
from partnership.access.scope import acting_as, as_the_system
from partnership.organisations.models import Borough
from partnership.people.actions import correct, make
from partnership.people.models import Person, PersonCorrection
from partnership.records.corrections import NothingToCorrect
from partnership.records.models.record import ChangedSinceOpened
from tests.people.conftest import TEST_NUMBERS, details, principal_of


def test_person_made_keeps_no_more_of_the_postcode_than_its_sector(add):
    person = add(home_postcode="SE5 8AZ")

    assert (person.home_outcode, person.home_sector) == ("SE5", "SE5 8")


@pytest.mark.parametrize(
    ("borough", "trust"), [("bexley", "Oxleas"), ("croydon", "SLaM"), ("lambeth", "SLaM"), ("sutton", "SWLStG")]
)
def test_person_made_is_the_responsibility_of_the_trust_of_their_borough(add, borough, trust):
    person = add(borough=borough)

    assert person.responsibility == trust


def test_person_from_outside_south_london_has_no_trust_until_it_is_confirmed(add):
    person = add(home_area="outside", home_borough=None)

    assert person.responsible_trust is None
    assert person.responsibility == "Responsibility to be confirmed"


def test_person_of_no_fixed_address_keeps_no_postcode(add):
    person = add(home_area="no_fixed_address", home_borough=None, home_postcode="ZZ99 3VZ")

    assert (person.home_outcode, person.home_sector) == ("", "")


def test_nhs_number_in_use_is_refused_and_names_the_record(officer, add):
    known = add(nhs_number=TEST_NUMBERS[0])

    with acting_as(officer), pytest.raises(Refusal, match=f"already used by {known.reference}"):
        make(by=officer, details=details(nhs_number=TEST_NUMBERS[0], last_name="Other"))


def test_nhs_number_held_in_the_other_pathway_is_no_hindrance_and_no_hint(officer, add):
    person = add(nhs_number=TEST_NUMBERS[0])
    with as_the_system("a young person of the other pathway"):
        Person.objects.filter(pk=person.pk).update(pathway="camhs")

    with acting_as(officer):
        made = make(by=officer, details=details(nhs_number=TEST_NUMBERS[0]))

    assert made.pathway == "forensic"


def test_nhs_number_that_could_be_a_real_persons_is_refused_where_people_are_made_up(officer):
    with acting_as(officer), pytest.raises(Refusal, match="begins with 999"):
        make(by=officer, details=details(nhs_number="9434765919"))


def test_person_is_not_made_by_a_role_that_may_not(db):
    member = principal_of(BOARD_MEMBER)

    with acting_as(member), pytest.raises(NotPermitted):
        make(by=member, details=details())


@pytest.mark.parametrize("number", ["9990000116", "999000011", "99900001151", "999000011x", "9992232340"])
def test_nhs_number_that_does_not_add_up_is_refused_by_the_database(add, number):
    person = add()

    with as_the_system("past every form"), pytest.raises(DatabaseError), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(nhs_number=number)


@pytest.mark.parametrize("number", [*TEST_NUMBERS, "9434765919"])
def test_nhs_number_that_adds_up_is_taken_by_the_database(add, number):
    person = add()

    with as_the_system("past every form"):
        assert Person.objects.filter(pk=person.pk).update(nhs_number=number) == 1


def test_correction_keeps_the_old_value_who_when_and_why(officer, add):
    person = add(last_name="Smyth")

    with acting_as(officer):
        corrected = correct(
            person=person,
            by=officer,
            version=1,
            changes={"last_name": "Smith"},
            why="wrong_value",
            explanation="Misheard.",
        )
        kept = PersonCorrection.objects.get()

    assert (corrected.last_name, corrected.version) == ("Smith", 2)
    assert (kept.about, kept.old_value, kept.new_value, kept.explanation) == (
        "Last name",
        "Smyth",
        "Smith",
        "Misheard.",
    )
    assert kept.corrected_by == officer.user


def test_correction_of_the_borough_moves_the_person_to_the_other_trust_and_out_of_sight_of_the_first(
    officer, add, manager_of
):
    person = add(borough="lambeth")
    of_slam, of_oxleas = manager_of("slam"), manager_of("oxleas")

    with acting_as(officer):
        bexley = Borough.objects.get(slug="bexley")
        changes = {"home_area": "borough", "home_borough": bexley}
        correct(person=person, by=officer, version=1, changes=changes, why="wrong_value", explanation="Moved in 2017.")

    with acting_as(of_slam):
        assert not Person.objects.exists()
        assert not PersonCorrection.objects.exists()
        assert not Person.pgh_event_model.objects.exists()
    with acting_as(of_oxleas):
        assert Person.objects.get().responsibility == "Oxleas"
        assert PersonCorrection.objects.count() == 2


def test_correction_made_on_an_older_version_is_refused(officer, add):
    person = add()

    with acting_as(officer), pytest.raises(ChangedSinceOpened):
        correct(person=person, by=officer, version=0, changes={"gender": "x"}, why="other", explanation="-")


def test_correction_that_changes_nothing_is_refused(officer, add):
    person = add()

    with acting_as(officer), pytest.raises(NothingToCorrect):
        changes = {"last_name": person.last_name}
        correct(person=person, by=officer, version=1, changes=changes, why="other", explanation="-")


def test_trust_manager_of_another_trust_sees_no_person_however_they_ask(add, manager_of):
    person = add(borough="lambeth")

    with acting_as(manager_of("oxleas")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_person")
        assert cursor.fetchone() == (0,)
        assert not Person.objects.filter(pk=person.pk).exists()
    with acting_as(manager_of("slam")):
        assert Person.objects.filter(pk=person.pk).exists()


def test_sixteen_people_adding_the_same_nhs_number_at_once_make_one_person(committed):
    officers = [principal_of(HUB_OFFICER) for _ in range(16)]
    together, answers = threading.Barrier(16), []

    def add(officer):
        together.wait()
        try:
            with acting_as(officer):
                answers.append(make(by=officer, details=details(nhs_number=TEST_NUMBERS[0])).reference)
        except Refusal as refusal:
            answers.append(refusal.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=add, args=(officer,)) for officer in officers]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    (reference,) = [answer for answer in answers if answer.startswith("PX-")]
    assert len(answers) == 16
    assert all(reference in answer for answer in answers)
    with as_the_system("looking"):
        assert Person.objects.count() == 1
