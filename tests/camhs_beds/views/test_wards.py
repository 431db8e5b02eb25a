"""A ward at its own pages: it confirms, admits, records leave and discharge, and takes a bed out of service."""

import datetime as dt

import pytest
from django.core import mail

from camhs_beds.actions import requests, stays
from camhs_beds.models import BedRequest, Confirmation, Leave, OutOfService, Stay
from camhs_beds.vocabulary import BedState
from partnership.access.scope import acting_as, as_the_system
from partnership.arithmetic import clock as the_clock
from tests.browsing import Browser
from tests.factories import beds as make
from tests.factories.base import aside
from tests.jobs import work_off

CEDAR = "/camhs/units/cedar/"
CORRECTION = {"why": "wrong_value", "explanation": "A slip of the hand"}
NOW = {"date_day": "16", "date_month": "4", "date_year": "2018", "time": "8:30am"}


@pytest.fixture
def ward(cedar):
    return Browser(make.ward(cedar, first_name="Wren", last_name="Ward"))


@pytest.fixture
def stay(cedar) -> Stay:
    return make.StayFactory(unit=cedar)


@pytest.fixture
def reserved(cedar):
    request, coordinator = make.offered(cedar), make.bed_coordinator()
    with acting_as(coordinator):
        requests.reserve(request=request, bed=make.bed(cedar), by=coordinator)
    return request


def url(stay: Stay, page: str = "") -> str:
    return f"/camhs/stays/{stay.reference}/{page}"


def again(model, row):
    with as_the_system("a test reads"):
        return model.objects.get(pk=row.pk)


# Where a ward begins


def test_ward_lands_on_its_own_unit_with_its_menu(ward, stay):
    seen = ward.follow("/")
    assert (seen.h1, seen.path) == ("Cedar Unit", CEDAR)
    assert [text for text in seen.links if text in ("My unit", "Confirm beds", "Board")] == [
        "My unit", "Confirm beds", "Board",
    ]  # fmt: skip
    assert "1 occupied, 3 available = 4 beds" in seen.text
    assert stay.reference in " ".join(seen.links.values())


def test_similar_names_are_marked_across_beds_and_arrivals(ward, reserved, stay):
    assert ward.get(CEDAR).text.count("similar name") == 2
    with as_the_system("a test names"):
        person = BedRequest.objects.get(pk=reserved.pk).person
        person.first_name, person.last_name = "Violet", "Kestrel"
        person.save()
    assert "similar name" not in ward.get(CEDAR).text


def test_ward_of_another_unit_sees_beds_and_nobody_in_them(cedar, stay):
    other = Browser(make.ward(make.UnitFactory(name="Elm Unit", trust="oxleas")))
    for page in (CEDAR, f"{CEDAR}beds/", "/camhs/board/", "/camhs/beds/cedar-1/"):
        seen = other.get(page)
        assert seen.status == 200
        assert "Occupied" in seen.text
        assert stay.reference not in seen.response.content.decode()
        assert stay.person.last_name.upper() not in seen.response.content.decode().upper()
    for page in (f"{CEDAR}confirm/", url(stay), url(stay, "discharge/"), "/camhs/beds/cedar-1/out-of-service/"):
        assert other.get(page).status == 404


def test_unit_without_beds_says_whom_to_ask(db):
    empty = make.UnitFactory(name="Fern Unit", beds=0)
    seen = Browser(make.ward(empty)).get("/camhs/units/fern/confirm/")
    assert "Fern Unit has no beds set up. Ask the system administrator to add them." in seen.text


# Putting right


def test_stay_corrected_by_the_ward_shows_the_old_value_beside_the_new(ward, stay):
    assert ward.get(url(stay)).links["Correct stay"] == url(stay, "correct/")
    typed = {
        "admitted_on_day": "12", "admitted_on_month": "4", "admitted_on_year": "2018", "admitted_time": "3pm",
        "legal_status": "s3", "clinician": stay.clinician,
    }  # fmt: skip
    assert ward.send(url(stay, "correct/"), typed).errors == [
        "Select why you are correcting this", "Enter an explanation of the correction",
    ]  # fmt: skip
    seen = ward.send(url(stay, "correct/"), typed | CORRECTION)
    assert "The correction is saved" in seen.text
    assert "12 April 2018 at 3:00pm" in seen.text
    assert "Section 2" in seen.text
    assert "A slip" in seen.text


