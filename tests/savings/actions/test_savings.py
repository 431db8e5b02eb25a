import datetime as dt
from decimal import Decimal

import pytest

from partnership.access.refusals import NotPermitted, Refusal
from partnership.access.scope import acting_as
from partnership.organisations.models import Programme
from partnership.records.models.record import ChangedSinceOpened
from partnership.records.states import NotReady, WrongState
from partnership.savings.actions import savings
from partnership.savings.models import MonthFigure, SavingCorrection
from partnership.savings.vocabulary import Quality, State
from tests.factories import savings as make

pytestmark = pytest.mark.django_db


def details(by, **more):
    return {
        "title": "Legal services", "programme": Programme.objects.get(slug="infrastructure"), "category": "legal",
        "recurring": True, "cash_releasing": True, "held_by": None, "baseline": None, "baseline_year": None,
        "full_year_effect": None, "starts_on": dt.date(2018, 4, 1), "quality": Quality.NOT_DONE, "quality_why": "",
        "owner": by.user,
    } | more  # fmt: skip


def test_make_with_a_plan_spreads_it_over_the_months_to_the_penny(as_lead):
    saving = savings.make(by=as_lead, details=details(as_lead), planned=Decimal("100.00"))

    plans = list(saving.figures.values_list("plan", flat=True))
    assert (saving.state, len(plans), sum(plans)) == (State.PLANNED, 12, Decimal("100.00"))
    assert set(saving.shares.values()) == {Decimal("33.34"), Decimal("33.33")}


def test_make_in_the_middle_of_a_year_plans_what_is_left_of_it(as_lead):
    saving = savings.make(by=as_lead, details=details(as_lead, starts_on=dt.date(2019, 1, 15)), planned=Decimal("9.00"))

    assert [figure.month.month for figure in saving.figures.all()] == [1, 2, 3]
    assert saving.year == 2018


def test_make_with_nothing_planned_is_an_idea(as_lead):
    assert savings.make(by=as_lead, details=details(as_lead), planned=Decimal(0)).state == State.IDEA


def test_make_by_month_that_does_not_add_up_is_refused(as_lead):
    by_month = [Decimal("170000"), *[Decimal(0)] * 11]
    with pytest.raises(Refusal, match="add up to £170,000.00 but the planned saving is £180,000.00"):
        savings.make(by=as_lead, details=details(as_lead), planned=Decimal("180000"), by_month=by_month)


def test_make_by_someone_who_only_confirms_is_refused():
    by = make.manager("slam")
    with acting_as(by), pytest.raises(NotPermitted):
        savings.make(by=by, details=details(by), planned=Decimal(0))


def test_change_of_the_plan_spreads_it_again(as_lead):
    saving = savings.make(by=as_lead, details=details(as_lead), planned=Decimal("12.00"))

    changed = savings.change(
        saving=saving, by=as_lead, changes={"starts_on": dt.date(2018, 10, 1)}, planned=Decimal("6")
    )

    assert list(changed.figures.values_list("plan", flat=True)) == [0] * 6 + [1] * 6


def test_change_after_it_was_agreed_is_refused(as_lead):
    with pytest.raises(Refusal, match="now “Agreed”. Correct it and say why instead"):
        savings.change(saving=make.SavingFactory(state=State.AGREED), by=as_lead, changes={}, planned=Decimal(1))


def test_change_of_an_older_version_is_refused(as_lead):
    saving = make.SavingFactory(state=State.PLANNED)
    with pytest.raises(ChangedSinceOpened):
        savings.change(saving=saving, by=as_lead, changes={}, planned=Decimal(1), version=7)


def test_correct_keeps_the_old_value_and_the_reason(as_lead):
    saving = make.SavingFactory(title="Legl services")

    savings.correct(
        saving=saving, by=as_lead, changes={"title": "Legal services"}, why="wrong_value", explanation="Spelling"
    )

    kept = SavingCorrection.objects.get()
    assert (kept.about, kept.old_value, kept.new_value) == ("Title", "Legl services", "Legal services")


