"""Out of area: asked for, approved by two, reviewed each week, and brought home."""

import datetime as dt

import pytest

from camhs_beds.models import OutOfAreaPlacement, Stay
from partnership.access.scope import as_the_system
from tests.browsing import Browser
from tests.camhs_beds.views.asking import at
from tests.factories import beds as make
from tests.factories.access import trust_manager

PLAN = {
    "why": "no_bed", "price": "£640", "family_told": "yes", "return_plan": "Back when Cedar Unit has a bed",
}  # fmt: skip
ADMISSION = {
    "on_day": "16", "on_month": "4", "on_year": "2018", "time": "8:30am", "legal_status": "s3",
    "clinician": "Dr C Example",
}  # fmt: skip


@pytest.fixture
def beth(db) -> Browser:
    return Browser(make.bed_coordinator(first_name="Beth", last_name="Beds"))


@pytest.fixture
def clara(db) -> Browser:
    return Browser(make.clinical_lead())


@pytest.fixture
def far(db):
    return make.UnitFactory(name="Far Unit", trust=None)


RELATED = {OutOfAreaPlacement: ("request__responsible_trust",)}


def only(model):
    with as_the_system("the test looks"):
        return model.objects.select_related(*RELATED.get(model, ())).get()


def asked_for(beth, far) -> OutOfAreaPlacement:
    request = make.BedRequestFactory()
    beth.send(at(request, "request-out-of-area"), PLAN | {"unit": far.pk, "confirmed": "yes"})
    return only(OutOfAreaPlacement)


def test_asking_shows_what_was_tried_and_is_read_over_first(beth, far, cedar):
    ask = make.AskFactory(unit=cedar, answer="no")
    page = at(ask.request, "request-out-of-area")
    assert "Cedar Unit: declined, mix of young people" in beth.get(page).text
    assert beth.send(page, {}).errors == [
        "Select why no Partnership bed is suitable", "Enter the proposed unit", "Enter the price a day",
        "Select whether the family has been told", "Enter the plan for coming back",
    ]  # fmt: skip
    assert beth.send(page, PLAN | {"unit": far.pk, "price": "lots"}).errors == [
        "Price a day must be an amount of money, like 640 or 640.50"
    ]
    assert beth.send(page, PLAN | {"unit": far.pk, "price": "1,000,000"}).errors == [
        "Price a day must be less than £1,000,000"
    ]
    assert beth.send(page, PLAN | {"unit": cedar.pk}).errors == ["Enter the proposed unit"]
    again = beth.send(page, PLAN | {"unit": far.pk})
    assert again.h1 == "Check this placement before you ask for it"
    assert "Family told" in again.text
    seen = beth.send(page, PLAN | {"unit": far.pk, "confirmed": "yes"})
    assert "OA-2018-0001 waits for two approvals" in seen.text
    assert beth.follow(page).path == at(only(OutOfAreaPlacement), "out-of-area-overview")
    waits = beth.get("/my-work/").text
    assert "Waiting for a placement out of area" in waits
    assert "Ask units for a bed" not in waits


def test_two_approve_and_never_the_one_who_asked(beth, clara, far):
    placement = asked_for(beth, far)
    tim = Browser(trust_manager(placement.request.responsible_trust.slug))
    assert beth.get(at(placement, "out-of-area-approve")).status == 403
    assert "Approve a placement out of area" in tim.get("/my-work/").text
    seen = clara.send(at(placement, "out-of-area-approve"), {"decision": "approve"})
    assert "It waits for the other approval" in seen.text
    assert "Approve a placement" not in clara.get("/my-work/").text
    seen = tim.send(at(placement, "out-of-area-approve"), {"decision": "approve"})
    assert "Approved" in seen.text
    assert "Record the admission" in beth.get("/my-work/").text


def test_clinical_lead_who_asked_cannot_approve(clara, far):
    request = make.BedRequestFactory()
    clara.send(at(request, "request-out-of-area"), PLAN | {"unit": far.pk, "confirmed": "yes"})
    placement = only(OutOfAreaPlacement)
    assert "You cannot approve your own request" in clara.get(at(placement, "out-of-area-overview")).text
    refused = clara.send(at(placement, "out-of-area-approve"), {"decision": "approve"})
    assert refused.errors == ["You cannot approve your own request"]


