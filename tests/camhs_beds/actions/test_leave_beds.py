"""The bed of somebody on leave, which somebody else may use by agreement."""

import datetime as dt

import pytest

from camhs_beds.actions import requests, stays, undo
from camhs_beds.vocabulary import BedState
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock as the_clock
from tests.factories import beds as make

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def lent(cedar, beth):
    """Whoever is on leave from bed 1 of Cedar Unit since nine, and agreed that it may be used."""
    away = make.StayFactory(unit=cedar)
    stays.start_leave(
        stay=away, type="home", start_at=the_clock.now(), expected_back_at=the_clock.now() + 48 * HOUR, bed_held=True,
        usable_tonight=True, agreed_by="Dr B Example", return_plan="Bed 2", by=beth,
    )  # fmt: skip
    return away


def admit(request, by, at):
    return stays.admit(request=request, at=at, legal_status="s2", clinician="Dr C Example", by=by)


def test_leave_bed_to_which_its_young_person_came_back_is_not_given_to_whom_it_is_reserved_for(
    lent, cedar, beth, clock
):
    request = make.offered(cedar)
    requests.reserve(request=request, bed=make.bed(cedar), by=beth)
    clock.forward(hours=1)
    stays.return_from_leave(stay=lent, at=the_clock.now(), by=beth)
    with pytest.raises(Refusal, match="Bed 1 on Cedar Unit was filled"):
        admit(request, beth, the_clock.now())
    assert lent.periods.get(end_at=None).bed == make.bed(cedar)


def test_leave_bed_is_taken_at_the_minute_that_was_typed(lent, cedar, beth, clock):
    other = make.StayFactory(unit=cedar)
    clock.forward(hours=2, seconds=30)
    moved_at = the_clock.now() - dt.timedelta(seconds=30)
    stays.move_bed(stay=other, bed=make.bed(cedar), at=moved_at, by=beth)
    assert lent.periods.get().end_at == moved_at
    assert make.bed(cedar).state_now is BedState.OCCUPIED


def test_leave_bed_is_not_taken_before_the_leave_began(lent, cedar, beth, clock):
    request = make.offered(cedar)
    requests.reserve(request=request, bed=make.bed(cedar), by=beth)
    clock.forward(hours=1)
    with pytest.raises(Refusal, match="from when bed 1 was free"):
        admit(request, beth, the_clock.now() - 2 * HOUR)


def test_leave_bed_is_lent_again_when_the_admission_into_it_is_taken_back(lent, cedar, beth, clock):
    request = make.offered(cedar)
    requests.reserve(request=request, bed=make.bed(cedar), by=beth)
    clock.forward(hours=1)
    came = admit(request, beth, the_clock.now())
    undo.last_step(stay=came, by=beth)
    assert lent.periods.get(end_at=None).bed == make.bed(cedar)
    assert (lent.leaves.get().bed_held, lent.leaves.get().usable_tonight) == (True, True)
    assert make.bed(cedar).state_now is BedState.ON_LEAVE


def test_leave_bed_is_lent_again_when_the_move_into_it_is_taken_back(lent, cedar, beth, clock):
    other = make.StayFactory(unit=cedar)
    clock.forward(hours=1)
    stays.move_bed(stay=other, bed=make.bed(cedar), at=the_clock.now(), by=beth)
    undo.last_step(stay=other, by=beth)
    assert lent.leaves.get().usable_tonight
    assert [make.bed(cedar, n).state_now for n in (1, 2)] == [BedState.ON_LEAVE, BedState.OCCUPIED]


def test_leave_whose_bed_somebody_has_by_now_is_not_taken_back(lent, cedar, beth, clock):
    """Taken back, it would leave a young person in the unit without a bed and without a way to one."""
    request = make.offered(cedar)
    requests.reserve(request=request, bed=make.bed(cedar), by=beth)
    clock.forward(minutes=1)
    admit(request, beth, the_clock.now())
    with pytest.raises(Refusal, match="Bed 1 on Cedar Unit was filled"):
        undo.last_step(stay=lent, by=beth)
    assert lent.leaves.open().exists()


def test_leave_that_kept_no_bed_has_none_again(cedar, beth, clock):
    away, other = make.StayFactory(unit=cedar), make.StayFactory(unit=cedar)
    stays.start_leave(
        stay=away, type="home", start_at=the_clock.now(), expected_back_at=the_clock.now() + 48 * HOUR, bed_held=False,
        by=beth,
    )  # fmt: skip
    clock.forward(hours=1)
    stays.move_bed(stay=other, bed=make.bed(cedar), at=the_clock.now(), by=beth)
    undo.last_step(stay=other, by=beth)
    assert make.bed(cedar).is_available
    assert not away.periods.filter(end_at=None).exists()
