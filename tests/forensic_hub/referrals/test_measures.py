"""What the hub measures, and that a figure opens onto the referrals that it counted."""

import datetime as dt
from decimal import Decimal

import pytest

from forensic_hub.referrals import measures
from forensic_hub.referrals.models import Panel, Referral
from forensic_hub.referrals.vocabulary import State
from partnership.access.scope import as_the_system
from partnership.measures.actions.closing import close_month
from tests.browsing import Browser
from tests.factories.access import trust_manager
from tests.factories.base import aside
from tests.factories.forensic import (
    DecisionFactory,
    InformationRequestFactory,
    RecordedAssessmentFactory,
    ReferralFactory,
    quorate_panel,
)

pytestmark = pytest.mark.django_db

MARCH, APRIL = dt.date(2018, 3, 1), dt.date(2018, 4, 1)


def on(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime(year, month, day, 12, tzinfo=dt.UTC)


def figures(figure, month=MARCH) -> dict[tuple[str, str], Decimal | None]:
    with as_the_system("a test counts"):
        return {(one.by, one.part): one.value for one in figure(month)}


def decided(days: int, panel_on: dt.date = dt.date(2018, 3, 22), **given) -> Referral:
    """A referral on which a panel decided so many days after it was received."""
    received = dt.datetime.combine(panel_on - dt.timedelta(days=days), dt.time(12), tzinfo=dt.UTC)
    referral = ReferralFactory(state=State.BED_SEARCH, received_at=received, **given)
    with aside():
        panel = Panel.objects.filter(meets_on=panel_on).first()
    DecisionFactory(referral=referral, panel=panel or quorate_panel(meets_on=panel_on))
    return referral


def test_referral_to_decision_is_the_median_of_the_months_decisions():
    decided(10, borough="lambeth")
    decided(20, borough="lambeth", priority="urgent")
    decided(60, borough="bexley")
    decided(5, dt.date(2018, 2, 22))

    assert figures(measures.days_to_decision) == {
        ("", ""): 20, ("priority", "routine"): 35, ("priority", "urgent"): 20, ("trust", "slam"): 15,
        ("trust", "oxleas"): 60,
    }  # fmt: skip


def test_referral_to_decision_leaves_out_the_days_on_which_the_clock_stood_still():
    referral = decided(20)
    InformationRequestFactory(
        referral=referral, sent_at=on(2018, 3, 5), ended_at=on(2018, 3, 12), ended_by=referral.logged_by,
        ending="received",
    )  # fmt: skip

    assert figures(measures.days_to_decision)["", ""] == 13


def test_referral_to_decision_of_a_month_without_one_has_no_value():
    assert figures(measures.days_to_decision) == {("", ""): None}


def test_assessments_on_time_are_those_by_their_target_day():
    for took_place, target in ((8, 9), (9, 9), (12, 9)):
        on_days = {"took_place_on": dt.date(2018, 3, took_place), "target_on": dt.date(2018, 3, target)}
        RecordedAssessmentFactory(**on_days)

    found = figures(measures.on_time)

    assert round(found["", ""], 1) == Decimal("66.7")
    assert figures(measures.on_time, APRIL)["", ""] is None


def test_open_referrals_are_those_received_and_not_closed_at_the_end_of_the_month():
    ReferralFactory(received_at=on(2018, 3, 28), borough="bexley")
    ReferralFactory(received_at=on(2018, 2, 1))
    ReferralFactory(received_at=on(2018, 4, 2))
    ReferralFactory(received_at=on(2018, 1, 1), state=State.WITHDRAWN)
    closed = ReferralFactory(received_at=on(2018, 1, 1), state=State.WITHDRAWN)
    with aside():
        Referral.objects.filter(pk=closed.pk).update(closed_at=on(2018, 3, 30))

    found = figures(measures.how_many_open)

    assert found["", ""] == 3
    assert (found["age", "week"], found["age", "longer"], found["trust", "oxleas"]) == (1, 2, 1)
    assert (found["stage", "new"], found["stage", "closed"]) == (2, 1)
    assert not any(by == "stage" for by, _ in figures(measures.how_many_open, dt.date(2018, 1, 1)))


def test_figure_opens_onto_exactly_the_referrals_that_were_counted(officer):
    counted, other = decided(10, borough="lambeth"), decided(5, dt.date(2018, 2, 22), borough="lambeth")
    with as_the_system("a test counts"):
        close_month(measure=measures.REFERRAL_TO_DECISION, month=MARCH)

    seen = Browser(officer).get("/forensic/measures/referral-to-decision/2018-03/")

    assert seen.h1 == "Referral to decision, March 2018"
    assert counted.reference in seen.links
    assert other.reference not in seen.links
    assert "See the records of March 2018" in Browser(officer).get("/board/measures/referral-to-decision/").links


def test_figure_opens_onto_the_referrals_of_ones_own_trust_alone(officer):
    counted = decided(10, borough="lambeth")
    url = "/forensic/measures/referral-to-decision/2018-03/"

    assert counted.reference in Browser(trust_manager("slam")).get(url).links
    seen = Browser(trust_manager("oxleas")).get(url)
    assert counted.reference not in seen.links
    assert "None of the referrals that you can see were counted in this month." in seen.text


@pytest.mark.parametrize("page", ["referral-to-decision/2018-13", "referral-to-decision/March", "no-measure/2018-03"])
def test_figure_of_no_month_or_measure_is_not_found(officer, page):
    assert Browser(officer).get(f"/forensic/measures/{page}/").status == 404
