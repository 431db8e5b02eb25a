"""From a request to a held bed: the matches, the answers, the reservation."""

import datetime as dt

import pytest

from camhs_beds.models import Ask, Bed, BedRequest
from partnership.access.scope import as_the_system
from partnership.arithmetic.words import short_day
from tests.browsing import Browser
from tests.camhs_beds.views.asking import ASKED, at
from tests.factories import beds as make
from tests.factories.access import trust_manager


@pytest.fixture
def beth(db) -> Browser:
    return Browser(make.bed_coordinator(first_name="Beth", last_name="Beds"))


@pytest.fixture
def elm(db):
    """Further away, and of another trust."""
    return make.UnitFactory(name="Elm Unit", trust="oxleas")


def home_in_tooting():
    return make.young_person(borough="wandsworth", home_sector="SW17 7")


def now(model, **of):
    with as_the_system("the test looks"):
        return model.objects.get(**of)


def test_match_ranks_and_says_why_in_three_groups(beth, cedar, elm):
    make.UnitFactory(name="Rowan Unit", camhs_type="eating_disorder")
    for _ in range(4):
        make.StayFactory(unit=elm, expected_discharge_on=dt.date(2018, 4, 18))
    seen = beth.get(at(make.BedRequestFactory(), "request-match"))
    assert seen.all("h2")[:3] == ["Suitable now: 1", "Suitable soon (expected discharge): 1", "Not suitable (why): 1"]
    assert seen.all("h3") == ["1. Cedar Unit", "2. Elm Unit", "3. Rowan Unit"]
    assert "Another type of unit: eating disorders" in seen.text
    assert "Takes ages 13 to 17" in seen.text
    assert "Run by a Partnership trust" in seen.text


def in_full(person) -> str:
    return f"{person.last_name.upper()}, {person.first_name} born {short_day(person.date_of_birth)}"


def test_asking_several_units_keeps_each_answer_and_tells_the_wards(beth, cedar, elm):
    request = make.BedRequestFactory()
    wren = Browser(make.ward(cedar, first_name="Wren"))
    seen = beth.send(at(request, "request-match"), {"units": [cedar.pk, elm.pk]})
    assert "Cedar Unit and Elm Unit are asked" in seen.text
    assert seen.all("h3").count("Cedar Unit Waiting for an answer") == 1
    (to_answer,) = [row for row in wren.get("/my-work/").rows if "Say whether Cedar Unit can take" in row[0]]
    assert to_answer[1] == f"Person {in_full(request.person)}"
    ask = now(Ask, unit=cedar)
    answered = wren.send(at(request, "offer-answer", pk=ask.pk), {"answer": "yes", "decided_by": "Dr Amara Obi"})
    assert "Cedar Unit: accepted. The answer is recorded." in answered.text
    assert "Elm Unit" not in answered.text  # another unit's answer is not a ward's to see
    assert wren.get(at(request, "offer-answer", pk=now(Ask, unit=elm).pk)).status == 404


def test_answer_that_crosses_anothers_shows_both(beth, cedar):
    """The team heard a yes on the telephone while the ward recorded its no."""
    request = make.BedRequestFactory()
    beth.send(at(request, "request-match"), {"units": [cedar.pk]})
    address = at(request, "offer-answer", pk=now(Ask, unit=cedar).pk)
    opened = beth.get(address).value("version")
    Browser(make.ward(cedar)).send(address, {"answer": "no", "why_no": "mix", "decided_by": "Dr Amara Obi"})

    crossed = beth.send(address, {"answer": "yes", "decided_by": "Sister Example", "version": opened})

    assert crossed.status == 409
    assert "What is the unit’s answer? Now Declined Your change Accepted" in crossed.text


@pytest.fixture
def asked_where_somebody_is_at_risk(beth, cedar):
    """Cedar Unit was asked while one young person who is a risk to others was on it."""
    make.StayFactory(unit=cedar, request=make.BedRequestFactory(state="admitted", risks=["aggression"]))
    request = make.BedRequestFactory(risks=["sexually_vulnerable"])
    beth.send(at(request, "request-match"), {"units": [cedar.pk]})
    return request


MIX = "1 young person with “aggression” already on the unit: discuss"


def test_offers_tell_the_mix_of_a_unit_to_the_bed_team_and_to_its_ward(beth, cedar, asked_where_somebody_is_at_risk):
    offers = at(asked_where_somebody_is_at_risk, "request-offers")
    for somebody in (beth, Browser(make.clinical_lead()), Browser(make.ward(cedar))):
        assert MIX in somebody.get(offers).text


