"""Every bed now; the nights to come; the report of the day and its rules."""

import csv
import datetime as dt

import pytest

from camhs_beds.actions import beds
from camhs_beds.models import Bed, BedRule, PressureRule
from partnership.access.roles import HUB_LEAD, TRUST_MANAGER
from partnership.access.scope import acting_as, as_the_system
from partnership.arithmetic import clock as the_clock
from tests.access.factories import somebody_as
from tests.browsing import Browser
from tests.factories import beds as make
from tests.factories.base import aside

BOARD, OCCUPANCY, SITREP = "/camhs/board/", "/camhs/occupancy/", "/camhs/sitrep/2018-04-16/"


@pytest.fixture
def elm(db):
    return make.UnitFactory(name="Elm Unit", trust="oxleas", camhs_type="picu", beds=2)


@pytest.fixture
def coordinator(cedar, elm):
    return Browser(make.bed_coordinator(first_name="Beth", last_name="Beds"))


def confirm(unit, accepting="yes", **more):
    ward = make.ward(unit)
    reasons = [] if accepting == "yes" else ["acuity"]
    with acting_as(ward):
        return beds.confirm(unit=unit, accepting=accepting, reasons=reasons, observations=0, by=ward, **more)


# The board


def test_board_counts_what_can_take_somebody_and_leads_to_exactly_that(coordinator, cedar, elm):
    confirm(cedar)
    confirm(elm, "no")
    make.StayFactory(unit=cedar)
    make.BedRequestFactory(response="emergency")
    make.ReservationFactory(bed=make.bed(cedar, 4))  # its request waits for no bed

    seen = coordinator.get(BOARD)
    assert (
        "2 beds available in 1 unit. 2 more in a unit that is not accepting. 1 request waiting. 1 emergency."
    ) in seen.text

    counted = coordinator.get(BOARD + seen.links["2 beds available in 1 unit"].split("#")[0])
    assert "Showing 2 beds in 1 unit" in counted.text
    assert [row[1] for row in counted.rows if row[0].startswith("Bed Bed")] == ["State ○ Available"] * 2
    for text in ("1 request waiting", "1 emergency"):
        assert "Showing 1 request" in coordinator.get(seen.links[text]).text


def test_board_leaves_a_unit_that_is_not_confirmed_out_of_its_total_and_says_so(cedar, elm, clock):
    confirm(cedar)
    clock.forward(hours=13)
    confirm(elm)
    coordinator = Browser(make.bed_coordinator())

    seen = coordinator.get(BOARD)

    assert "2 beds available in 1 unit. 1 unit not confirmed is not counted." in seen.text
    assert "General adolescent Not confirmed Not confirmed since 9:00am today" in seen.text
    assert coordinator.get(BOARD, accepting="yes").all("h3") == ["Elm Unit"]
    assert "6 beds available in 2 units." in coordinator.get(BOARD, include="stale").text


def test_wall_screen_names_no_one(coordinator, cedar):
    stay = make.StayFactory(unit=cedar)

    seen = coordinator.get(f"{BOARD}?view=grid")

    assert stay.person.last_name.upper() not in seen.response.content.decode().upper()


def test_board_names_people_to_the_bed_team_prints_initials_and_logs_whose(coordinator, cedar):
    stay = make.StayFactory(unit=cedar, expected_discharge_on=dt.date(2018, 4, 20))

    seen = coordinator.get(BOARD)

    who = f"{stay.person.last_name.upper()}, {stay.person.first_name}"
    assert f"{who}, {stay}" in seen.links
    assert f"{stay.person.initials}, 15 years" in seen.all("span", "portal-name--short")
    assert "20 April 2018" in seen.text
    assert logged(stay.reference) == 1


def logged(reference: str) -> int:
    from partnership.records.models import Read

    with as_the_system("a test reads the log"):
        return Read.objects.filter(references__contains=[reference]).count()


