"""Admission, leave, another bed, discharge; and taking each back."""

import datetime as dt
import itertools

import pytest

from camhs_beds.actions import beds, requests, stays, undo
from camhs_beds.models import BedPeriod, Stay
from camhs_beds.vocabulary import BedState, State
from partnership.access.refusals import Refusal
from partnership.access.scope import acting_as
from partnership.arithmetic import clock as the_clock
from partnership.records.undo import TooLateToUndo
from tests.factories import beds as make

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def reserved(cedar):
    request = make.offered(cedar)
    coordinator = make.bed_coordinator()
    with acting_as(coordinator):
        requests.reserve(request=request, bed=make.bed(cedar), by=coordinator)
    return request


def admitted(request, by, **given) -> Stay:
    usual = {"at": the_clock.now(), "legal_status": "s2", "clinician": "Dr B Example"}
    return stays.admit(request=request, by=by, **{**usual, **given})


def on_leave(stay, by, **given):
    usual = {
        "type": "home", "start_at": the_clock.now(), "expected_back_at": the_clock.now() + 2 * DAY, "bed_held": True,
    }  # fmt: skip
    return stays.start_leave(stay=stay, by=by, **{**usual, **given})


def test_admit_fills_the_bed_that_was_held(reserved, cedar, wren):
    stay = admitted(reserved, wren)
    reserved.refresh_from_db()
    assert (make.bed(cedar).state_now, reserved.state, stay.kind) == (BedState.OCCUPIED, State.ADMITTED, "partnership")
    assert stay.periods.get().bed == make.bed(cedar)


def test_admit_into_another_bed_of_the_unit_is_the_wards_to_choose(reserved, cedar, wren):
    admitted(reserved, wren, bed=make.bed(cedar, 3))
    assert [make.bed(cedar, n).state_now for n in (1, 3)] == [BedState.AVAILABLE, BedState.OCCUPIED]


def test_admit_into_a_bed_held_for_another_is_refused(reserved, cedar, wren):
    other = make.ReservationFactory(bed=make.bed(cedar, 2))
    with pytest.raises(Refusal, match=f"Bed 2 is not available. It is reserved for {other.request}"):
        admitted(reserved, wren, bed=make.bed(cedar, 2))


def test_admit_after_the_reservation_ended_says_when(reserved, wren, clock):
    clock.forward(hours=5)
    with pytest.raises(Refusal, match="ended at 1:00pm"):
        admitted(reserved, wren)


def test_admit_in_the_future_is_refused(reserved, wren):
    with pytest.raises(Refusal, match="must be today or in the past"):
        admitted(reserved, wren, at=the_clock.now() + HOUR)


def test_admit_on_a_day_before_the_request_came_is_refused(reserved, wren):
    with pytest.raises(Refusal, match="same as or after 16 April 2018, the date on which CB-2018-0001 was rec"):
        admitted(reserved, wren, at=the_clock.now() - 365 * DAY)


def test_admit_hides_the_request_from_the_other_units(reserved, wren):
    elm = make.UnitFactory(trust="oxleas")
    make.AskFactory(request=reserved, unit=elm)
    admitted(reserved, wren)
    with acting_as(make.ward(elm)):
        assert not type(reserved).objects.exists()


def test_leave_keeps_the_bed(cedar, wren):
    on_leave(make.StayFactory(unit=cedar), wren)
    assert make.bed(cedar).state_now is BedState.ON_LEAVE


def test_leave_without_the_bed_frees_it_and_asks_for_one_on_return(cedar, wren):
    stay = make.StayFactory(unit=cedar)
    on_leave(stay, wren, bed_held=False)
    assert make.bed(cedar).is_available
    with pytest.raises(Refusal, match="Select the bed to which the young person returns"):
        stays.return_from_leave(stay=stay, at=the_clock.now(), by=wren)
    stays.return_from_leave(stay=stay, at=the_clock.now(), bed=make.bed(cedar, 2), by=wren)
    assert make.bed(cedar, 2).state_now is BedState.OCCUPIED


def test_leave_twice_is_refused(cedar, wren):
    stay = make.StayFactory(unit=cedar)
    on_leave(stay, wren)
    with pytest.raises(Refusal, match="Record the return first"):
        on_leave(stay, wren)


def test_leave_bed_is_nobody_elses_unless_it_was_agreed(cedar, beth):
    stay = make.StayFactory(unit=cedar)
    on_leave(stay, beth)
    with pytest.raises(Refusal, match="is kept for a young person on leave"):
        requests.reserve(request=make.offered(cedar), bed=make.bed(cedar), by=beth)


def test_leave_bed_that_may_be_used_goes_to_who_comes(cedar, beth, clock):
    away = make.StayFactory(unit=cedar)
    on_leave(away, beth, usable_tonight=True, agreed_by="Dr B Example", return_plan="Bed 2 from Friday")
    request = make.offered(cedar)
    requests.reserve(request=request, bed=make.bed(cedar), by=beth)
    assert make.bed(cedar).state_now is BedState.ON_LEAVE
    clock.forward(hours=1)
    admitted(request, beth)
    assert make.bed(cedar).state_now is BedState.OCCUPIED
    assert not away.periods.filter(end_at=None).exists()
    assert not away.leaves.get().bed_held