def test_offers_tell_the_trust_manager_the_answer_without_the_mix(beth, cedar, asked_where_somebody_is_at_risk):
    request = asked_where_somebody_is_at_risk
    said = {"answer": "no", "why_no": "mix", "decided_by": "Dr Amara Obi"}
    beth.send(at(request, "offer-answer", pk=now(Ask).pk), said)
    seen = Browser(trust_manager(request.responsible_trust.slug)).get(at(request, "request-offers"))
    assert "Declined by Dr Amara Obi, recorded by Beth Beds on 16 April 2018" in seen.text
    assert "Reason: mix of young people" in seen.text
    assert "Takes ages 13 to 17" in seen.text
    assert "already on the unit" not in seen.text


def test_leaving_out_the_first_asks_why_and_keeps_what_was_ticked(beth, cedar, elm):
    request = make.BedRequestFactory(person=home_in_tooting())
    first, second = (
        (cedar, elm) if "1. Cedar Unit" in beth.get(at(request, "request-match")).all("h3") else (elm, cedar)
    )
    seen = beth.send(at(request, "request-match"), {"units": [second.pk]})
    assert seen.errors == [f"{first} comes first in the list. Enter why you chose another unit"]
    assert any(attrs.get("value") == str(second.pk) and "checked" in attrs for _, attrs, _ in seen.elements)
    beth.send(at(request, "request-match"), {"units": [second.pk], "why_chosen": "The family asked for it"})
    assert now(Ask).why_chosen == "The family asked for it"
    assert beth.send(at(request, "request-match"), {}).errors == ["Select a unit"]


def test_no_gives_its_reason_and_the_unit_can_be_asked_again(beth, cedar):
    ask = make.AskFactory(unit=cedar)
    answer = at(ask.request, "offer-answer", pk=ask.pk)
    assert beth.get(at(ask.request, "request-match")).links["Record the answer of Cedar Unit"] == answer
    assert f"Legal status {ask.request.get_legal_status_display()}" in beth.get(answer).text
    assert beth.send(answer, {"answer": "no", "decided_by": "Dr Obi"}).errors == ["Select why the unit declined"]
    assert beth.send(answer, {"answer": "", "decided_by": ""}).errors == [
        "Select the unit’s answer", "Enter the name of the decision maker",
    ]  # fmt: skip
    seen = beth.send(answer, {"answer": "no", "why_no": "acuity", "decided_by": "Dr Obi", "note": "Two on 1 to 1"})
    assert "Declined by Dr Obi" in seen.text
    assert "Reason: acuity" in seen.text
    assert "Declined" in beth.get(at(ask.request, "request-match")).text


def test_reserving_holds_the_bed_with_a_countdown_and_extending_asks_why(beth, cedar, clock):
    request = make.offered(cedar)
    bed = make.bed(cedar, 2)
    page = beth.get(at(request, "request-reserve"))
    assert "The bed is held for 4 hours" in page.text
    assert beth.send(at(request, "request-reserve"), {}).errors == ["Select a bed"]
    seen = beth.send(at(request, "request-reserve"), {"bed": bed.pk})
    assert "Bed 2 on Cedar Unit is reserved until 1:00pm" in seen.text
    assert "Reserved until 1:00pm, 4 hours left" in seen.text
    later = {"until_on_day": "16", "until_on_month": "4", "until_on_year": "2018", "until_time": "6pm"}
    assert beth.send(at(request, "request-extend"), later).errors == ["Enter why the bed is held longer"]
    too_late = later | {"why": "The ambulance is late", "until_on_day": "24"}
    assert beth.send(at(request, "request-extend"), too_late).errors == [
        "Reserved until must be the same as or before 23 April 2018 at 9:00am, 7 days from now"
    ]
    seen = beth.send(at(request, "request-extend"), later | {"why": "The ambulance is late"})
    assert "Reserved until 6:00pm, 9 hours left" in seen.text
    clock.forward(hours=10)
    seen = beth.get(at(request, "request-overview"))
    assert "The reservation ended at 6:00pm" in seen.text
    assert beth.send(at(request, "request-extend"), later | {"why": "x"}).errors == [
        "This reservation ended at 6:00pm. Reserve again."
    ]
    assert beth.send(at(request, "request-reserve"), {"bed": bed.pk}).status == 200


def test_who_loses_a_race_is_told_who_has_the_bed_and_chooses_another(beth, cedar):
    mine, theirs = make.offered(cedar), make.offered(cedar)
    other = Browser(make.bed_coordinator(first_name="Bo", last_name="Beds"))
    bed = make.bed(cedar, 4)
    other.send(at(theirs, "request-reserve"), {"bed": bed.pk})
    seen = beth.send(at(mine, "request-reserve"), {"bed": bed.pk})
    assert seen.status == 422
    assert seen.errors == ["Bed 4 on Cedar Unit was reserved by Bo Beds at 9:00am. Choose another bed."]
    assert "Bed 4" not in " ".join(seen.all("label"))
    assert "Bed 3, Cedar Unit" in seen.text