def test_board_on_a_wall_names_nobody_and_refreshes_only_when_asked(coordinator, cedar):
    stay = make.StayFactory(unit=cedar)

    seen = coordinator.get(BOARD, view="grid")

    assert "Refresh" not in seen.response
    assert stay.reference not in seen.response.content.decode()
    assert coordinator.get(BOARD, view="grid", refresh="on").response["Refresh"] == "120"


@pytest.mark.parametrize(
    ("query", "units"),
    [
        ({"type": "picu"}, ["Elm Unit"]),
        ({"trust": "swlstg"}, ["Cedar Unit"]),
        ({"accepting": "conditions"}, ["Elm Unit"]),
    ],
)
def test_board_is_narrowed_by_its_filters(coordinator, cedar, elm, query, units):
    confirm(cedar)
    confirm(elm, "conditions", conditions="One at a time")
    assert coordinator.get(BOARD, **query).all("h3") == units


def test_board_with_nothing_to_show_says_how_to_go_on(coordinator):
    seen = coordinator.get(BOARD, state="reserved")
    assert "No beds match these filters." in seen.text
    assert "Clear filters" in seen.links


def test_board_of_a_trust_manager_names_the_people_of_their_trust_alone(cedar):
    manager = somebody_as(TRUST_MANAGER, trust=cedar.provider)
    own = make.StayFactory(unit=cedar, person=make.young_person(responsible_trust=cedar.provider))
    other = make.StayFactory(unit=cedar, person=make.young_person())
    assert f"0 requests of {cedar.provider} waiting" in Browser(manager).get(BOARD).text
    body = Browser(manager).get(BOARD).response.content.decode()
    assert own.reference in body
    assert other.reference not in body
    assert "Not shown to you" in body


def test_board_is_not_for_the_forensic_hub(db):
    for page in (BOARD, OCCUPANCY, SITREP, "/camhs/units/"):
        assert Browser(somebody_as(HUB_LEAD)).get(page).status == 403


# Looking ahead


def test_occupancy_says_first_in_words_when_a_bed_is_free(coordinator, elm):
    make.StayFactory(unit=elm, expected_discharge_on=dt.date(2018, 4, 19))
    make.StayFactory(unit=elm)

    seen = coordinator.get(OCCUPANCY, **{"unit": "elm", "from": "2018-04-16", "days": "7"})

    assert (
        "Elm Unit has at least 1 bed free on 0 of 7 days. On 4 a bed is expected to be free, by an expected discharge. "
        "It is full from 16 to 18 April."
    ) in seen.text
    assert [row[1:] for row in seen.rows if row and row[0].startswith("Bed 1")] == [
        ["Occupied"] * 3 + ["Free (expected)"] * 4
    ]


def test_occupancy_shows_leave_reservations_and_times_out_of_service(coordinator, cedar):
    team = make.bed_coordinator()
    make.ReservationFactory(bed=make.bed(cedar, 2))
    with acting_as(team):
        closed = {"start_on": the_clock.today(), "expected_end_on": dt.date(2018, 4, 17), "why": "repairs"}
        beds.take_out_of_service(bed=make.bed(cedar, 3), by=team, **closed)
    seen = coordinator.get(OCCUPANCY, unit="cedar", days="7")
    cells = {row[0][:5]: row[1:4] for row in seen.rows if row and row[0].startswith("Bed")}
    assert cells["Bed 2"] == ["Reserved"] * 3
    assert cells["Bed 3"] == ["Out of service", "Out of service", "Free (expected)"]
    assert cells["Bed 4"] == ["Free"] * 3


def test_occupancy_of_the_past_is_what_was_recorded(coordinator, cedar):
    make.StayFactory(unit=cedar, start_at=dt.datetime(2018, 4, 9, 12, tzinfo=dt.UTC))
    seen = coordinator.get("/camhs/occupancy/2018-04-08/", unit="cedar")
    assert "Cedar Unit: 4 free." in seen.text
    assert "Cedar Unit: 1 occupied, 3 free." in coordinator.get("/camhs/occupancy/2018-04-09/", unit="cedar").text
    assert coordinator.get("/camhs/occupancy/2098-04-09/").status == 404


