"""What the database refuses of beds and stays, whoever asks and by whatever way."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from camhs_beds.models import Bed, BedPeriod, OutOfService, Reservation
from camhs_beds.vocabulary import BedState
from partnership.access.scope import as_the_system
from partnership.arithmetic import clock as the_clock
from tests.factories import beds as make
from tests.factories.access import UserFactory

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def refused(change, why: str) -> None:
    with pytest.raises(DatabaseError, match=why), as_the_system("a test"), transaction.atomic():
        change()


def closed(bed: Bed, **given) -> OutOfService:
    return OutOfService.objects.create(
        bed=bed, unit=bed.unit, why="repairs", start_at=the_clock.now() - HOUR, expected_end_on=the_clock.today(),
        taken_by=UserFactory(), taken_at=the_clock.now(), **given,
    )  # fmt: skip


def period(stay, bed: Bed, **given) -> BedPeriod:
    given = {"start_at": the_clock.now() - HOUR, **given}
    return BedPeriod.objects.create(stay=stay, bed=bed, recorded_by=UserFactory(), recorded_at=the_clock.now(), **given)


def test_state_of_a_bed_is_never_typed(cedar):
    bed = make.bed(cedar)
    refused(lambda: Bed.objects.filter(pk=bed.pk).update(state=BedState.OCCUPIED), "worked out, never typed")


def test_bed_out_of_service_takes_nobody(cedar):
    bed, stay = make.bed(cedar), make.StayFactory(unit=make.UnitFactory(beds=0))
    with as_the_system("a test"):
        closed(bed)
    refused(lambda: period(stay, bed), "out of service in that time")


def test_bed_with_somebody_in_it_is_not_taken_out_of_service(cedar):
    make.StayFactory(unit=cedar)
    refused(lambda: closed(make.bed(cedar)), "This bed has a young person in it during that time")


def test_bed_has_one_young_person_at_a_time_also_in_the_past(cedar):
    now, other = the_clock.now(), make.StayFactory(unit=make.UnitFactory(beds=0))
    make.StayFactory(unit=cedar)
    refused(lambda: period(other, make.bed(cedar)), "bed_has_one_young_person")
    refused(
        lambda: period(other, make.bed(cedar), start_at=now - 40 * HOUR, end_at=now - 30 * HOUR),
        "bed_has_no_two_young_people_at_once",
    )


def test_young_person_has_one_stay_at_a_time(cedar):
    stay = make.StayFactory(unit=cedar)
    refused(lambda: make.StayFactory(unit=cedar, person=stay.person), "person_has_one_open_stay")


@pytest.mark.parametrize("column", ["start_at", "end_at", "clinician", "legal_status"])
def test_stay_that_is_over_changes_only_by_a_correction(cedar, column):
    now, somebody = the_clock.now(), UserFactory()
    stay = make.StayFactory(unit=cedar, end_at=now - HOUR, discharged_by=somebody, discharged_at=now)
    value = now - 2 * HOUR if column.endswith("_at") else "s3"
    refused(lambda: type(stay).objects.filter(pk=stay.pk).update(**{column: value}), "changes only through a corr")


@pytest.mark.parametrize("column", ["start_at", "back_at"])
def test_leave_that_is_over_changes_only_by_a_correction(cedar, column):
    now, stay = the_clock.now(), make.StayFactory(unit=cedar)
    with as_the_system("a test"):
        stay.leaves.create(
            type="home", start_at=now - 4 * HOUR, expected_back_at=now, back_at=now - HOUR, recorded_by=UserFactory(),
            recorded_at=now, returned_by=UserFactory(), returned_at=now,
        )  # fmt: skip
    refused(lambda: stay.leaves.update(**{column: now - 2 * HOUR}), "changes only through a correction")


def test_bed_has_one_reservation_at_a_time(cedar):
    held = make.ReservationFactory(bed=make.bed(cedar))
    refused(lambda: make.ReservationFactory(bed=held.bed), "bed_is_reserved_once")
    with as_the_system("a test"):
        assert Reservation.objects.count() == 1
