"""Asking, answering and holding beds."""

import datetime as dt

import pytest

from camhs_beds.actions import requests
from camhs_beds.models import Ask, BedRequest
from camhs_beds.vocabulary import BedState, State
from partnership.access.refusals import NotPermitted, Refusal
from partnership.access.scope import acting_as, as_the_system
from partnership.arithmetic import clock as the_clock
from partnership.records.states import NotReady
from tests.factories import beds as make

HOUR = dt.timedelta(hours=1)


def test_log_works_out_when_an_answer_is_due(beth):
    request = requests.log(person=make.young_person(), asked=make.asked(response="emergency"), by=beth)
    assert (request.state, request.reference) == (State.NEW, "CB-2018-0001")
    assert (request.respond_by, request.assess_by) == (the_clock.now() + 12 * HOUR, the_clock.now() + 24 * HOUR)


def test_log_of_a_routine_request_is_due_at_the_same_time_of_a_later_day(beth, clock):
    clock.move_to(dt.datetime(2018, 10, 25, 9, tzinfo=dt.UTC))  # three days before the clocks go back
    request = requests.log(person=make.young_person(), asked=make.asked(response="routine"), by=beth)
    assert request.respond_by == dt.datetime(2018, 11, 1, 10, tzinfo=the_clock.LONDON)


def test_log_beside_a_live_request_leads_to_it(beth):
    live = make.BedRequestFactory()
    with pytest.raises(Refusal, match=f"There is a live request for this young person already, {live}"):
        requests.log(person=live.person, asked=make.asked(), by=beth)
    assert requests.live_request_of(person=live.person, by=beth) == live


def test_log_of_somebody_who_is_in_a_unit_names_it(beth, cedar):
    stay = make.StayFactory(unit=cedar)
    with pytest.raises(Refusal, match="already has an open stay at Cedar Unit"):
        requests.log(person=stay.person, asked=make.asked(), by=beth)


def test_log_of_somebody_who_will_be_eighteen_asks_first(beth):
    person = make.young_person(date_of_birth=dt.date(2000, 4, 20))
    asked = make.asked(wanted_on=dt.date(2018, 4, 20))
    with pytest.raises(Refusal, match="18 or over on 20 April 2018"):
        requests.log(person=person, asked=asked, by=beth)
    assert requests.log(person=person, asked={**asked, "age_checked": True}, by=beth).age_checked


def test_ask_units_asks_several_at_once_and_keeps_why(beth, cedar):
    elm = make.UnitFactory(trust="oxleas")
    request = make.BedRequestFactory()
    asks = requests.ask_units(request=request, units=[cedar, elm], by=beth)
    request.refresh_from_db()
    assert (request.state, request.visible_to_units) == (State.SEARCHING, sorted([cedar.pk, elm.pk]))
    assert {ask.rank for ask in asks} == {1, 2}
    assert "Run by a Partnership trust" in asks[0].explanation


def test_ask_units_refuses_one_that_cannot_take_them(beth):
    picu = make.UnitFactory(camhs_type="picu")
    with pytest.raises(Refusal, match="Another type of unit"):
        requests.ask_units(request=make.BedRequestFactory(), units=[picu], by=beth)


def test_ask_units_without_the_first_of_the_list_wants_a_reason(beth, cedar):
    far = make.UnitFactory(trust="oxleas")
    request = make.BedRequestFactory(person=make.young_person(borough="wandsworth", home_sector="SW17 7"))
    with pytest.raises(Refusal, match="Cedar Unit comes first in the list. Enter why you chose another unit"):
        requests.ask_units(request=request, units=[far], by=beth)
    [ask] = requests.ask_units(request=request, units=[far], why_chosen="A sister is there", by=beth)
    assert ask.why_chosen == "A sister is there"


def test_ask_units_twice_refuses_the_one_that_is_asked(beth, cedar):
    request = make.AskFactory(unit=cedar).request
    with pytest.raises(Refusal, match="Wait for its answer"):
        requests.ask_units(request=request, units=[cedar], by=beth)


def test_answer_of_a_ward_makes_the_offer(cedar, wren):
    ask = make.AskFactory(unit=cedar)
    answered = requests.answer(ask=ask, answer="yes", decided_by="Dr C Example", by=wren)
    assert answered.request.state == State.OFFER_MADE
    assert BedRequest.objects.get().responded_at == the_clock.now()


def test_answer_for_another_unit_does_not_exist_for_a_ward(cedar, wren):
    mine = make.AskFactory(unit=cedar)
    other = make.AskFactory(unit=make.UnitFactory(), request=mine.request)
    with pytest.raises(Ask.DoesNotExist):
        requests.answer(ask=other, answer="yes", decided_by="Dr C Example", by=wren)