def test_leave_corrected_is_told_once_in_the_history(ward, stay):
    with acting_as(somebody := make.ward(stay.unit)):
        moment = the_clock.now() - dt.timedelta(days=1)
        stays.start_leave(stay=stay, type="home", start_at=moment, expected_back_at=moment, bed_held=True, by=somebody)
        stays.return_from_leave(stay=stay, at=the_clock.now(), by=somebody)
        leave = stay.leaves.get()
    page = url(stay, f"leave/{leave.pk}/correct/")
    began = {"began_on_day": "15", "began_on_month": "4", "began_on_year": "2018", "began_time": "9am"}
    returned = {"returned_on_day": "16", "returned_on_month": "4", "returned_on_year": "2018"}
    assert ward.send(page, began | returned | {"returned_time": "9:30pm"} | CORRECTION).errors == [
        "Time of return must be in the past"
    ]
    ward.send(page, began | returned | {"returned_time": "8:30am"} | CORRECTION)
    told = ward.get(url(stay, "history/")).text
    assert (told.count("Returned corrected"), told.count("Returned from leave")) == (1, 1)


def test_correction_of_an_admission_that_was_undone_leads_back(ward, stay):
    with as_the_system("a test"):
        stay.end_at, stay.recorded_in_error, stay.discharged_by = stay.start_at, True, stay.admitted_by
        stay.discharged_at = the_clock.now()
        stay.save()
    assert "Correct stay" not in ward.get(url(stay)).links
    assert "was recorded in error" in ward.follow(url(stay, "correct/")).text


# Confirming


def confirmed(**more):
    return {"accepting": "yes", "observations": "1", **{f"seen_{n}": "available" for n in range(2, 5)}, **more}


def test_confirm_in_one_page_says_so_and_stops_the_chase(ward, stay):
    assert "Confirm the beds of Cedar Unit" in ward.get("/my-work/").text

    seen = ward.get(f"{CEDAR}confirm/")
    assert seen.h1 == "Cedar Unit: confirm beds, Monday 16 April 2018, morning"
    done = ward.send(f"{CEDAR}confirm/", confirmed(seen_1="occupied"))

    assert "Cedar Unit confirmed at 9:00am." in done.text
    assert "Confirm the beds of Cedar Unit" not in ward.get("/my-work/").text
    with as_the_system("a test reads"):
        assert Confirmation.objects.get().occupied == 1


def test_confirm_sets_moves_and_takes_back_an_expected_discharge(ward, stay):
    name = f"on_{stay.pk}"
    day = {f"{name}_day": "18", f"{name}_month": "4", f"{name}_year": "2018"}
    ward.send(f"{CEDAR}confirm/", confirmed(seen_1="occupied", leaving=name, **day))
    assert again(Stay, stay).expected_discharge_on == dt.date(2018, 4, 18)

    too_far = ward.send(f"{CEDAR}confirm/", confirmed(seen_1="occupied", leaving=name, **day | {f"{name}_day": "30"}))
    assert too_far.errors == ["Expected discharge from bed 1 must be from today to 23 April 2018"]

    ward.send(f"{CEDAR}confirm/", confirmed(seen_1="occupied"))
    assert again(Stay, stay).expected_discharge_on is None


def test_confirm_without_answers_asks_for_them(ward):
    seen = ward.send(f"{CEDAR}confirm/", {"observations": "two"})
    assert seen.errors == [
        "Select whether you can take an admission today",
        "Number of young people on 1 to 1 observations must be a whole number, like 2",
    ]
    assert ward.send(f"{CEDAR}confirm/", confirmed(accepting="no")).errors == ["Select the reason"]


def test_confirm_what_has_changed_since_shows_the_beds_anew(ward, cedar):
    ward.get(f"{CEDAR}confirm/")
    make.StayFactory(unit=cedar)
    seen = ward.send(f"{CEDAR}confirm/", confirmed(seen_1="available"))
    assert "bed 1 is now occupied" in " ".join(seen.errors)
    assert seen.value("seen_1") == "occupied"


# Admitting


def admitted(ward, request):
    version = again(type(request), request).version
    said = {"bed": "1", "legal_status": "s2", "clinician": "Dr B Example", "family_email": "family@example.org"}
    return ward.send(
        f"/camhs/stays/new/?request={request.reference}", {**NOW, "time": "9:00am", **said, "version": version}
    )


