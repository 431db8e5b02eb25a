"""Limits are recalculated by two people."""

import datetime as dt

import pytest
from django.db import IntegrityError, InternalError, transaction

from partnership.access.refusals import NotPermitted, Refusal
from partnership.access.scope import acting_as
from partnership.measures.actions import baselines
from partnership.measures.measures import READY_FOR_DISCHARGE
from partnership.measures.models import Baseline
from tests.factories.measures import BaselineFactory, enter

APRIL, MARCH = dt.date(2017, 4, 1), dt.date(2018, 3, 1)


def ask(by, month=dt.date(2017, 3, 1), trial=False) -> Baseline:
    with acting_as(by):
        return baselines.ask(
            measure=READY_FOR_DISCHARGE, month=month, what_changed="The teams became one", evidence="A year of it",
            trial=trial, by=by,
        )  # fmt: skip


@pytest.fixture
def two_years(db):
    enter([250] * 12 + [50] * 12)


def test_limits_asked_for_wait_for_someone_else(two_years, keeper, colleague):
    line = ask(keeper)
    assert (line.is_waiting, line.is_trial, line.in_force) == (True, False, False)

    with acting_as(keeper), pytest.raises(Refusal, match="Someone else has to approve it"):
        baselines.approve(baseline=line, by=keeper)
    with acting_as(colleague):
        assert baselines.approve(baseline=line, by=colleague).in_force


def test_limits_of_too_few_points_are_refused_unless_on_trial(two_years, keeper):
    with pytest.raises(Refusal, match="13 points are needed for new limits and there are 12 from April 2017"):
        ask(keeper, month=APRIL)
    assert ask(keeper, month=APRIL, trial=True).is_trial


def test_trial_of_enough_points_is_none(two_years, keeper):
    assert ask(keeper, trial=True).is_trial is False


@pytest.mark.parametrize("month", [dt.date(2016, 4, 1), dt.date(2018, 4, 1)])
def test_limits_without_figures_on_both_sides_are_refused(two_years, keeper, month):
    with pytest.raises(Refusal, match="There are no figures before and after"):
        ask(keeper, month=month, trial=True)


def test_limits_are_asked_for_by_the_keeper_alone(two_years, hub_lead, member):
    with pytest.raises(Refusal, match="Only a programme lead can change Bexley"):
        ask(hub_lead)
    with pytest.raises(NotPermitted):
        ask(member)


def test_limits_are_undone_with_a_reason_and_once(two_years, keeper, colleague):
    line = BaselineFactory(approved=True)
    with acting_as(colleague):
        ended = baselines.end(baseline=line, why="It did not last", by=colleague)
        assert (ended.in_force, ended.why_ended) == (False, "It did not last")
        with pytest.raises(Refusal, match="Someone has decided this already"):
            baselines.end(baseline=line, why="Again", by=colleague)
        with pytest.raises(Refusal, match="Someone has decided this already"):
            baselines.approve(baseline=line, by=colleague)


def test_database_refuses_one_person_in_both_places(keeper):
    with acting_as(keeper), pytest.raises(IntegrityError), transaction.atomic():
        BaselineFactory(asked_by=keeper.user, approved_by=keeper.user, approved_at="2018-04-16T09:00+01:00")


def test_database_keeps_what_was_asked(as_keeper):
    line = BaselineFactory()

    with pytest.raises(InternalError), transaction.atomic():
        Baseline.objects.filter(pk=line.pk).update(evidence="Better evidence")


def test_history_of_limits_is_kept(two_years, keeper, colleague):
    line = ask(keeper)
    with acting_as(colleague):
        baselines.approve(baseline=line, by=colleague)
        assert line.pgh_event_model.objects.filter(pgh_obj=line).count() == 2