def test_answer_that_takes_back_the_last_yes_loses_the_offer(beth, cedar):
    request = make.offered(cedar)
    requests.answer(ask=request.asks.get(), answer="no", why_no="no_bed", decided_by="Dr C", by=beth)
    request.refresh_from_db()
    assert request.state == State.SEARCHING


@pytest.mark.parametrize("before", ["", "yes"])
def test_answer_of_a_ward_leaves_another_units_yes_standing(cedar, wren, before):
    request = make.offered(make.UnitFactory())
    ask = make.AskFactory(request=request, unit=cedar, answer=before)
    requests.answer(ask=ask, answer="no", why_no="mix", decided_by="Dr C Example", by=wren)
    with as_the_system("a test"):
        request.refresh_from_db()
    assert request.state == State.OFFER_MADE


def test_answer_is_given_once(beth):
    ask = make.AskFactory(answer="no")
    with pytest.raises(Refusal, match="declined"):
        requests.answer(ask=ask, answer="no", why_no="mix", decided_by="Dr C", by=beth)


def test_answer_that_was_a_no_by_mistake_becomes_an_offer(cedar, wren):
    ask = make.AskFactory(unit=cedar, answer="no")
    answered = requests.answer(ask=ask, answer="yes", decided_by="Dr C Example", by=wren)
    assert (answered.why_no, answered.request.state) == ("", State.OFFER_MADE)


def test_answer_that_was_a_no_stands_once_the_unit_is_asked_again(beth):
    ask = make.AskFactory(answer="no")
    make.AskFactory(request=ask.request, unit=ask.unit)
    with pytest.raises(Refusal, match="Wait for its answer"):
        requests.answer(ask=ask, answer="yes", decided_by="Dr C", by=beth)


def test_answer_after_the_request_has_ended_is_not_waited_for(beth):
    ask = make.AskFactory()
    requests.withdraw(request=ask.request, why="not_needed", by=beth)
    with pytest.raises(Refusal, match="no longer waits for an answer"):
        requests.answer(ask=ask, answer="yes", decided_by="Dr C", by=beth)


def test_answer_cannot_be_taken_back_while_a_bed_is_held(beth, cedar):
    request = make.offered(cedar)
    requests.reserve(request=request, bed=make.bed(cedar), by=beth)
    with pytest.raises(Refusal, match="Release it first"):
        requests.answer(ask=request.asks.get(), answer="no", why_no="no_bed", decided_by="Dr C", by=beth)


def test_reserve_holds_the_bed_for_four_hours(beth, cedar):
    request = make.offered(cedar)
    held = requests.reserve(request=request, bed=make.bed(cedar), by=beth)
    assert held.until == the_clock.now() + 4 * HOUR
    assert make.bed(cedar).state_now is BedState.RESERVED


def test_reserve_of_a_bed_that_was_reserved_names_who_and_when(beth, cedar):
    requests.reserve(request=make.offered(cedar), bed=make.bed(cedar), by=beth)
    with pytest.raises(Refusal, match="Bed 1 on Cedar Unit was reserved by Beth Beds at 9:00am. Choose another bed."):
        requests.reserve(request=make.offered(cedar), bed=make.bed(cedar), by=beth)


def test_reserve_on_a_unit_that_has_not_said_yes_is_refused(beth, cedar):
    request = make.offered(make.UnitFactory())
    with pytest.raises(Refusal, match="has not said yes"):
        requests.reserve(request=request, bed=make.bed(cedar), by=beth)


def test_reservation_that_ran_out_blocks_nobody(beth, cedar, clock):
    first, second = make.offered(cedar), make.offered(cedar)
    requests.reserve(request=first, bed=make.bed(cedar), by=beth)
    clock.forward(hours=4)
    assert make.bed(cedar).is_available
    held = requests.reserve(request=second, bed=make.bed(cedar), by=beth)
    assert held.request == second
    assert first.reservations.get().ending == "ran_out"


def test_reservation_that_ran_out_can_be_made_again_in_another_bed(beth, cedar, clock):
    request = make.offered(cedar)
    requests.reserve(request=request, bed=make.bed(cedar), by=beth)
    clock.forward(hours=5)
    held = requests.reserve(request=request, bed=make.bed(cedar, 2), by=beth)
    assert held.is_live
    assert make.bed(cedar).state == BedState.AVAILABLE


def test_reserve_a_second_bed_for_one_request_is_refused(beth, cedar):
    request = make.offered(cedar)
    requests.reserve(request=request, bed=make.bed(cedar), by=beth)
    with pytest.raises(NotReady, match="Bed 1 on Cedar Unit is reserved for CB-2018-0001 until 1:00pm"):
        requests.reserve(request=request, bed=make.bed(cedar, 2), by=beth)