def test_admit_from_a_reservation_and_send_the_family_their_page(ward, reserved):
    ward.send(f"{CEDAR}for-families/edit/", {**PARTS, "version": "0"})
    assert "Admit" in " ".join(ward.get(CEDAR).links)
    seen = admitted(ward, reserved)
    assert "was admitted to bed 1 on Cedar Unit." in seen.text
    assert "Undo" in seen.all("button")
    work_off()
    (sent,) = mail.outbox
    assert sent.to == ["family@example.org"]
    assert "/camhs/units/cedar/for-families/" in sent.body
    with as_the_system("a test reads"):
        assert Stay.objects.get().person.last_name not in sent.body + sent.subject

    undone = ward.send(f"{seen.path}undo/")
    assert "Undone." in undone.text
    assert "Recorded in error" in undone.text


def test_admit_without_a_reservation_says_why_not(ward, cedar):
    request = make.offered(cedar)
    seen = ward.follow(f"/camhs/stays/new/?request={request.reference}")
    assert f"No bed is reserved for {request}. Reserve one first." in seen.text
    assert ward.get("/camhs/stays/new/?request=CB-2018-9999").status == 404
    assert ward.get("/camhs/stays/new/").status == 404


def beds_offered(ward, page: str) -> list[str]:
    return [label for label in ward.get(page).all("label") if label.startswith("Bed ")]


def test_beds_of_the_other_sex_are_offered_to_nobody(ward, cedar, reserved):
    make.bed_for("male", cedar, 3)
    make.bed_for("female", cedar, 4)
    assert beds_offered(ward, f"/camhs/stays/new/?request={reserved.reference}") == [
        f"Bed 1, held for {reserved}", "Bed 2", "Bed 4",
    ]  # fmt: skip
    stay = make.StayFactory(unit=cedar)
    assert beds_offered(ward, url(stay, "change-bed/")) == ["Bed 4"]
    with as_the_system("a test gives up the bed"):
        stay.periods.update(end_at=the_clock.now())
        stay.leaves.create(
            type="home", start_at=the_clock.now(), expected_back_at=the_clock.now(), bed_held=False,
            recorded_by=stay.admitted_by, recorded_at=the_clock.now(),
        )  # fmt: skip
    assert beds_offered(ward, url(stay, "return/")) == ["Bed 2", "Bed 4"]


def test_bed_held_before_it_was_kept_for_the_other_sex_is_not_offered(ward, cedar, reserved):
    make.bed_for("male", cedar)
    assert "Bed 2" in beds_offered(ward, f"/camhs/stays/new/?request={reserved.reference}")
    assert not ward.get(f"/camhs/stays/new/?request={reserved.reference}").text.count("held for")


# Leave, return, another bed, discharge


def test_leave_and_return_keep_the_bed(ward, stay):
    back = {"back_on_day": "18", "back_on_month": "4", "back_on_year": "2018", "back_time": "5pm"}
    assert ward.send(url(stay, "leave/"), {}).errors[0] == "Enter the date of leave"
    assert "Time of leave must be in the past" in ward.send(url(stay, "leave/"), {**NOW, "time": "11pm"}).errors
    seen = ward.send(url(stay, "leave/"), {**NOW, **back, "type": "home", "hold": "tonight"})
    assert seen.errors == ["Enter who agreed that the bed may be used", "Enter the plan for the young person’s return"]

    seen = ward.send(url(stay, "leave/"), {**NOW, **back, "type": "home", "hold": "yes"})
    assert "is on leave, expected back on 18 April 2018 at 5:00pm." in seen.text
    assert "Record return" in seen.links
    assert "back 18 April 2018" in ward.get("/camhs/board/").text

    seen = ward.send(url(stay, "return/"), {**NOW, "time": "8:45am"})
    assert "is back." in seen.text


def test_leave_without_the_bed_asks_for_one_on_return(ward, stay):
    back = {"back_on_day": "18", "back_on_month": "4", "back_on_year": "2018", "back_time": "5pm"}
    ward.send(url(stay, "leave/"), {**NOW, **back, "type": "home", "hold": "no"})
    assert ward.send(url(stay, "return/"), {**NOW, "time": "8:45am"}).errors == ["Select the bed"]
    ward.send(url(stay, "return/"), {**NOW, "time": "8:45am", "bed": "3"})
    assert make.bed(stay.unit, 3).state_now is BedState.OCCUPIED


