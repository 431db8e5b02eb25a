"""Putting right when somebody came, was on leave and left."""

import datetime as dt

import pytest

from camhs_beds.actions import stays, undo
from camhs_beds.actions.stay_corrections import correct
from camhs_beds.models import BedPeriod, Leave, Stay
from camhs_beds.vocabulary import BedState
from partnership.access.refusals import Refusal
from partnership.access.scope import acting_as
from partnership.arithmetic import clock as the_clock
from tests.factories import beds as make

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
WHY = {"why": "wrong_value", "explanation": "A slip of the hand"}


def corrected(row, by, **changes) -> Stay:
    return correct(row=row, changes=changes, by=by, **WHY)


@pytest.fixture
def stay(cedar):
    """In bed 1, for three days."""
    return make.StayFactory(unit=cedar)


def back_from_leave(stay, by, **given) -> Leave:
    """Away from two days ago until one day ago."""
    start_at = the_clock.now() - 2 * DAY
    stays.start_leave(
        stay=stay, type="home", start_at=start_at, expected_back_at=start_at + DAY, by=by,
        **{"bed_held": True, **given},
    )  # fmt: skip
    bed = None if given.get("bed_held", True) else make.bed(stay.unit, 2)
    stays.return_from_leave(stay=stay, at=start_at + DAY, bed=bed, by=by)
    return stay.leaves.get()


def discharged(stay, by, at=None) -> Stay:
    return stays.discharge(stay=stay, at=at or the_clock.now(), to="home", by=by)


def test_correct_an_admission_takes_its_bed_along_and_keeps_the_old_value(stay, wren):
    first = stay.start_at - DAY
    corrected(stay, wren, start_at=first, clinician="Dr C Example")
    assert (stay.periods.get().start_at, make.bed(stay.unit).since) == (first, first)
    kept = {one.field: one for one in Stay.objects.get().corrections.all()}
    assert kept.keys() == {"stay.start_at", "stay.clinician"}
    assert kept["stay.clinician"].old_value == "Dr B Example"


def test_correct_a_discharge_frees_the_bed_from_then_and_ends_the_leave_then(stay, wren):
    stays.start_leave(
        stay=stay, type="home", start_at=the_clock.now() - DAY, expected_back_at=the_clock.now(), bed_held=True, by=wren
    )
    discharged(stay, wren)
    at = the_clock.now() - 2 * HOUR
    corrected(stay, wren, end_at=at)
    assert {Stay.objects.get().end_at, stay.leaves.get().back_at, stay.periods.get().end_at} == {at}
    assert (make.bed(stay.unit).state_now, make.bed(stay.unit).since) == (BedState.AVAILABLE, at)


def test_correct_a_discharge_to_long_ago_does_not_hide_it_from_the_ward_at_once(cedar, wren):
    stay = make.StayFactory(unit=cedar, start_at=the_clock.now() - 400 * DAY)
    discharged(stay, wren)
    assert corrected(stay, wren, end_at=the_clock.now() - 300 * DAY).ward_sees_until == the_clock.today()


def test_correct_a_leave_without_the_bed_takes_both_beds_along(stay, wren):
    leave = back_from_leave(stay, wren, bed_held=False)
    began, back = leave.start_at + HOUR, leave.back_at - HOUR
    corrected(leave, wren, start_at=began, back_at=back)
    first, second = BedPeriod.objects.order_by("start_at")
    assert (first.end_at, second.start_at) == (began, back)


@pytest.mark.parametrize(
    ("days", "refusal"),
    [
        ({"start_at": 1.5}, "admission must be the same as or before .*, the start of the leave"),
        ({"end_at": 1.5}, "discharge must be the same as or after .*, the return from leave"),
        ({"end_at": -1}, "Time of discharge must be today or in the past"),
        ({}, "Nothing in this correction differs"),
    ],
)
def test_correct_a_stay_keeps_its_leave_inside_and_the_future_out(stay, wren, days, refusal):
    back_from_leave(stay, wren)
    discharged(stay, wren)
    with pytest.raises(Refusal, match=refusal):
        corrected(stay, wren, **{name: the_clock.now() - ago * DAY for name, ago in days.items()})


@pytest.mark.parametrize(
    ("days", "refusal"),
    [
        ({"start_at": 4}, "must be the same as or after .*, the admission"),
        ({"back_at": 0.5}, "must be the same as or before .*, the discharge"),
    ],
)
def test_correct_a_leave_to_outside_its_stay_is_refused(stay, wren, days, refusal):
    leave = back_from_leave(stay, wren)
    discharged(stay, wren, the_clock.now() - 0.75 * DAY)
    with pytest.raises(Refusal, match=refusal):
        corrected(leave, wren, **{name: the_clock.now() - ago * DAY for name, ago in days.items()})


def test_correct_an_admission_to_before_the_request_was_received_is_refused(cedar, wren):
    request = make.BedRequestFactory(state="admitted", visible_to_units=[cedar.pk])
    stay = make.StayFactory(unit=cedar, request=request, person=request.person, start_at=the_clock.now())
    with pytest.raises(Refusal, match=f"the date on which {request} was received"):
        corrected(stay, wren, start_at=the_clock.now() - 365 * DAY)


def test_correct_into_the_time_of_others_is_refused(stay, wren):
    before = {"start_at": stay.start_at - 3 * DAY, "end_at": stay.start_at - DAY, "discharged_by": wren.user}
    before["discharged_at"] = the_clock.now()
    make.StayFactory(unit=make.UnitFactory(name="Elm Unit", beds=0), person=stay.person, **before)
    with acting_as(beth := make.bed_coordinator()):
        with pytest.raises(Refusal, match="This young person was at Elm Unit from .* Enter a time outside that"):
            corrected(stay, beth, start_at=stay.start_at - 2 * DAY)

        other = make.StayFactory(unit=stay.unit, number=2)
        BedPeriod.objects.create(
            stay=other, bed=make.bed(stay.unit), start_at=stay.start_at - HOUR * 9, end_at=stay.start_at - HOUR * 8,
            recorded_by=beth.user, recorded_at=the_clock.now(),
        )  # fmt: skip
        with pytest.raises(Refusal, match="Another young person had"):
            corrected(stay, beth, start_at=stay.start_at - 10 * HOUR)


def test_correct_what_was_recorded_in_error_is_refused(cedar, wren, clock):
    stay = make.StayFactory(unit=cedar, admitted_by=wren.user, admitted_at=the_clock.now())
    undo.last_step(stay=stay, by=wren)
    with pytest.raises(Refusal, match="was recorded in error"):
        corrected(stay, wren, clinician="Dr C Example")


def test_undo_of_a_corrected_return_still_finds_the_bed_of_it(cedar, stay, wren):
    leave = back_from_leave(stay, wren, bed_held=False)
    corrected(leave, wren, back_at=leave.back_at + HOUR)
    undo.last_step(stay=stay, by=wren)
    assert stay.leaves.get().back_at is None
    assert make.bed(cedar, 2).is_available
