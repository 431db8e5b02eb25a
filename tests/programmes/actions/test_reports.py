"""Highlight reports: issued once for a month, frozen, and issued again with a reason."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from partnership.access.refusals import NotPermitted, Refusal
from partnership.access.scope import acting_as
from partnership.programmes.actions import reports
from partnership.programmes.models import Milestone, Report
from partnership.programmes.vocabulary import Progress
from tests.factories import programmes as make

MARCH = dt.date(2018, 3, 1)
SAID = {"overall": "on_track", "done": "The hub opened", "coming": "The team is complete"}


def issue(by, **given):
    with acting_as(by):
        return reports.issue(by=by, **{"programme": make.programme(), "month": MARCH, **SAID, **given})


def again(report, by, **given):
    with acting_as(by):
        return reports.issue_again(report=report, why="A name was wrong", by=by, **SAID | given)


def test_issue_keeps_what_milestones_and_risks_said_that_day(lead):
    make.MilestoneFactory(title="Doors open", state=Progress.COMPLETE, done_on=dt.date(2018, 3, 9))
    make.MilestoneFactory(title="Roof done", baseline_on=dt.date(2018, 4, 10))
    make.MilestoneFactory(title="Far off", baseline_on=dt.date(2018, 6, 1))
    risk = make.RiskFactory(title="Rain")

    report = issue(lead, overall="at_risk", risks=[risk])
    with acting_as(lead):
        Milestone.objects.update(title="Renamed since")

    kept = {line["label"]: line["words"] for line in report.shown if line["group"] != "Measures"}
    assert kept["Doors open"] == "Complete on 9 March 2018"
    assert kept["Roof done"] == "Overdue, due 10 April 2018"
    assert kept[f"{risk.reference} Rain"].startswith("Score 12 of 25. £100.00 is set aside for it.")
    assert "Far off" not in kept


@pytest.mark.parametrize("overall", ["at_risk", "off_track"])
def test_issue_of_a_programme_at_risk_without_a_risk_is_refused(lead, overall):
    with pytest.raises(Refusal, match="Select the risk"):
        issue(lead, overall=overall)


def test_issue_twice_is_refused_and_names_the_first(lead):
    first = issue(lead)
    with pytest.raises(Refusal, match=first.reference):
        issue(lead)


def test_issue_of_a_month_to_come_is_refused(lead):
    with pytest.raises(Refusal, match="Period must be this month"):
        issue(lead, month=dt.date(2018, 5, 1))


def test_issue_by_a_trust_manager_is_refused(oxleas):
    with pytest.raises(NotPermitted):
        issue(oxleas)


def test_issue_again_leaves_the_old_one_to_be_read(lead):
    first = issue(lead)
    second = again(first, lead, done="The hub opened on the ninth")
    with acting_as(lead):
        first.refresh_from_db()
    assert (first.done, second.issue, second.why_again) == ("The hub opened", 2, "A name was wrong")
    with pytest.raises(Refusal, match=second.reference):
        again(first, lead)


def test_database_keeps_a_report_as_it_was_issued(lead):
    issue(lead)
    with acting_as(lead):
        try:
            with transaction.atomic():
                changed = Report.objects.update(done="Something else")
        except DatabaseError:
            changed = 0
    assert changed == 0