def test_change_bed_offers_those_that_are_free_and_says_who_has_one_that_was(ward, stay):
    other = make.StayFactory(unit=stay.unit)
    assert "Bed 2" not in ward.get(url(stay, "change-bed/")).all("label")
    ward.send(url(stay, "change-bed/"), {**NOW, "bed": "4"})
    assert make.bed(stay.unit, 4).state_now is BedState.OCCUPIED
    assert ward.send(url(other, "change-bed/"), {**NOW, "bed": "4"}).errors == [
        "Bed 4 on Cedar Unit was filled by Wren Ward at 9:00am. Choose another bed."
    ]
    for number in (1, 3):
        make.ReservationFactory(bed=make.bed(stay.unit, number))
    assert ward.get(url(other, "change-bed/")).status == 302
    assert "No other bed on Cedar Unit is free" in ward.get(url(other, "")).text


DISCHARGE = {"to": "home", "follow_up_booked": "yes"}


def test_discharge_frees_the_bed_and_is_undone(ward, stay):
    early = ward.send(url(stay, "discharge/"), {**NOW, **DISCHARGE, "date_day": "1"})
    assert early.errors == ["Date of discharge must be the same as or after 13 April 2018, the date of admission"]

    seen = ward.send(url(stay, "discharge/"), {**NOW, **DISCHARGE})
    assert "was discharged at 8:30am. Bed 1 is available." in seen.text
    assert "Undone." in ward.send(url(stay, "undo/")).text
    assert make.bed(stay.unit).state_now is BedState.OCCUPIED


def test_discharge_on_the_day_of_admission_asks_first(ward, cedar):
    stay = make.StayFactory(unit=cedar, start_at=the_clock.now() - dt.timedelta(hours=2))
    seen = ward.send(url(stay, "discharge/"), {**NOW, **DISCHARGE})
    assert seen.h1 == "Discharge on the day of admission?"
    assert again(Stay, stay).is_open
    ward.send(url(stay, "discharge/"), {**NOW, **DISCHARGE, "confirmed": "yes"})
    assert not again(Stay, stay).is_open


def test_stay_that_ended_leads_back_to_its_page(ward, stay):
    ward.send(url(stay, "discharge/"), {**NOW, **DISCHARGE})
    assert "ended on 16 April 2018" in ward.follow(url(stay, "leave/")).text


def test_discharge_made_on_an_older_page_is_not_saved(ward, stay):
    ward.send(url(stay, "expected/"), {"expected_discharge_on_day": "20", "expected_discharge_on_month": "4",
                                       "expected_discharge_on_year": "2018"})  # fmt: skip
    seen = ward.send(url(stay, "discharge/"), {**NOW, **DISCHARGE, "version": "1"})
    assert "has changed since you opened it" in seen.h1
    assert again(Stay, stay).is_open


def test_stay_tells_its_nights_as_the_list_does_and_its_history(ward, stay):
    left, back = (dt.datetime(2018, 4, day, 12, tzinfo=dt.UTC) for day in (14, 15))
    with aside():
        Leave.objects.create(
            stay=stay, type="home", start_at=left, expected_back_at=back, back_at=back, recorded_by=stay.admitted_by,
            recorded_at=left, returned_by=stay.admitted_by, returned_at=back,
        )  # fmt: skip
    seen, listed = ward.get(url(stay)), ward.get("/camhs/stays/")
    said = dict(zip(seen.all("dt"), seen.all("dd"), strict=False))
    assert (said["Nights in the unit"], said["Nights on leave"]) == ("2", "1")
    assert listed.rows[1][-2:] == ["Nights in the unit 2", "Nights on leave 1"]
    assert "Admitted" in ward.get(url(stay, "history/")).text


# Out of service

CLOSED = {
    "start_on_day": "16", "start_on_month": "4", "start_on_year": "2018", "expected_end_on_day": "20",
    "expected_end_on_month": "4", "expected_end_on_year": "2018", "why": "repairs",
}  # fmt: skip


