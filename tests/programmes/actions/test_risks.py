"""Risks: scored from 1 to 25, and the money set aside borne in equal parts."""

from decimal import Decimal

import pytest

from partnership.access.refusals import NotPermitted
from partnership.access.scope import acting_as, as_the_system
from partnership.arithmetic.shares import NotInPence
from partnership.programmes.actions import risks
from partnership.programmes.models import Risk
from partnership.records.backstop import RefusedByTheDatabase, all_or_nothing
from partnership.records.models.record import ChangedSinceOpened
from partnership.records.states import WrongState
from tests.factories import programmes as make

FOUND = {"found": "Two people left", "likelihood": 5, "impact": 5, "mitigation": "More", "provision": Decimal("100.01")}


def review(risk, by, **given):
    with acting_as(by):
        return risks.review(risk=risk, by=by, **{**FOUND, "owner": by.user, **given})


def test_provision_is_borne_in_equal_parts_that_sum_to_it(db):
    risk = make.RiskFactory(provision=Decimal("100.01"))
    assert list(risk.shares.values()) == [Decimal("33.34"), Decimal("33.34"), Decimal("33.33")]


def test_raise_with_less_than_a_penny_is_refused(lead):
    with acting_as(lead), pytest.raises(NotInPence):
        risks.raise_risk(
            programme=make.programme(), title="A", likelihood=1, impact=1, mitigation="B", owner=lead.user,
            provision=Decimal("0.001"), by=lead,
        )  # fmt: skip


def test_review_keeps_what_was_found_and_the_score_of_the_day(lead):
    risk = make.RiskFactory(likelihood=3, impact=4)
    reviewed = review(risk, lead)
    with as_the_system("a test looks"):
        kept = reviewed.reviews.get()
    assert (risk.score, reviewed.score, kept.score, kept.found) == (12, 25, 25, "Two people left")


def test_review_of_a_closed_risk_is_refused_until_it_is_reopened(lead):
    risk = make.RiskFactory()
    with acting_as(lead):
        risks.close(risk=risk, why="It is over", by=lead)
    with pytest.raises(WrongState):
        review(risk, lead)
    with acting_as(lead):
        risks.reopen(risk=risk, why="It is back", by=lead)
    assert review(risk, lead).is_open


def test_review_on_an_older_version_is_refused(lead):
    risk = make.RiskFactory()
    review(risk, lead)
    with pytest.raises(ChangedSinceOpened):
        review(risk, lead, version=risk.version)


def test_review_by_a_trust_manager_is_refused(oxleas):
    with pytest.raises(NotPermitted):
        review(make.RiskFactory(), oxleas)


@pytest.mark.parametrize("column", [{"likelihood": 6}, {"impact": 0}, {"provision": Decimal("-0.01")}])
def test_database_refuses_a_score_or_a_provision_that_cannot_be(lead, column):
    make.RiskFactory()
    with acting_as(lead), pytest.raises(RefusedByTheDatabase), all_or_nothing():
        Risk.objects.update(**column)


def test_highest_first_goes_by_score_and_then_by_money(lead):
    low, high = make.RiskFactory(likelihood=1), make.RiskFactory(likelihood=5)
    dear = make.RiskFactory(likelihood=5, provision=Decimal("900.00"))
    with acting_as(lead):
        assert list(Risk.objects.open().highest_first()) == [dear, high, low]
