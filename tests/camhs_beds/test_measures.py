"""What the beds measure, worked out from stays made by hand, and that a figure opens onto what it counted."""

import datetime as dt
from decimal import Decimal

import pytest

from camhs_beds import figures, measures
from camhs_beds.actions import beds
from camhs_beds.models import Bed, BedRequest, Leave, OutOfService, Stay
from camhs_beds.vocabulary import State
from partnership.access.scope import acting_as, as_the_system
from partnership.measures.actions.closing import close_month
from partnership.organisations.models import Borough
from tests.browsing import Browser
from tests.factories import beds as make
from tests.factories.access import trust_manager
from tests.factories.base import aside

pytestmark = pytest.mark.django_db

FEBRUARY, MARCH, APRIL = (dt.date(2018, month, 1) for month in (2, 3, 4))


def on(month: int, day: int, hour: int = 12) -> dt.datetime:
    return dt.datetime(2018, month, day, hour, tzinfo=dt.UTC)


def of(figure, month=MARCH) -> dict[tuple[str, str], Decimal | None]:
    with as_the_system("a test counts"):
        return {(one.by, one.part): one.value for one in figure(month)}


def whole(figure, month=MARCH) -> Decimal | None:
    return of(figure, month)["", ""]


@pytest.fixture
def afar(db):
    return make.UnitFactory(name="Moor Unit", trust=None, camhs_type="picu")


def stay(unit, start: dt.datetime, end: dt.datetime | None = None, *, borough: str = "lambeth", **more) -> Stay:
    with aside():
        home = Borough.objects.get(slug=borough)
    ended = {"end_at": end, "discharged_at": end} if end else {}
    made = make.StayFactory(
        unit=unit, person=make.young_person(home_borough=home, home_sector=""), start_at=start, **more
    )
    with aside():
        if end:
            Stay.objects.filter(pk=made.pk).update(**ended, discharged_by=made.admitted_by)
            made.periods.update(end_at=end)
    return made


def leave(of: Stay, start: dt.datetime, back: dt.datetime) -> None:
    with aside():
        Leave.objects.create(
            stay=of, type="home", start_at=start, expected_back_at=back, back_at=back, recorded_by=of.admitted_by,
            recorded_at=start, returned_by=of.admitted_by, returned_at=back,
        )  # fmt: skip


# Out of area


def test_nights_out_of_area_are_the_midnights_of_the_month(afar):
    stay(afar, on(2, 26), on(3, 3))
    stay(afar, on(3, 10), on(3, 10, 18))
    stay(afar, on(3, 30))

    assert whole(figures.nights_out_of_area) == 2 + 0 + 2
    assert whole(figures.nights_out_of_area, FEBRUARY) == 3


def test_nights_out_of_area_of_the_month_that_runs_end_with_last_night(afar):
    stay(afar, on(4, 10))

    assert whole(figures.nights_out_of_area, APRIL) == 6


def test_nights_out_of_area_leave_out_those_on_leave_and_the_second_figure_has_them(afar):
    leave(stay(afar, on(2, 20), on(3, 21)), on(2, 27), on(3, 4))

    assert (whole(figures.nights_out_of_area), whole(figures.nights_out_of_area_with_leave)) == (17, 20)
    assert (whole(figures.nights_out_of_area, FEBRUARY), whole(figures.nights_out_of_area_with_leave, FEBRUARY)) == (
        7,
        9,
    )


def test_nights_out_of_area_are_those_of_south_londoners_elsewhere(afar, cedar):
    stay(cedar, on(3, 1), on(3, 5))
    stay(afar, on(3, 1), on(3, 5), borough="bexley")
    elsewhere = stay(afar, on(3, 1), on(3, 5))
    in_error = stay(afar, on(3, 9), on(3, 9), recorded_in_error=False)
    with aside():
        person = elsewhere.person
        type(person).objects.filter(pk=person.pk).update(home_area="outside", home_borough=None)
        Stay.objects.filter(pk=in_error.pk).update(recorded_in_error=True)

    found = of(figures.nights_out_of_area)

    assert found["", ""] == found["borough", "bexley"] == found["type", "picu"] == found["trust", "oxleas"] == 4
    assert whole(figures.miles_from_home) == 4


def test_miles_are_the_mean_of_stays_open_at_any_time_in_the_month(afar):
    stay(afar, on(2, 1), on(3, 1), miles=Decimal("10.0"))
    stay(afar, on(3, 9), on(3, 9, 13), miles=Decimal("30.0"))
    stay(afar, on(3, 31, 20), miles=Decimal("71.0"))
    stay(afar, on(3, 31, 20), miles=None)
    stay(afar, on(2, 1), on(2, 28, 23), miles=Decimal("500.0"))

    assert whole(figures.miles_from_home) == 37
    assert whole(figures.miles_from_home, APRIL) == 71
    assert whole(figures.miles_from_home, dt.date(2018, 1, 1)) is None


def test_out_of_area_are_those_at_midnight_at_the_end_of_the_month(afar):
    stay(afar, on(3, 1), dt.datetime(2018, 3, 31, 22, 59, tzinfo=dt.UTC))
    stay(afar, on(3, 1), on(4, 2))
    stay(afar, on(3, 31), None)
    stay(afar, on(4, 1), None)

    assert (whole(figures.out_of_area_now), whole(figures.out_of_area_now, APRIL)) == (2, 2)


# Beds