def test_bed_goes_out_of_service_for_longer_and_comes_back(ward, cedar):
    form = {**CLOSED, "work_order": "WO-1"}
    assert ward.send("/camhs/beds/cedar-2/out-of-service/", {}).errors == [
        "Enter the start date", "Enter the expected end date", "Select the reason",
    ]  # fmt: skip
    early = ward.send("/camhs/beds/cedar-2/out-of-service/", form | {"expected_end_on_day": "15"})
    assert early.errors == ["Expected end date must be the same as or after 16 April 2018, the start date"]

    seen = ward.send("/camhs/beds/cedar-2/out-of-service/", form)
    assert "Bed 2 on Cedar Unit is out of service, expected until 20 April 2018." in seen.text
    twice = ward.send("/camhs/beds/cedar-2/out-of-service/", form)
    assert "Wren Ward took Bed 2 on Cedar Unit out of service" in twice.errors[0]

    day = {"expected_end_on_day": "23", "expected_end_on_month": "4", "expected_end_on_year": "2018"}
    seen = ward.send("/camhs/beds/cedar-2/extend/", {**day, "why": "A part is missing"})
    assert "A part is missing" in seen.text
    assert "Bed 2 on Cedar Unit is back in service." in ward.send("/camhs/beds/cedar-2/return-to-service/").text
    assert "is not out of service" in ward.follow("/camhs/beds/cedar-2/extend/").text
    with as_the_system("a test reads"):
        assert OutOfService.objects.get().ended_at


def test_bed_with_somebody_in_it_stays_in_service(ward, stay):
    assert ward.send("/camhs/beds/cedar-1/out-of-service/", CLOSED).errors == ["Bed 1 is occupied."]
    assert "Record discharge" in ward.get("/camhs/beds/cedar-1/").links


# The page for families, and whom the unit takes

PARTS = {name: f"About {name}" for name in ("about", "visiting", "what_to_bring", "getting_there", "who_to_ask")}


def test_family_page_is_written_by_the_ward_and_read_by_anybody(ward, client):
    assert client.get(f"{CEDAR}for-families/").status_code == 404
    silent = ward.send(f"{CEDAR}for-families/edit/", {**PARTS, "about": "", "visiting": "", "version": "0"})
    assert silent.errors == ["Enter what the unit is", "Enter when families can visit"]
    ward.send(f"{CEDAR}for-families/edit/", {**PARTS, "version": "0"})

    page = client.get(f"{CEDAR}for-families/")
    assert page.status_code == 200
    assert b"About visiting" in page.content
    assert b"Cedar Unit" in client.get("/camhs/for-families/").content

    late = ward.send(f"{CEDAR}for-families/edit/", {**PARTS, "version": "7"})
    assert "has changed this page since you opened it" in late.errors[0]


def test_family_page_without_the_version_that_it_was_made_on_is_not_taken(ward, client):
    ward.send(f"{CEDAR}for-families/edit/", {**PARTS, "version": "0"})
    for version in ({}, {"version": ""}, {"version": "the first"}):
        assert ward.send(f"{CEDAR}for-families/edit/", {**PARTS, "visiting": "Never", **version}).status == 400
    assert b"About visiting" in client.get(f"{CEDAR}for-families/").content


def test_family_page_sent_back_with_errors_still_sees_what_came_between(ward):
    edit = f"{CEDAR}for-families/edit/"
    ward.send(edit, {**PARTS, "version": "0"})
    ward.send(edit, {**PARTS, "version": "1"})
    back = ward.send(edit, {**PARTS, "visiting": "", "version": "1"})
    assert back.value("version") == "1"
    late = ward.send(edit, {**PARTS, "version": "1"})
    assert "has changed this page since you opened it" in late.errors[0]
    assert late.value("version") == "2"


def test_whom_the_unit_takes_holds_from_a_day(ward):
    day = {"starts_on_day": "16", "starts_on_month": "4", "starts_on_year": "2018", "source": "The ward round"}
    ward.send(
        f"{CEDAR}takes/", {**day, "legal_statuses": ["s2", "s3"], "single_sex_area": "yes", "needs_met": "autism"}
    )
    assert "Section 2, Section 3" in ward.get(CEDAR).text


def test_bed_of_a_unit_that_is_not_there_is_not_found(ward):
    for page in ("/camhs/beds/oak-1/", "/camhs/units/oak/", "/camhs/units/oak/confirm/"):
        assert ward.get(page).status == 404
