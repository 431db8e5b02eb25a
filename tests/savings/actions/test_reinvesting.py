import datetime as dt
from decimal import Decimal

import pytest

from partnership.access.refusals import NotPermitted, Refusal
from partnership.access.scope import acting_as, as_the_system
from partnership.records.states import NotReady, WrongState
from partnership.savings.actions import reinvesting
from partnership.savings.models import Reinvestment
from partnership.savings.sums import reinvestment_budget
from partnership.savings.vocabulary import Funding, ReinvestmentState
from tests.factories import savings as make

pytestmark = pytest.mark.django_db
MINUTE = "PB 2018-04, item 6"


def approve(scheme, by=None):
    by = by or make.finance_lead("slam")
    with acting_as(by):
        return reinvesting.approve(reinvestment=scheme, minute=MINUTE, by=by)


def test_approve_within_what_is_confirmed_commits_it():
    make.confirmed(actual=Decimal("100.00"))

    scheme = approve(make.ReinvestmentFactory(amount=Decimal("60.00")))

    assert (scheme.state, scheme.minute, scheme.decided_for.slug) == (ReinvestmentState.APPROVED, MINUTE, "slam")
    with as_the_system("read"):
        assert reinvestment_budget().left == Decimal("40.00")


def test_approve_above_what_is_available_says_by_how_much():
    make.confirmed(actual=Decimal("60000.00"))
    with pytest.raises(Refusal, match="^This is £40,000.00 more than is available$"):
        approve(make.ReinvestmentFactory(amount=Decimal("100000.00")))


def test_approve_counts_no_saving_that_is_only_sent_or_releases_no_cash():
    make.sent(actual=Decimal("100.00"))
    make.confirmed(actual=Decimal("100.00"), saving__cash_releasing=False)
    with pytest.raises(Refusal, match="£100.00"):
        approve(make.ReinvestmentFactory(amount=Decimal("100.00")))


def test_approve_with_money_from_outside_takes_nothing_from_savings():
    scheme = approve(make.ReinvestmentFactory(funding=Funding.NHS_ENGLAND, amount=Decimal("600000.00")))

    assert scheme.state == ReinvestmentState.APPROVED
    with as_the_system("read"):
        budget = reinvestment_budget()
    assert (budget.external, budget.committed, budget.left) == (600000, 600000, 0)


def test_approve_of_a_scheme_that_recurs_takes_its_amount_for_each_year_since_its_start():
    make.confirmed(actual=Decimal("150.00"))
    scheme = make.ReinvestmentFactory(recurring=True, starts_on=dt.date(2017, 4, 1), amount=Decimal("100.00"))
    with pytest.raises(Refusal, match="£50.00"):
        approve(scheme)


def test_approve_of_ones_own_proposal_is_refused():
    by = make.finance_lead("slam")
    with pytest.raises(Refusal, match="Someone else has to decide on it"):
        approve(make.ReinvestmentFactory(proposed_by=by.user), by)


def test_approve_without_an_amount_is_refused():
    with pytest.raises(NotReady, match="Enter the amount first"):
        approve(make.ReinvestmentFactory(amount=None))


def test_approve_by_a_role_that_proposes_is_refused(lead):
    with pytest.raises(NotPermitted):
        approve(make.ReinvestmentFactory(), lead)


def test_approve_twice_is_refused():
    make.confirmed(actual=Decimal("1000.00"))
    scheme = make.ReinvestmentFactory()
    approve(scheme)
    with pytest.raises(WrongState):
        approve(scheme)


def test_decline_keeps_the_reason():
    scheme, by = make.ReinvestmentFactory(), make.manager("oxleas")
    with acting_as(by):
        declined = reinvesting.decline(reinvestment=scheme, why="Not this year", by=by)
    assert (declined.state, declined.why_declined) == (ReinvestmentState.DECLINED, "Not this year")


def test_change_after_the_decision_is_refused(lead):
    make.confirmed(actual=Decimal("1000.00"))
    scheme = approve(make.ReinvestmentFactory())
    with acting_as(lead), pytest.raises(Refusal, match="is now “Approved”"):
        reinvesting.change(reinvestment=scheme, by=lead, proposal={"title": "Another"})


def test_go_live_sets_the_benefit_review_a_year_later(lead):
    make.confirmed(actual=Decimal("1000.00"))
    scheme = approve(make.ReinvestmentFactory())
    with acting_as(lead):
        live = reinvesting.go_live(reinvestment=scheme, live_on=dt.date(2018, 2, 28), by=lead)
        assert live.review_due_on == dt.date(2019, 2, 28)
        reviewed = reinvesting.review(reinvestment=live, review="Fewer placements", by=lead)
        assert (reviewed.state, reviewed.reviewed_by) == (ReinvestmentState.REVIEWED, lead.user)


def test_go_live_on_29_february_is_reviewed_on_the_last_day_of_february(lead):
    make.confirmed(actual=Decimal("1000.00"))
    scheme = approve(make.ReinvestmentFactory())
    with acting_as(lead):
        live = reinvesting.go_live(reinvestment=scheme, live_on=dt.date(2016, 2, 29), by=lead)
    assert live.review_due_on == dt.date(2017, 2, 28)


def test_propose_waits_for_someone_else(lead):
    proposal = {
        "title": "Outreach", "area": "camhs", "place": "", "amount": None, "recurring": True, "starts_on": None,
        "funding": Funding.SAVINGS, "measure": "", "expected": "",
    }  # fmt: skip
    with acting_as(lead):
        scheme = reinvesting.propose(by=lead, proposal=proposal)
        assert scheme.reference.startswith("RI-2018-")
        assert Reinvestment.objects.get().state == ReinvestmentState.PROPOSED
