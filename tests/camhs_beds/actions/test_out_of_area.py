"""Two approvals, weekly reviews, and home again."""

import datetime as dt
from decimal import Decimal

import pytest

from camhs_beds.actions import out_of_area, stays, undo
from camhs_beds.vocabulary import BedState, OutOfAreaState, State
from partnership.access.refusals import Refusal
from partnership.access.scope import acting_as
from partnership.arithmetic import clock as the_clock
from tests.factories import beds as make
from tests.factories.access import trust_manager


@pytest.fixture
def northmoor(db):
    return make.UnitFactory(name="Northmoor Young People", trust=None, beds=24)


def ask(request, unit, by):
    return out_of_area.ask(
        request=request, unit=unit, why="no_bed", price=Decimal("700.00"), family_told=True, return_plan="Weekly call",
        by=by,
    )  # fmt: skip


def in_turn(*people_and_acts):
    for somebody, act in people_and_acts:
        with acting_as(somebody):
            result = act(somebody)
    return result


def approved(placement, slug="slam"):
    return in_turn(
        (trust_manager(slug), lambda by: out_of_area.approve(placement=placement, by=by)),
        (make.clinical_lead(), lambda by: out_of_area.approve(placement=placement, by=by)),
    )


def placed(placement, by):
    return out_of_area.place(
        placement=placement, at=the_clock.now(), legal_status="s2", clinician="Dr D Example", by=by
    )


@pytest.fixture
def asked(northmoor):
    coordinator = make.bed_coordinator()
    request = make.AskFactory(answer="no").request
    with acting_as(coordinator):
        placement = ask(request, northmoor, coordinator)
    return placement, coordinator


def test_ask_writes_down_the_units_that_were_tried(asked):
    placement, _ = asked
    [tried] = placement.units_tried
    assert (tried["answer"], tried["why"]) == ("Declined", "Mix of young people")


def test_ask_for_a_partnership_unit_is_refused(beth, cedar):
    with pytest.raises(Refusal, match="is run by a Partnership trust"):
        ask(make.BedRequestFactory(), cedar, beth)


def test_approve_takes_the_trust_and_the_clinical_lead(asked):
    placement, _ = asked
    first = in_turn((trust_manager("slam"), lambda by: out_of_area.approve(placement=placement, by=by)))
    assert first.state == OutOfAreaState.ASKED
    second = in_turn((make.clinical_lead(), lambda by: out_of_area.approve(placement=placement, by=by)))
    assert second.state == OutOfAreaState.APPROVED


def test_approve_twice_for_the_same_side_is_refused(asked):
    placement, _ = asked
    with pytest.raises(Refusal, match="gave this approval"):
        in_turn(
            (make.clinical_lead(), lambda by: out_of_area.approve(placement=placement, by=by)),
            (make.clinical_lead(), lambda by: out_of_area.approve(placement=placement, by=by)),
        )


def test_approve_by_another_trusts_manager_does_not_exist(asked):
    placement, _ = asked
    with pytest.raises(type(placement).DoesNotExist):
        in_turn((trust_manager("oxleas"), lambda by: out_of_area.approve(placement=placement, by=by)))


def test_approve_ones_own_request_is_refused(northmoor):
    lead = make.clinical_lead()
    with acting_as(lead):
        placement = ask(make.BedRequestFactory(), northmoor, lead)
        with pytest.raises(Refusal, match="You cannot approve your own request"):
            out_of_area.approve(placement=placement, by=lead)


def test_refuse_by_one_is_enough(asked):
    placement, _ = asked
    refused = in_turn(
        (make.clinical_lead(), lambda by: out_of_area.refuse(placement=placement, reason="Too far", by=by))
    )
    assert refused.state == OutOfAreaState.REFUSED


def test_place_ends_the_request_and_begins_the_reviews(asked):
    placement, coordinator = asked
    approved(placement)
    with acting_as(coordinator):
        stay = placed(placement, coordinator)
        placement.refresh_from_db()
        assert (stay.kind, stay.request.state) == ("out_of_area", State.ADMITTED_OUT_OF_AREA)
        assert (placement.state, placement.review_on) == (OutOfAreaState.PLACED, dt.date(2018, 4, 23))
        out_of_area.review(placement=placement, can_come_back="not_yet", next_on=dt.date(2018, 6, 1), by=coordinator)
        placement.refresh_from_db()
        assert placement.review_on == dt.date(2018, 4, 23)


def test_bring_home_moves_to_a_partnership_bed_at_one_moment(asked, cedar):
    placement, coordinator = asked
    approved(placement)
    with acting_as(coordinator):
        stay = placed(placement, coordinator)
        home = out_of_area.bring_home(
            placement=placement, bed=make.bed(cedar), at=the_clock.now(), legal_status="s2", clinician="Dr B",
            by=coordinator,
        )  # fmt: skip
        stay.refresh_from_db()
        placement.refresh_from_db()
    assert (stay.end_at, home.kind, placement.state) == (home.start_at, "partnership", OutOfAreaState.HOME)
    assert make.bed(cedar).state_now is BedState.OCCUPIED


def test_stay_out_of_area_is_neither_ended_nor_taken_back_without_it(asked, cedar):
    placement, coordinator = asked
    approved(placement)
    with acting_as(coordinator):
        stay = placed(placement, coordinator)
        for act in (
            lambda: stays.discharge(stay=stay, at=the_clock.now(), to="home", by=coordinator),
            lambda: undo.last_step(stay=stay, by=coordinator),
        ):
            with pytest.raises(Refusal, match="Record what happened on the placement"):
                act()
        home = out_of_area.bring_home(
            placement=placement, bed=make.bed(cedar), at=the_clock.now(), legal_status="s2", clinician="Dr B",
            by=coordinator,
        )  # fmt: skip
        with pytest.raises(Refusal, match="is part of a placement out of area"):
            undo.last_step(stay=home, by=coordinator)


def test_bring_home_to_a_bed_for_the_other_sex_is_refused(asked, cedar):
    placement, coordinator = asked
    approved(placement)
    with acting_as(coordinator):
        stay = placed(placement, coordinator)
        with pytest.raises(Refusal, match="young people only. Choose another bed"):
            out_of_area.bring_home(
                placement=placement, bed=make.bed_for("male", cedar), at=the_clock.now(), legal_status="s2",
                clinician="Dr B", by=coordinator,
            )  # fmt: skip
        stay.refresh_from_db()
    assert stay.is_open


def test_bring_home_to_a_unit_that_a_hard_rule_excludes_is_refused(asked):
    placement, coordinator = asked
    approved(placement)
    intensive = make.UnitFactory(name="Aspen Unit", camhs_type="picu")
    with acting_as(coordinator):
        stay = placed(placement, coordinator)
        with pytest.raises(Refusal, match="Aspen Unit is not suitable: Another type of unit"):
            out_of_area.bring_home(
                placement=placement, bed=make.bed(intensive), at=the_clock.now(), legal_status="s2",
                clinician="Dr B", by=coordinator,
            )  # fmt: skip
        stay.refresh_from_db()
    assert stay.is_open


def test_ward_discharges_somebody_who_was_brought_home(asked, cedar):
    placement, coordinator = asked
    approved(placement)
    with acting_as(coordinator):
        placed(placement, coordinator)
        home = out_of_area.bring_home(
            placement=placement, bed=make.bed(cedar), at=the_clock.now(), legal_status="s2", clinician="Dr B",
            by=coordinator,
        )  # fmt: skip
    ended = in_turn(
        (make.ward(cedar), lambda by: stays.discharge(stay=home, at=the_clock.now(), to="home", by=by)),
    )
    assert not ended.is_open