def test_move_bed_keeps_both_periods(cedar, wren):
    stay = make.StayFactory(unit=cedar)
    stays.move_bed(stay=stay, bed=make.bed(cedar, 2), at=the_clock.now(), by=wren)
    assert [make.bed(cedar, n).state_now for n in (1, 2)] == [BedState.AVAILABLE, BedState.OCCUPIED]
    assert stay.periods.count() == 2


def test_admit_into_a_bed_for_the_other_sex_is_refused(reserved, cedar, wren):
    with pytest.raises(Refusal, match="young people only. Choose another bed"):
        admitted(reserved, wren, bed=make.bed_for("male", cedar, 3))
    reserved.refresh_from_db()
    assert reserved.state == State.RESERVED
    assert make.bed(cedar, 3).is_available


def test_move_into_a_bed_for_the_other_sex_is_refused(cedar, wren):
    stay = make.StayFactory(unit=cedar)
    with pytest.raises(Refusal, match="young people only. Choose another bed"):
        stays.move_bed(stay=stay, bed=make.bed_for("male", cedar, 2), at=the_clock.now(), by=wren)
    assert make.bed(cedar).state_now is BedState.OCCUPIED


def test_return_to_a_bed_for_the_other_sex_is_refused(cedar, wren):
    stay = make.StayFactory(unit=cedar)
    on_leave(stay, wren, bed_held=False)
    with pytest.raises(Refusal, match="young people only. Choose another bed"):
        stays.return_from_leave(stay=stay, at=the_clock.now(), bed=make.bed_for("male", cedar, 2), by=wren)
    assert stay.leaves.open().exists()


def test_discharge_frees_the_bed_and_ends_the_leave(cedar, wren, clock):
    stay = make.StayFactory(unit=cedar)
    on_leave(stay, wren)
    clock.forward(hours=2)
    ended = stays.discharge(stay=stay, at=the_clock.now(), to="home", follow_up_booked=True, by=wren)
    assert make.bed(cedar).is_available
    assert ended.leaves.get().back_at == ended.end_at


def test_discharge_before_admission_is_refused(cedar, wren):
    stay = make.StayFactory(unit=cedar)
    with pytest.raises(Refusal, match="must be the same as or after 13 April 2018 at 9:00am, the date of admission"):
        stays.discharge(stay=stay, at=stay.start_at - DAY, to="home", by=wren)


def test_discharge_twice_says_when_it_ended(cedar, wren):
    stay = make.StayFactory(unit=cedar)
    stays.discharge(stay=stay, at=the_clock.now(), to="home", by=wren)
    with pytest.raises(Refusal, match="ended on"):
        stays.discharge(stay=stay, at=the_clock.now(), to="home", by=wren)


def test_stay_of_another_unit_does_not_exist_for_a_ward(cedar, wren):
    stay = make.StayFactory(unit=make.UnitFactory())
    with pytest.raises(Stay.DoesNotExist):
        stays.expect_discharge(stay=stay, expected_discharge_on=None, by=wren)


def test_undo_of_an_admission_leaves_no_night_and_the_offer(reserved, cedar, wren, clock):
    stay = admitted(reserved, wren)
    clock.forward(minutes=5)
    undone = undo.last_step(stay=stay, by=wren)
    reserved.refresh_from_db()
    assert (undone.status, reserved.state) == ("Recorded in error", State.OFFER_MADE)
    assert make.bed(cedar).is_available


def test_undo_of_a_discharge_takes_the_bed_again_and_what_it_said_back(cedar, wren):
    stay = make.StayFactory(unit=cedar)
    ready = {"ready_on": the_clock.today(), "why_delayed": "social_care"}
    stays.discharge(stay=stay, at=the_clock.now(), to="home", **ready, by=wren)
    undone = undo.last_step(stay=stay, by=wren)
    assert (undone.is_open, undone.ready_on, undone.why_delayed) == (True, None, "")
    assert make.bed(cedar).state_now is BedState.OCCUPIED


def test_undo_of_a_discharge_from_a_bed_that_is_taken_says_so(cedar, wren):
    stay = make.StayFactory(unit=cedar)
    stays.discharge(stay=stay, at=the_clock.now(), to="home", by=wren)
    make.ReservationFactory(bed=make.bed(cedar))
    with pytest.raises(Refusal, match="Choose another bed"):
        undo.last_step(stay=stay, by=wren)
    stay.refresh_from_db()
    assert not stay.is_open


@pytest.mark.parametrize("held", [True, False])
def test_undo_of_a_leave_and_of_a_return(cedar, wren, clock, held):
    stay = make.StayFactory(unit=cedar)
    on_leave(stay, wren, bed_held=held)
    clock.forward(minutes=1)
    stays.return_from_leave(stay=stay, at=the_clock.now(), bed=None if held else make.bed(cedar, 2), by=wren)
    clock.forward(minutes=1)
    undo.last_step(stay=stay, by=wren)
    assert stay.leaves.get().back_at is None
    undo.last_step(stay=stay, by=wren)
    assert make.bed(cedar).state_now is BedState.OCCUPIED
    assert BedPeriod.objects.open().get().bed == make.bed(cedar)