def test_releasing_frees_the_bed_and_the_offer_stands(beth, cedar):
    held = make.ReservationFactory(bed=make.bed(cedar))
    seen = beth.send(at(held.request, "request-release"), {"why": "The family changed its mind"})
    assert "Offer made" in seen.text
    assert now(Bed, pk=held.bed_id).state == "available"


def test_ward_that_is_no_longer_asked_sees_neither_the_request_nor_a_link_to_it(beth, cedar, elm):
    request = make.BedRequestFactory()
    page = at(request, "request-overview")
    wren, ella = Browser(make.ward(cedar)), Browser(make.ward(elm))
    beth.send(at(request, "request-match"), {"units": [cedar.pk, elm.pk]})

    def linked() -> list[bool]:
        return [page in ward.get("/notifications/").links.values() for ward in (wren, ella)]

    assert linked() == [True, True]
    beth.send(at(request, "offer-stop", pk=now(Ask, unit=cedar).pk))
    assert (wren.get(page).status, linked()) == (404, [False, True])
    beth.send(at(request, "request-withdraw"), {"why": "referrer"})
    assert (ella.get(page).status, linked()) == (404, [False, False])


def test_information_is_asked_for_and_received(beth):
    request = make.BedRequestFactory()
    seen = beth.send(at(request, "request-ask-for-information"), {"what": "The assessment"})
    assert "Waiting for information" in seen.text
    assert "no unit is asked yet" in beth.get(at(request, "request-match")).text
    assert "Searching" in beth.send(at(request, "request-information-received")).text
    assert beth.follow(at(request, "request-information-received")).path == at(request, "request-overview")


def test_withdrawing_is_undone_with_the_answers_that_it_had(beth, cedar):
    request = make.offered(cedar)
    assert beth.send(at(request, "request-withdraw"), {"why": "other"}).errors == [
        "Enter an explanation of why this request is withdrawn"
    ]
    seen = beth.send(at(request, "request-withdraw"), {"why": "referrer"})
    assert "is withdrawn" in seen.text
    assert "Undo" in seen.all("button")
    assert "Offer made" in beth.send(at(request, "ending-undo")).text
    assert now(BedRequest).visible_to_units == [cedar.pk]
    beth.send(at(request, "request-community"), {"community": "outreach"})
    other = Browser(make.bed_coordinator())
    assert "This can be undone for 10 minutes" in other.send(at(request, "ending-undo")).text
    assert "is open again" in beth.send(at(request, "request-reopen")).text


def test_correction_moves_the_clock_and_shows_the_old_value(beth):
    request = make.BedRequestFactory(response="routine")
    typed = ASKED | {"response": "routine", "received_time": "9am"}
    assert beth.send(at(request, "request-correct"), typed).errors == [
        "Select why you are correcting this", "Enter an explanation of the correction",
    ]  # fmt: skip
    typed |= {"why": "wrong_value", "explanation": "It is an emergency", "response": "emergency"}
    seen = beth.send(at(request, "request-correct"), typed)
    assert "by 16 April 2018 at 9:00pm" in seen.text
    assert "Routine" in seen.text
    assert "Response needed corrected" in beth.get(at(request, "request-history")).text


def test_person_corrected_to_another_borough_takes_requests_and_stays_to_another_trust(beth):
    person = make.young_person(borough="merton")
    request = make.BedRequestFactory(person=person, state="withdrawn")
    stay = make.StayFactory(person=person)
    details = {
        "first_name": person.first_name, "last_name": person.last_name, "date_of_birth_day": 9,
        "date_of_birth_month": 1, "date_of_birth_year": 2003, "knows_nhs_number": "yes",
        "nhs_number": person.nhs_number, "sex": "female", "ethnic_group": "Z", "home": "bexley",
        "why": "wrong_value", "explanation": "They moved before",
    }  # fmt: skip
    seen = beth.send(f"/camhs/people/{person}/correct/", details)
    assert "The correction is saved" in seen.text
    assert str(stay) in seen.text
    for record in (request, stay):
        assert now(type(record), pk=record.pk).responsible_trust.slug == "oxleas"


def test_wrong_person_is_put_right_until_somebody_is_admitted(beth):
    request, right = make.BedRequestFactory(), make.young_person(last_name="Right")
    typed = {"why": "wrong_person", "explanation": "A twin", "person": right.reference}
    again = beth.send(at(request, "request-wrong-person"), typed)
    assert again.h1 == "Is this the right young person?"
    seen = beth.send(at(request, "request-wrong-person"), typed | {"confirmed": "yes"})
    assert seen.all("p", "portal-person__name") == [f"{right.last_name.upper()}, {right.first_name}"]
    make.StayFactory(person=right, request=request)
    other = make.young_person()
    refused = beth.send(at(request, "request-wrong-person"), typed | {"person": other.reference, "confirmed": "yes"})
    assert refused.errors[0].startswith(f"A young person was admitted for {request}")