def test_refusal_gives_its_reason_and_manager_of_another_trust_sees_nothing(beth, far):
    placement = asked_for(beth, far)
    own = placement.request.responsible_trust.slug
    other = Browser(trust_manager(next(t for t in ("oxleas", "slam", "swlstg") if t != own)))
    assert other.get(at(placement, "out-of-area-overview")).status == 404
    tim = Browser(trust_manager(own))
    page = at(placement, "out-of-area-approve")
    assert tim.send(page, {"decision": "refuse"}).errors == ["Enter why you refuse"]
    seen = tim.send(page, {"decision": "refuse", "reason": "Birch has a bed on Friday"})
    assert "Refused" in seen.text
    assert "Birch has a bed on Friday" in seen.text


def test_out_of_area_whose_request_has_ended_is_approved_by_nobody_and_withdrawn(beth, clara, far):
    placement = asked_for(beth, far)
    beth.send(at(placement.request, "request-community"), {"community": "outreach"})
    assert "Approve a placement" not in clara.get("/my-work/").text
    refused = clara.send(at(placement, "out-of-area-approve"), {"decision": "approve"})
    assert refused.errors == [
        f"{placement.request} is now “Community alternative”, so it is no longer needed. The bed team can withdraw it."
    ]
    assert "Withdraw the placement" in beth.get("/my-work/").text
    assert str(placement) in beth.get("/camhs/out-of-area/", view="not-needed").text
    beth.send(at(placement, "out-of-area-withdraw"), {"why": "Care at home"})
    assert only(OutOfAreaPlacement).state == "withdrawn"


def placed(beth, clara, far) -> OutOfAreaPlacement:
    placement = asked_for(beth, far)
    clara.send(at(placement, "out-of-area-approve"), {"decision": "approve"})
    tim = Browser(trust_manager(placement.request.responsible_trust.slug))
    tim.send(at(placement, "out-of-area-approve"), {"decision": "approve"})
    seen = beth.send(at(placement, "out-of-area-admit"), ADMISSION)
    assert "First review by 23 April 2018" in seen.text
    return placement


def test_week_out_of_area_is_reviewed_and_a_free_bed_at_home_is_in_my_work(beth, clara, far, clock):
    placement = placed(beth, clara, far)
    assert "Bed available" not in beth.get("/my-work/").text
    cedar = make.UnitFactory(name="Cedar Unit")
    assert f"Bed available at Cedar Unit for {placement}" in beth.get("/my-work/").text
    clock.forward(days=8)
    beth = Browser(make.bed_coordinator())  # of another day
    assert "Review the placement at" in beth.get("/my-work/").text
    listed = beth.get("/camhs/out-of-area/", review="overdue")
    assert [row[0].endswith(str(placement)) for row in listed.rows if row][-1]
    next_on = {"next_on_day": "1", "next_on_month": "5", "next_on_year": "2018"}
    page = at(placement, "out-of-area-review")
    assert beth.send(page, {"can_come_back": "not_yet"} | next_on).errors == ["Enter what prevents it"]
    seen = beth.send(page, {"can_come_back": "waiting"} | next_on)
    assert "again by 1 May 2018" in seen.text
    for name in ("out-of-area-overview", "out-of-area-bring-home"):
        assert "Never confirmed: telephone first" in beth.get(at(placement, name)).text
    bed = make.bed(cedar)
    home = ADMISSION | {"bed": bed.pk, "on_day": "24", "time": "8am"}
    seen = beth.send(at(placement, "out-of-area-bring-home"), home)
    assert "Home to Cedar Unit" in seen.text
    with as_the_system("the test looks"):
        assert [s.kind for s in Stay.objects.order_by("start_at")] == ["out_of_area", "partnership"]
        assert Stay.objects.get(kind="out_of_area").end_at == dt.datetime(2018, 4, 24, 7, tzinfo=dt.UTC)


@pytest.mark.parametrize("page", ["leave", "return", "change-bed", "discharge"])
def test_stay_out_of_area_has_no_form_for_what_is_recorded_of_a_bed_here(beth, far, page):
    stay = make.StayFactory(unit=far)
    seen = beth.follow(f"/camhs/stays/{stay}/{page}/")
    assert seen.path == f"/camhs/stays/{stay}/"
    assert (
        "Record what happened on the placement" if page == "discharge" else "has no beds on this portal"
    ) in seen.text


def test_no_one_out_of_area_says_so(beth):
    seen = beth.get("/camhs/out-of-area/")
    assert "No South London young person is placed out of area." in seen.text
