"""The figures of the beds on one page: each opens onto what it counted, and it asks no more when there is more."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from camhs_beds import measures
from camhs_beds.actions import beds
from partnership.access.roles import BOARD_MEMBER, WARD_STAFF
from partnership.access.scope import acting_as, as_the_system
from partnership.arithmetic import clock as the_clock
from partnership.measures.actions.closing import close_month
from tests.access.factories import somebody_as
from tests.browsing import Browser
from tests.factories import beds as make
from tests.factories.access import trust_manager

DASHBOARD = "/camhs/dashboard/"
MARCH = dt.date(2018, 3, 1)


@pytest.fixture
def afar(db):
    return make.UnitFactory(name="Moor Unit", trust=None)


def close(month=MARCH) -> None:
    with as_the_system("a test counts"):
        for measure in measures.IN_ORDER:
            close_month(measure=measure, month=month)


def test_dashboard_counts_what_stands_now_and_each_figure_opens_onto_it(cedar, afar, clock):
    ward = make.ward(cedar)
    with acting_as(ward):
        beds.confirm(unit=cedar, accepting="yes", reasons=[], observations=0, by=ward)
    clock.forward(hours=1)
    made = {
        "Requests waiting for a bed": make.BedRequestFactory(received_at=the_clock.now() - dt.timedelta(hours=30)),
        "Out of area": make.StayFactory(unit=afar),
        "Ready for discharge": make.StayFactory(unit=cedar, ready_on=dt.date(2018, 4, 14)),
    }
    coordinator = Browser(make.bed_coordinator())

    seen = coordinator.get(DASHBOARD)

    assert "Showing 3 beds in 1 unit" in coordinator.get(seen.links["3 beds available"].split("#")[0]).text
    assert "1 day 6 hours longest wait" in {text.lower() for text in seen.links}
    for label, row in made.items():
        opened = coordinator.get(seen.links[f"1 {label.lower()}"])
        assert row.reference in opened.links


def test_dashboard_shows_the_last_month_that_is_stored_and_what_was_published(afar):
    make.StayFactory(unit=afar, start_at=dt.datetime(2018, 3, 30, 12, tzinfo=dt.UTC))
    close()

    seen = Browser(make.bed_coordinator()).get(DASHBOARD)

    assert "March 2018" in seen.all("h2")
    nights = next(row for row in seen.rows if "CAMHS out of area bed days" in row[0])
    assert nights[2].endswith("2")
    assert "38% fewer out of area occupied bed days" in seen.links


def test_dashboard_of_a_trust_has_its_own_requests_and_stays(afar):
    make.StayFactory(unit=afar, person=make.young_person(responsible_trust=None))

    seen = Browser(trust_manager("slam")).get(DASHBOARD)

    assert "0 out of area" in seen.links
    assert "Requests and stays are those of SLaM" in seen.text


@pytest.mark.parametrize("role", [BOARD_MEMBER, WARD_STAFF])
def test_dashboard_is_the_bed_teams_and_trust_managers(role, db, cedar):
    somebody = make.ward(cedar) if role is WARD_STAFF else somebody_as(role)

    assert Browser(somebody).get(DASHBOARD).status == 403


def test_dashboard_asks_no_more_with_more_months_beds_and_stays(cedar, afar):
    coordinator = Browser(make.bed_coordinator())
    make.StayFactory(unit=afar)
    make.BedRequestFactory()
    close()
    asked(coordinator)  # what is asked once a process
    few = asked(coordinator)

    for number in range(6):
        make.StayFactory(unit=afar)
        make.BedRequestFactory()
        make.UnitFactory(name=f"Oak {number} Unit")
        close(dt.date(2017, 1 + number, 1))

    assert asked(coordinator) == few


def asked(browser: Browser) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(DASHBOARD).status == 200
    return len(captured)