@pytest.fixture
def time_runs_on(monkeypatch):
    """As in life: each look at the clock is later than the one before."""
    start, looks = the_clock.now(), itertools.count()
    monkeypatch.setattr(the_clock, "now", lambda: start + dt.timedelta(milliseconds=next(looks)))


def test_undo_of_a_return_while_time_runs_on(cedar, wren, time_runs_on):
    stay = make.StayFactory(unit=cedar)
    on_leave(stay, wren, bed_held=False)
    stays.return_from_leave(stay=stay, at=the_clock.now(), bed=make.bed(cedar, 2), by=wren)
    undo.last_step(stay=stay, by=wren)
    assert stay.leaves.get().back_at is None
    assert make.bed(cedar, 2).is_available


def test_undo_of_a_discharge_from_leave_while_time_runs_on(cedar, wren, time_runs_on):
    stay = make.StayFactory(unit=cedar)
    on_leave(stay, wren)
    stays.discharge(stay=stay, at=the_clock.now(), to="home", by=wren)
    undo.last_step(stay=stay, by=wren)
    assert stay.leaves.get().back_at is None
    assert make.bed(cedar).state_now is BedState.ON_LEAVE


def test_undo_of_a_move_goes_back_to_the_bed(cedar, wren):
    stay = make.StayFactory(unit=cedar)
    stays.move_bed(stay=stay, bed=make.bed(cedar, 2), at=the_clock.now(), by=wren)
    undo.last_step(stay=stay, by=wren)
    assert [make.bed(cedar, n).state_now for n in (1, 2)] == [BedState.OCCUPIED, BedState.AVAILABLE]


def test_undo_of_a_move_at_the_minute_of_the_admission_takes_back_the_move_alone(reserved, cedar, wren):
    stay = admitted(reserved, wren)
    stays.move_bed(stay=stay, bed=make.bed(cedar, 2), at=stay.start_at, by=wren)
    assert undo.last_step(stay=stay, by=wren).is_open
    assert stay.periods.get(end_at=None).bed == make.bed(cedar)


def test_undo_of_a_discharge_at_the_minute_of_the_admission_gives_the_bed_back(reserved, cedar, wren):
    stay = admitted(reserved, wren)
    stays.discharge(stay=stay, at=stay.start_at, to="home", by=wren)
    undo.last_step(stay=stay, by=wren)
    assert stay.periods.get(end_at=None).bed == make.bed(cedar)


def test_undo_is_for_ten_minutes_and_for_who_did_it(cedar, wren, clock):
    stay = make.StayFactory(unit=cedar)
    stays.discharge(stay=stay, at=the_clock.now(), to="home", by=wren)
    clock.forward(minutes=11)
    with pytest.raises(TooLateToUndo):
        undo.last_step(stay=stay, by=wren)
    clock.forward(minutes=-5)
    with pytest.raises(TooLateToUndo):
        undo.last_step(stay=stay, by=make.ward(cedar))


def test_out_of_service_is_for_an_empty_bed(cedar, wren):
    make.StayFactory(unit=cedar, expected_discharge_on=dt.date(2018, 4, 20))
    with pytest.raises(Refusal, match="Bed 1 is occupied until 20 April 2018."):
        beds.take_out_of_service(
            bed=make.bed(cedar), start_on=the_clock.today(), expected_end_on=the_clock.today(), why="repairs", by=wren
        )


def test_out_of_service_does_not_reach_into_a_stay_that_the_ward_sees_no_more(cedar, wren, clock):
    stay = make.StayFactory(unit=cedar, start_at=the_clock.now() - 5 * DAY)
    stays.discharge(stay=stay, at=the_clock.now(), to="home", follow_up_booked=True, by=wren)
    clock.forward(days=40)
    with acting_as(wren), pytest.raises(Refusal, match="16 April 2018, since when the bed has been free"):
        assert not Stay.objects.filter(pk=stay.pk).exists()
        beds.take_out_of_service(
            bed=make.bed(cedar), start_on=dt.date(2018, 4, 14), expected_end_on=the_clock.today(), why="repairs",
            by=wren,
        )  # fmt: skip


def test_out_of_service_and_back(cedar, wren, clock):
    closed = beds.take_out_of_service(
        bed=make.bed(cedar), start_on=the_clock.today(), expected_end_on=the_clock.today(), why="repairs", by=wren
    )
    assert make.bed(cedar).state_now is BedState.OUT_OF_SERVICE
    beds.extend(closed=closed, expected_end_on=dt.date(2018, 4, 20), why="No parts", by=wren)
    clock.forward(days=1)
    beds.return_to_service(closed=closed, by=wren)
    assert make.bed(cedar).is_available
