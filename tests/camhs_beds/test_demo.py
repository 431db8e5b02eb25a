"""The demonstration's beds: the records that everybody shows, and the nights and miles that were published."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from camhs_beds.measures import MILES_FROM_HOME, NIGHTS_OUT_OF_AREA
from camhs_beds.models import Bed, BedPeriod, BedRequest, Confirmation, FamilyPage, OutOfAreaPlacement, Stay
from camhs_beds.sitrep import TIMES, moment_of, report
from camhs_beds.vocabulary import BedState
from partnership.access.models import Grant
from partnership.access.roles import BOARD_MEMBER
from partnership.access.scope import as_the_system
from partnership.arithmetic import clock as the_clock
from partnership.arithmetic.nights import Span, nights
from partnership.board.claims import check
from partnership.board.models import Claim
from partnership.board.vocabulary import Outcome
from partnership.measures.actions.closing import close_month
from tests.access.factories import somebody_as

NOW = dt.datetime(2018, 4, 16, 8, tzinfo=dt.UTC)
MARCH = {year: (dt.date(year, 3, 1), dt.date(year, 3, 31)) for year in (2017, 2018)}


@pytest.fixture(autouse=True)
def seen(demonstration):
    with as_the_system("read the demonstration"):
        yield


@pytest.mark.parametrize(("year", "published"), [(2017, 1102), (2018, 680)])
def test_demo_has_the_published_nights_out_of_area(year, published):
    first, last = MARCH[year]
    stays = Stay.objects.out_of_area()
    assert sum(nights(Span(stay.start_at, stay.end_at), first, last) for stay in stays) == published


@pytest.mark.parametrize(("year", "published"), [(2017, 73), (2018, 44)])
def test_demo_has_the_published_miles_from_home(year, published):
    first, last = (dt.datetime.combine(day, dt.time(), the_clock.LONDON) for day in MARCH[year])
    miles = [stay.miles for stay in Stay.objects.out_of_area().during(first, last + dt.timedelta(days=1))]
    assert round(sum(miles) / len(miles), 1) == published


def test_demo_makes_what_was_published_of_the_beds_match():
    for measure in (NIGHTS_OUT_OF_AREA, MILES_FROM_HOME):
        for first, _ in MARCH.values():
            close_month(measure=measure, month=first)

    checked = {one.claim.slug: one for one in check(somebody_as(BOARD_MEMBER), Claim.objects.filter(group="CAMHS"))}

    assert {one.outcome for one in checked.values()} == {Outcome.MATCHES}
    nights = checked["38-fewer-ooa-bed-days"].own
    assert (nights.numerator, nights.denominator) == (1102 - 680, 1102)
    assert len(checked) == 3


def test_demo_has_a_believable_number_of_stays():
    assert 2200 < Stay.objects.count() < 2800


def test_demo_has_the_beds_of_each_unit_in_their_states():
    beds = Counter((bed.unit.slug, bed.state_now.value) for bed in Bed.objects.select_related("unit"))
    of_each = Counter({slug: 0 for slug, _ in beds})
    for (slug, _), count in beds.items():
        of_each[slug] += count
    assert of_each == {"cedar": 12, "elm": 10, "birch": 8, "rowan": 10}
    cedar = {state: count for (slug, state), count in beds.items() if slug == "cedar"}
    assert cedar == {"occupied": 9, "on_leave": 1, "reserved": 1, "out_of_service": 1}
    assert beds["elm", "available"] == 3


def test_demo_has_the_request_of_merton():
    request = BedRequest.objects.select_related("person__home_borough").get(reference="CB-2018-0031")
    assert (request.response, request.age, request.person.home.lower(), request.state) == (
        "urgent", 15, "merton", "searching",
    )  # fmt: skip
    assert BedRequest.objects.open().count() == 3


def test_demo_has_the_young_person_of_slam_out_of_area():
    placement = OutOfAreaPlacement.objects.select_related("request__responsible_trust").get(reference="OA-2018-0004")
    assert (placement.state, placement.request.responsible_trust.slug) == ("placed", "slam")
    assert placement.stay.is_open
    assert placement.approvals.count() == 2


def test_demo_leaves_nobody_without_a_bed_and_no_bed_with_two():
    open_here = Stay.objects.open().filter(kind="partnership")
    assert BedPeriod.objects.open().count() == open_here.count() == 33
    taken = Bed.objects.filter(state__in=[BedState.OCCUPIED, BedState.ON_LEAVE]).count()
    assert taken == open_here.count()


def test_demo_has_the_morning_of_the_wards():
    assert Confirmation.objects.latest_of_each().count() == FamilyPage.objects.count() == 4
    cedar = Confirmation.objects.latest_of_each().get(unit__slug="cedar")
    assert cedar.is_stale(NOW, dt.timedelta(hours=12))
    assert Grant.objects.get(user__email="wren.ward@example.nhs.uk").unit.slug == "cedar"


@pytest.mark.parametrize(("day", "time"), [(13, TIMES[0]), (15, TIMES[1])])
def test_demo_has_reports_of_the_days_before_with_figures(day, time):
    lines = report(moment_of(dt.date(2018, 4, day), time)).lines
    assert [line.unit.slug for line in lines if not line.is_fresh] == []
