"""What waits for a ward: whom it is asked for, in which order, and what is held for whom."""

import datetime as dt

import pytest

from partnership.arithmetic import clock as the_clock
from tests.browsing import Browser
from tests.camhs_beds.views.asking import at
from tests.factories import beds as make

CEDAR = "/camhs/units/cedar/"


@pytest.fixture
def elm(db):
    return make.UnitFactory(name="Elm Unit", trust="oxleas", beds=2)


@pytest.fixture
def ward(cedar):
    return Browser(make.ward(cedar))


def asked(unit, response="urgent", days=0, **more):
    received_at = the_clock.now() - dt.timedelta(days=days)
    request = make.BedRequestFactory(state="searching", response=response, received_at=received_at, **more)
    make.AskFactory(request=request, unit=unit)
    return request


def test_ask_waits_for_no_answer_while_a_bed_is_held_at_another_unit(ward, cedar, elm, clock):
    held = make.ReservationFactory(bed=make.bed(elm))
    ask = make.AskFactory(request=held.request, unit=cedar)

    assert "Waiting for this unit’s answer" not in ward.get(CEDAR).text
    assert "Say whether Cedar Unit can take" not in ward.get("/my-work/").text

    clock.forward(hours=5)
    ward = Browser(make.ward(cedar))
    assert "Waiting for this unit’s answer" in ward.get(CEDAR).text
    assert at(ask.request, "offer-answer", pk=ask.pk) in ward.get("/my-work/").links.values()


def test_asks_stand_by_how_soon_an_answer_is_needed_and_then_by_when_it_is_due(ward, cedar):
    routine, old = asked(cedar, "routine", days=9), asked(cedar, "urgent", days=3)
    new, emergency = asked(cedar, "urgent"), asked(cedar, "emergency", responded_at=the_clock.now())
    in_order = [request.reference for request in (emergency, old, new, routine)]

    for page in (CEDAR, "/my-work/"):
        text = ward.get(page).text
        assert sorted(in_order, key=text.index) == in_order, page


def test_reserved_bed_says_until_when_and_for_which_request_to_whom_may_see_it(ward, cedar, elm):
    held = make.ReservationFactory(bed=make.bed(cedar)).request

    for page in (CEDAR, f"{CEDAR}confirm/", "/camhs/board/"):
        seen = ward.get(page)
        assert seen.links[f"Reserved until 1:00pm for {held}"] == at(held, "request-overview"), page
        assert "Nobody" not in seen.text
    other = Browser(make.ward(elm)).get("/camhs/board/")
    assert "Reserved until 1:00pm" in other.text
    assert held.reference not in other.text


def test_ward_is_asked_in_its_own_words_and_the_bed_team_in_theirs(ward, cedar):
    ask = make.AskFactory(unit=cedar)
    page = at(ask.request, "offer-answer", pk=ask.pk)
    assert ward.get(page).h1 == "Can Cedar Unit take them?"
    assert Browser(make.bed_coordinator()).get(page).h1 == "Record the answer of Cedar Unit"
