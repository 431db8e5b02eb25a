"""What programmes keep. A record is made in any state at once; how it got there is the actions' to test."""

import datetime as dt
from decimal import Decimal

import factory

from partnership.access.principal import Principal
from partnership.access.roles import BOARD_MEMBER, PROGRAMME_LEAD
from partnership.arithmetic import clock
from partnership.organisations.models import Programme
from partnership.programmes import models
from partnership.programmes.vocabulary import DecisionState, Overall, Progress
from partnership.records.models.sequence import next_reference
from tests.factories.access import UserFactory, principal, trust, trust_manager
from tests.factories.base import Factory

__all__ = ["board_member", "programme", "programme_lead", "trust", "trust_manager"]


def programme(slug: str = "forensic") -> Programme:
    return Programme.objects.get(slug=slug)


def programme_lead(**user) -> Principal:
    return principal(PROGRAMME_LEAD, **user)


def board_member() -> Principal:
    return principal(BOARD_MEMBER)


class _Commitment(Factory):
    class Meta:
        abstract = True

    programme = factory.LazyFunction(programme)
    title = factory.Sequence("Something to do {}".format)
    owner = factory.SubFactory(UserFactory)
    baseline_on = dt.date(2018, 4, 30)
    due_on = factory.SelfAttribute("baseline_on")
    state = Progress.NOT_STARTED
    done_on = factory.LazyAttribute(lambda one: clock.today() if one.state == Progress.COMPLETE else None)
    added_by = factory.SubFactory(UserFactory)
    added_at = factory.LazyFunction(clock.now)


class MilestoneFactory(_Commitment):
    class Meta:
        model = models.Milestone

    reference = factory.LazyFunction(lambda: next_reference("MS"))


class ActionFactory(_Commitment):
    class Meta:
        model = models.ProgrammeAction

    reference = factory.LazyFunction(lambda: next_reference("AC"))


class RiskFactory(Factory):
    class Meta:
        model = models.Risk

    reference = factory.LazyFunction(lambda: next_reference("RK"))
    programme = factory.LazyFunction(programme)
    title = factory.Sequence("What might happen {}".format)
    likelihood = 3
    impact = 4
    mitigation = "Somebody looks after it"
    provision = Decimal("100.00")
    owner = factory.SubFactory(UserFactory)
    added_by = factory.SubFactory(UserFactory)
    added_at = factory.LazyFunction(clock.now)


class ReportFactory(Factory):
    class Meta:
        model = models.Report

    reference = factory.LazyFunction(lambda: next_reference("HL"))
    programme = factory.LazyFunction(programme)
    month = dt.date(2018, 3, 1)
    overall = Overall.ON_TRACK
    done = "The hub opened"
    coming = "The team is complete"
    issued_by = factory.SubFactory(UserFactory)
    issued_at = factory.LazyFunction(clock.now)


class DecisionFactory(Factory):
    class Meta:
        model = models.Decision

    reference = factory.LazyFunction(lambda: next_reference("DC"))
    title = factory.Sequence("Something decided {}".format)
    text = "The three trusts do it together"
    meeting = "Partnership programme board"
    decided_on = dt.date(2018, 4, 3)
    needs_ratification = True
    state = factory.LazyAttribute(
        lambda one: DecisionState.IN_PRINCIPLE if one.needs_ratification else DecisionState.AGREED
    )
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = factory.LazyFunction(clock.now)
