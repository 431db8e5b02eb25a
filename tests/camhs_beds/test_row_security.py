"""Whom a ward sees, and for how long."""

import datetime as dt

from camhs_beds.actions import requests, stays, undo
from camhs_beds.models import BedPeriod, BedRequest, Stay
from camhs_beds.policy import STAY
from partnership.access.policy import Action, permitted
from partnership.access.scope import acting_as
from partnership.arithmetic import clock as the_clock
from partnership.people.models import Person
from tests.factories import beds as make


def seen_by(ward) -> tuple[int, int, int, int]:
    with acting_as(ward):
        in_views = permitted(ward, STAY[Action.VIEW], Stay).count()
        assert in_views == Stay.objects.count(), "the views and the database say the same"
        assert permitted(ward, STAY[Action.VIEW], BedPeriod).count() == BedPeriod.objects.count()
        return BedRequest.objects.count(), in_views, BedPeriod.objects.count(), Person.objects.count()


def discharged(cedar, ward, clock) -> Stay:
    coordinator, request = make.bed_coordinator(), make.offered(cedar)
    with acting_as(coordinator):
        requests.reserve(request=request, bed=make.bed(cedar), by=coordinator)
    with acting_as(ward):
        stay = stays.admit(request=request, at=the_clock.now(), legal_status="s2", clinician="Dr B Example", by=ward)
        clock.forward(hours=1)
        return stays.discharge(stay=stay, at=the_clock.now(), to="home", by=ward)


def test_ward_sees_who_left_for_28_days_and_not_longer(cedar, clock):
    ward = make.ward(cedar)
    discharged(cedar, ward, clock)

    clock.forward(days=28)
    assert seen_by(ward) == (1, 1, 1, 1)

    clock.forward(days=1)
    assert seen_by(ward) == (0, 0, 0, 0)


def test_discharge_undone_is_seen_without_an_end(cedar, clock):
    ward = make.ward(cedar)
    stay = discharged(cedar, ward, clock)
    with acting_as(ward):
        undo.last_step(stay=stay, by=ward)

    clock.forward(days=60)

    assert seen_by(ward) == (1, 1, 1, 1)


def test_ward_of_another_unit_sees_nobody(cedar, clock):
    discharged(cedar, make.ward(cedar), clock)

    assert seen_by(make.ward(make.UnitFactory(trust="oxleas"))) == (0, 0, 0, 0)


def test_bed_team_sees_who_left_long_ago(cedar, clock):
    stay = discharged(cedar, make.ward(cedar), clock)
    clock.move_to(the_clock.now() + dt.timedelta(days=400))

    with acting_as(make.bed_coordinator()):
        assert Stay.objects.get() == stay