def test_occupancy_is_of_the_beds_that_could_be_used(cedar):
    leave(stay(cedar, on(3, 1), on(3, 31)), on(3, 10), on(3, 14))
    with aside():
        closed = Bed.objects.get(unit=cedar, number=4)
        writer = Stay.objects.get().admitted_by
        OutOfService.objects.create(
            bed=closed, unit=cedar, why="repairs", start_at=on(2, 20), expected_end_on=dt.date(2018, 3, 11),
            taken_by=writer, taken_at=on(2, 20), ended_at=on(3, 11), ended_by=writer,
        )  # fmt: skip
        Bed.objects.filter(unit=cedar, number=3).update(removed_on=dt.date(2018, 3, 12))

    with as_the_system("a test counts"):
        figure = next(iter(figures.occupancy(MARCH)))

    assert (figure.numerator, figure.denominator) == (26, 2 * 31 + 11 + 21)


def test_occupancy_of_the_first_day_of_a_month_has_no_value_yet(cedar, clock):
    clock.move_to(on(4, 1))

    assert whole(figures.occupancy, APRIL) is None


def test_beds_available_are_those_of_units_that_are_confirmed(cedar, clock):
    assert figures_of_beds() == {}
    stay(cedar, on(4, 14))
    ward = make.ward(cedar)
    with acting_as(ward):
        beds.confirm(unit=cedar, accepting="yes", reasons=[], observations=0, by=ward)

    assert figures_of_beds() == {("", ""): 3, ("unit", "cedar"): 3, ("type", "general_adolescent"): 3}
    clock.forward(hours=13)
    assert figures_of_beds() == {}


def figures_of_beds() -> dict:
    return of(figures.available, APRIL)


# Requests


def test_response_on_time_is_of_requests_due_in_the_month():
    for received, responded in ((on(3, 1), on(3, 3)), (on(3, 5), on(3, 8)), (on(3, 7), None), (on(3, 31), on(3, 31))):
        made = make.BedRequestFactory(received_at=received, response="urgent", state=State.SEARCHING)
        with aside():
            BedRequest.objects.filter(pk=made.pk).update(responded_at=responded)

    found = of(figures.response_on_time)

    assert round(found["", ""], 1) == round(found["response", "urgent"], 1) == Decimal("33.3")
    assert whole(figures.response_on_time, APRIL) == 100


def test_longest_wait_is_of_the_earliest_request_for_which_no_bed_is_held(cedar):
    make.BedRequestFactory(received_at=on(4, 14, 8))
    make.BedRequestFactory(received_at=on(4, 1), state=State.WITHDRAWN)
    held = make.offered(cedar, received_at=on(4, 2))
    make.ReservationFactory(bed=make.bed(cedar), request=held)

    assert whole(figures.longest_wait, APRIL) == 48
    assert whole(figures.longest_wait) is None


# Ready for discharge


def test_ready_for_discharge_are_those_whose_day_has_passed_and_who_are_still_there(cedar, afar):
    stay(afar, on(3, 1), on(4, 2), ready_on=dt.date(2018, 3, 22), why_delayed="social_care")
    stay(afar, on(3, 1), on(3, 30), ready_on=dt.date(2018, 3, 20))
    stay(cedar, on(3, 1), None, ready_on=dt.date(2018, 4, 1))
    stay(cedar, on(3, 1), None)

    found = of(figures.ready)

    assert found["", ""] == found["reason", "social_care"] == 1
    assert (whole(figures.days_ready), whole(figures.ready, APRIL), whole(figures.days_ready, APRIL)) == (10, 1, 15)


# The pages


@pytest.mark.parametrize("measure", measures.STAYS_COUNTED, ids=lambda one: one.code)
def test_figure_opens_onto_the_stays_that_were_counted(measure, afar, cedar):
    at_home = stay(cedar, on(3, 2), ready_on=dt.date(2018, 3, 8))
    away = stay(afar, on(3, 2))
    coordinator = Browser(make.bed_coordinator())
    with as_the_system("a test counts"):
        close_month(measure=measure, month=MARCH)

    seen = coordinator.get(f"/camhs/measures/{measure.slug}/2018-03/stays/")

    counts_home = measure in (measures.OCCUPANCY, measures.READY, measures.DAYS_READY)
    assert seen.h1 == f"{measure.name}, March 2018"
    assert (at_home.reference in seen.links, away.reference in seen.links) == (counts_home, not counts_home)
    assert "See the records of March 2018" in coordinator.get(f"/board/measures/{measure.slug}/").links


@pytest.mark.parametrize("measure", measures.REQUESTS_COUNTED, ids=lambda one: one.code)
def test_figure_opens_onto_the_requests_that_were_counted(measure):
    request = make.BedRequestFactory(received_at=on(3, 29), response="urgent")
    coordinator = Browser(make.bed_coordinator())

    assert request.reference in coordinator.get(f"/camhs/measures/{measure.slug}/2018-03/requests/").links
    assert request.reference not in coordinator.get(f"/camhs/measures/{measure.slug}/2018-02/requests/").links


def test_figure_opens_onto_the_stays_of_ones_own_trust_alone(afar):
    made = stay(afar, on(3, 2), borough="lambeth")
    url = "/camhs/measures/camhs-out-of-area/2018-03/stays/"

    assert made.reference in Browser(trust_manager("slam")).get(url).links
    seen = Browser(trust_manager("oxleas")).get(url)
    assert made.reference not in seen.links
    assert "None of the stays that you can see were counted in this month." in seen.text


@pytest.mark.parametrize(
    "page", ["camhs-out-of-area/2018-13/stays", "no-measure/2018-03/stays", "camhs-longest-wait/2018-03/stays"]
)
def test_figure_of_no_month_or_measure_is_not_found(page):
    assert Browser(make.bed_coordinator()).get(f"/camhs/measures/{page}/").status == 404