def test_occupancy_counts_a_bed_from_the_day_it_opened_to_the_day_it_closed(coordinator, cedar):
    with aside():
        of_cedar = Bed.objects.filter(unit=cedar)
        of_cedar.filter(number=1).update(removed_on=dt.date(2018, 4, 1))
        of_cedar.filter(number=2).update(removed_on=dt.date(2018, 4, 18))
        of_cedar.filter(number__gte=3).update(opened_on=dt.date(2018, 4, 19))

    seen = coordinator.get(OCCUPANCY, **{"unit": "cedar", "from": "2018-04-16", "days": "7"})

    assert (
        "Cedar Unit has at least 1 bed free on 6 of 6 days. It is never full. It has no bed that is open on 18 April."
    ) in seen.text
    assert {row[0][:5]: row[1:] for row in seen.rows if row and row[0].startswith("Bed ")} == {
        "Bed 2": ["Free"] * 2 + ["Not open"] * 5,
        "Bed 3": ["Not open"] * 3 + ["Free"] * 4,
        "Bed 4": ["Not open"] * 3 + ["Free"] * 4,
    }


def test_occupancy_of_a_ward_is_its_own_and_goes_no_further_back_than_it_may_see(cedar, elm):
    ward = Browser(make.ward(cedar))
    seen = ward.get(OCCUPANCY)
    assert "Elm Unit" not in seen.text
    assert ward.get("/camhs/occupancy/2018-03-01/").status == 404
    assert ward.get(OCCUPANCY, **{"from": "2018-03-01"}).errors == [
        "From must be 19 March 2018 or later. A ward sees who has left it until then"
    ]


# The report


def test_sitrep_adds_up_and_says_why_the_level_is_what_it_is(coordinator, cedar, elm, clock):
    confirm(cedar)
    confirm(elm, "no")
    stay = make.StayFactory(unit=cedar)
    make.BedRequestFactory(response="emergency", received_at=the_clock.now() - dt.timedelta(hours=80))
    clock.move_to(dt.datetime(2018, 4, 16, 9, tzinfo=dt.UTC))

    seen = coordinator.get(SITREP, at="09:30")

    cells = {row[0]: [cell.split()[0] for cell in row[1:9]] for row in seen.rows if row}
    assert cells["Cedar Unit"] == ["4", "4", "1", "0", "0", "3", "3", "0"]
    assert cells[elm.name] == ["2", "2", "0", "0", "0", "2", "0", "0"]
    assert "Beds available: 3 or fewer. It is 3." in seen.text
    assert "Pressure: level 3" in seen.text
    assert "Hours of the longest wait: 72 or more. It is 80." in seen.text
    assert stay.person.last_name.upper() not in seen.all("textarea")[0].upper()
    assert "Longest wait: 3 days 8 hours." in seen.all("textarea")[0]


def test_sitrep_before_its_time_says_so_and_one_of_the_past_is_of_its_moment(coordinator, cedar, clock):
    assert "is not due yet" in coordinator.get("/camhs/sitrep/").text
    make.StayFactory(unit=cedar, start_at=dt.datetime(2018, 4, 15, 12, tzinfo=dt.UTC))
    yesterday = "/camhs/sitrep/2018-04-15/"
    of = {at: coordinator.get(yesterday, at=at).rows for at in ("09:30", "16:00")}
    assert [[row[3][0] for row in rows if row and row[0] == "Cedar Unit"] for rows in of.values()] == [["0"], ["1"]]
    assert coordinator.get("/camhs/sitrep/2018-04-17/").status == 404


def test_sitrep_counts_as_asked_no_request_that_holds_a_bed_elsewhere(coordinator, cedar, elm):
    held = make.ReservationFactory(bed=make.bed(elm))
    for request in (held.request, make.BedRequestFactory(state="searching")):
        make.AskFactory(unit=cedar, request=request)

    asked = {row[0]: row[9][0] for row in coordinator.get(SITREP).rows if row}

    assert (asked["Cedar Unit"], asked["Elm Unit"]) == ("1", "0")