def test_correct_that_changes_nothing_is_refused(as_lead):
    saving = make.SavingFactory()
    with pytest.raises(Refusal, match="Nothing in this correction differs"):
        savings.correct(saving=saving, by=as_lead, changes={"title": saving.title}, why="other", explanation="-")


@pytest.mark.parametrize("changes", [{"cash_releasing": False}, {"held_by": None}])
def test_correct_of_what_a_closed_month_was_settled_by_is_refused(lead, closed_march, changes):
    with acting_as(lead), pytest.raises(Refusal, match="March 2018 was settled"):
        savings.correct(saving=closed_march.saving, by=lead, changes=changes, why="other", explanation="-")


def test_make_with_a_plan_in_a_closed_month_is_refused(lead, closed_march):
    with acting_as(lead), pytest.raises(Refusal, match="March 2018 is settled and closed"):
        savings.make(by=lead, details=details(lead, starts_on=dt.date(2018, 2, 1)), planned=Decimal(100))


def test_life_of_a_saving_from_plan_to_close(lead):
    saving, agrees = make.SavingFactory(state=State.PLANNED), make.finance_lead("slam")
    with acting_as(agrees):
        saving = savings.agree(saving=saving, minute="PB 2018-04, item 1", by=agrees)
    with acting_as(lead):
        for verb in (savings.start, savings.deliver, savings.close):
            saving = verb(saving=saving, by=lead)
    assert (saving.state, saving.minute) == (State.CLOSED, "PB 2018-04, item 1")


def test_start_without_a_quality_impact_assessment_is_refused(as_lead):
    with pytest.raises(NotReady, match="quality impact assessment"):
        savings.start(saving=make.SavingFactory(state=State.AGREED, quality=Quality.NOT_DONE), by=as_lead)


def test_record_quality_of_what_is_recorded_is_refused(as_lead):
    agreed = make.SavingFactory(state=State.AGREED, quality=Quality.DONE)
    with pytest.raises(Refusal, match="is recorded. Correct it and say why instead"):
        savings.record_quality(saving=agreed, by=as_lead, quality=Quality.NOT_NEEDED, quality_why="Buying power alone")


def test_start_before_it_was_agreed_is_refused(as_lead):
    with pytest.raises(WrongState):
        savings.start(saving=make.SavingFactory(state=State.PLANNED), by=as_lead)


def test_close_while_a_month_waits_is_refused(lead):
    figure = make.sent(saving__state=State.DELIVERED)
    with acting_as(lead), pytest.raises(NotReady, match="1 month is not confirmed"):
        savings.close(saving=figure.saving, by=lead)


def test_stop_keeps_why(as_lead):
    stopped = savings.stop(saving=make.SavingFactory(), why="The contract ended", by=as_lead)
    assert (stopped.state, stopped.why_stopped) == (State.STOPPED, "The contract ended")


@pytest.mark.parametrize("state", [State.PLANNED, State.CLOSED, State.STOPPED])
def test_plan_year_of_what_is_not_agreed_or_has_ended_is_refused(as_lead, state):
    saving = make.SavingFactory(state=state, why_stopped="The contract ended")
    with pytest.raises(Refusal, match="Plan another year while it is agreed and open"):
        savings.plan_year(saving=saving, year=2018, planned=Decimal("1200.00"), by=as_lead)


def test_plan_year_adds_the_months_of_a_further_year_once(as_lead):
    saving = make.SavingFactory(year=2017)

    savings.plan_year(saving=saving, by=as_lead, year=2018, planned=Decimal("120.00"))

    assert MonthFigure.objects.of_year(2018).total("plan") == 120
    with pytest.raises(Refusal, match="has a plan for 2018-19 already"):
        savings.plan_year(saving=saving, by=as_lead, year=2018, planned=Decimal("1.00"))