def test_reserve_a_bed_for_the_other_sex_is_refused(beth, cedar):
    request = make.offered(cedar)
    with pytest.raises(Refusal, match="Bed 1 on Cedar Unit is for male young people only. Choose another bed."):
        requests.reserve(request=request, bed=make.bed_for("male", cedar), by=beth)
    assert requests.reserve(request=request, bed=make.bed_for("female", cedar, 2), by=beth).is_live


def test_reserve_for_somebody_whose_sex_is_not_known_takes_a_bed_for_anybody(beth, cedar):
    request = make.offered(cedar, person=make.young_person(sex="not_known"))
    with pytest.raises(Refusal, match="young people only. Choose another bed"):
        requests.reserve(request=request, bed=make.bed_for("female", cedar), by=beth)
    assert requests.reserve(request=request, bed=make.bed(cedar, 2), by=beth).is_live


def test_extend_holds_it_longer_until_it_has_ended(beth, cedar, clock):
    request = make.offered(cedar)
    requests.reserve(request=request, bed=make.bed(cedar), by=beth)
    requests.extend(request=request, until=the_clock.now() + 6 * HOUR, why="The ambulance is late", by=beth)
    clock.forward(hours=5)
    assert not make.bed(cedar).is_available
    clock.forward(hours=2)
    with pytest.raises(Refusal, match="This reservation ended at 3:00pm. Reserve again."):
        requests.extend(request=request, until=the_clock.now() + HOUR, why="Late", by=beth)


def test_release_frees_the_bed_and_keeps_the_offer(beth, cedar):
    request = make.offered(cedar)
    requests.reserve(request=request, bed=make.bed(cedar), by=beth)
    assert requests.release(request=request, why="Family changed their mind", by=beth).state == State.OFFER_MADE
    assert make.bed(cedar).is_available


def test_release_of_one_that_ran_out_looks_again_where_the_unit_said_no_meanwhile(beth, cedar, clock):
    request = make.offered(cedar)
    requests.reserve(request=request, bed=make.bed(cedar), by=beth)
    clock.forward(hours=5)
    requests.answer(ask=request.asks.get(), answer="no", why_no="no_bed", decided_by="Dr C", by=beth)
    assert requests.release(request=request, why="The unit has no bed after all", by=beth).state == State.SEARCHING


def test_withdraw_frees_the_bed_and_hides_the_request_from_the_ward(beth, cedar):
    request = make.offered(cedar)
    requests.reserve(request=request, bed=make.bed(cedar), by=beth)
    requests.withdraw(request=request, why="not_needed", by=beth)
    assert make.bed(cedar).is_available
    with acting_as(make.ward(cedar)):
        assert not BedRequest.objects.exists()


def test_withdraw_answers_a_request_to_which_no_unit_said_yes(beth):
    ended = requests.withdraw(request=make.BedRequestFactory(response="emergency"), why="not_needed", by=beth)
    assert ended.responded_at == ended.closed_at < ended.respond_by


def test_reopen_asks_anew(beth, cedar):
    request = make.offered(cedar)
    requests.community_alternative(request=request, community="outreach", by=beth)
    again = requests.reopen(request=request, by=beth)
    assert (again.state, again.closed_at) == (State.SEARCHING, None)
    assert not again.asks.yes().exists()


def test_reopen_runs_the_clock_again_unless_a_unit_had_said_yes(beth, cedar, clock):
    unanswered = make.BedRequestFactory(response="emergency")
    answered = make.AskFactory(unit=cedar, request__response="emergency")
    requests.answer(ask=answered, answer="yes", decided_by="Dr Amara Obi", by=beth)
    clock.forward(hours=13)
    found = []
    for request in (unanswered, answered.request):
        ended = requests.withdraw(request=request, why="not_needed", by=beth)
        found.append(requests.reopen(request=ended, by=beth))
    assert [again.is_overdue for again in found] == [True, False]


def test_reserve_is_not_for_a_ward(cedar, wren):
    with pytest.raises(NotPermitted):
        requests.withdraw(request=make.offered(cedar), why="other", by=wren)


def test_extend_for_more_than_seven_days_is_refused(beth, cedar):
    request = make.offered(cedar)
    held = requests.reserve(request=request, bed=make.bed(cedar), by=beth)
    latest = the_clock.now() + 7 * 24 * HOUR
    with pytest.raises(Refusal, match="same as or before 23 April 2018 at 9:00am, 7 days from now"):
        requests.extend(request=request, until=latest + dt.timedelta(minutes=1), why="They come later", by=beth)
    held.refresh_from_db()
    assert held.until == the_clock.now() + 4 * HOUR
    assert requests.extend(request=request, until=latest, why="They come on Monday", by=beth).until == latest