def test_sitrep_as_a_file_has_the_units_and_what_waits_and_is_out_of_area(coordinator, cedar, elm):
    confirm(elm)
    make.AskFactory(unit=elm, request__received_at=the_clock.now() - dt.timedelta(hours=80))
    make.BedRequestFactory(response="emergency")
    make.StayFactory(unit=make.UnitFactory(name="Far Unit", trust=None, camhs_type="picu"))

    answer = coordinator.client.get("/camhs/sitrep/2018-04-16/download/")

    lines = list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines()))
    told = ("unit", "available", "waiting", "emergencies", "longest_wait_hours", "out_of_area")
    assert [[line[name] for name in told] for line in lines] == [
        ["Cedar Unit", "4", "0", "0", "", "0"],
        ["Elm Unit", "2", "1", "0", "80", "1"],
        ["All units", "2", "2", "1", "80", "1"],
    ]


def test_sitrep_opens_each_count_to_exactly_what_it_counted_then(coordinator, cedar, elm, clock):
    confirm(cedar)
    waiting = make.AskFactory(unit=cedar).request, make.BedRequestFactory(response="emergency")
    away = make.StayFactory(unit=make.UnitFactory(name="Far Unit", trust=None, camhs_type="picu"))
    stay = make.StayFactory(unit=cedar)
    clock.move_to(dt.datetime(2018, 4, 16, 9, tzinfo=dt.UTC))
    after = make.BedRequestFactory(response="emergency"), make.StayFactory(unit=cedar, start_at=the_clock.now())

    seen = coordinator.get(SITREP, at="09:30")
    opened = {text: coordinator.get(url).rows for text, url in seen.links.items() if "/sitrep/2018-04-16/" in url}

    found = {text: {row[0].split()[-1] for row in rows[1:]} for text, rows in opened.items()}
    assert found["2 requests waiting"] == {one.reference for one in waiting}
    assert found["1 emergencies waiting"] == {waiting[1].reference}
    assert found["1 asked for a bed, Cedar Unit"] == {waiting[0].reference}
    assert found["1 out of area"] == found["1 out of area, Elm Unit"] == {away.reference}
    assert (len(opened["1 occupied"]), len(opened["3 available"])) == (2, 4)
    assert "Elm Unit" not in str(opened["4 open"])
    assert "Elm Unit" in str(opened["2 open, Elm Unit"])
    assert not {stay.reference, *(one.reference for one in after)} & set().union(*found.values())


def test_sitrep_leaves_a_unit_that_is_not_confirmed_out_of_its_totals(coordinator, cedar, elm):
    confirm(elm)
    seen = coordinator.get("/camhs/sitrep/")
    assert "Cedar Unit is not confirmed, so not in the totals." in seen.text
    assert seen.all("dd")[0] == "2"


def test_rule_of_pressure_is_changed_by_the_clinical_lead_from_a_day_on(coordinator, elm):
    lead = Browser(make.clinical_lead())
    with as_the_system("a test looks"):
        rule = PressureRule.objects.get(measure="available", level=2)
        clock_rule = BedRule.objects.get(rule="reserve")
    page = f"/manage/camhs-rules/pressure/{rule.pk}/change/"
    typed = {
        "amount": "5",
        "source": "The three trusts",
        "starts_on_day": "16",
        "starts_on_month": "4",
        "starts_on_year": "2018",
    }

    assert coordinator.get(page).status == 403
    assert lead.send(page, typed).h1 == "Check the new rule before saving"
    assert (
        "Level 2: beds available: 5 or fewer from 16 April 2018." in lead.send(page, typed | {"confirmed": "yes"}).text
    )
    changed = lead.send(f"/manage/camhs-rules/{clock_rule.pk}/change/", typed | {"unit": "hours", "confirmed": "yes"})
    assert "Hold a reserved bed: 5 hours from 16 April 2018." in changed.text
    assert "Change" not in coordinator.get("/manage/camhs-rules/").links
