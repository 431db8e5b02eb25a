"""Savings, their months and reinvestments, and the people who write, confirm and read them."""

import datetime as dt
from decimal import Decimal

import factory

from partnership.access.principal import Principal
from partnership.access.roles import BOARD_MEMBER, FINANCE_LEAD, PROGRAMME_LEAD, TRUST_MANAGER
from partnership.access.scope import acting_as
from partnership.arithmetic import clock
from partnership.organisations.models import Programme
from partnership.records.models.sequence import next_reference
from partnership.savings.actions import actuals, confirming, reinvesting, settling
from partnership.savings.actions.confirming import Response
from partnership.savings.models import MonthFigure, Reinvestment, Saving
from partnership.savings.states import FIGURES
from partnership.savings.vocabulary import Quality, State
from tests.access.factories import somebody_as
from tests.factories.access import UserFactory, trust
from tests.factories.base import Factory, aside

MARCH = dt.date(2018, 3, 1)
TRUSTS = ("oxleas", "slam", "swlstg")


def programme_lead(**user) -> Principal:
    return somebody_as(PROGRAMME_LEAD, **{f"user__{name}": value for name, value in user.items()})


def board_member() -> Principal:
    return somebody_as(BOARD_MEMBER)


def finance_lead(slug: str) -> Principal:
    return somebody_as(FINANCE_LEAD, trust=trust(slug))


def manager(slug: str) -> Principal:
    return somebody_as(TRUST_MANAGER, trust=trust(slug))


class SavingFactory(Factory):
    """Delivering since April 2017, held by SLaM."""

    class Meta:
        model = Saving

    reference = factory.LazyFunction(lambda: next_reference("SV"))
    title = factory.Sequence("Saving {}".format)
    programme = factory.LazyFunction(lambda: Programme.objects.get(slug="infrastructure"))
    category = "legal"
    recurring = True
    cash_releasing = True
    held_by = factory.LazyFunction(lambda: trust("slam"))
    year = 2017
    planned = Decimal("1200.00")
    starts_on = dt.date(2017, 4, 1)
    quality = Quality.DONE
    owner = factory.SubFactory(UserFactory)
    state = State.DELIVERING
    created_by = factory.SelfAttribute("owner")
    created_at = factory.LazyFunction(clock.now)


class MonthFigureFactory(Factory):
    """March 2018, with an actual that is not sent."""

    class Meta:
        model = MonthFigure

    saving = factory.SubFactory(SavingFactory)
    month = MARCH
    plan = Decimal("100.00")
    actual = Decimal("90.00")


class ReinvestmentFactory(Factory):
    class Meta:
        model = Reinvestment

    reference = factory.LazyFunction(lambda: next_reference("RI"))
    title = factory.Sequence("Scheme {}".format)
    area = "forensic"
    amount = Decimal("100.00")
    recurring = False
    funding = "savings"
    proposed_by = factory.SubFactory(UserFactory)
    proposed_at = factory.LazyFunction(clock.now)


def sent(month: dt.date = MARCH, **figure) -> MonthFigure:
    """A figure that waits for all three trusts."""
    row = MonthFigureFactory(month=month, **figure)
    with aside():
        found = MonthFigure.objects.get(pk=row.pk)
    lead = programme_lead()
    with aside():
        return actuals._send(FIGURES.begin(found, "send", lead), lead)


def confirmed(month: dt.date = MARCH, **figure) -> MonthFigure:
    """A figure that all three trusts have confirmed."""
    return confirm(sent(month, **figure))


def confirm(row: MonthFigure) -> MonthFigure:
    """The same figure, once each trust has confirmed what was sent."""
    for slug in TRUSTS:
        by = manager(slug)
        with acting_as(by):
            confirming.respond(responses=[Response(row.pk, row.sending, confirms=True)], by=by)
    with aside():
        return MonthFigure.objects.select_related("saving").get(pk=row.pk)


def queried(figure: MonthFigure) -> MonthFigure:
    """The same figure, once SLaM has asked about it."""
    by = manager("slam")
    with acting_as(by):
        return confirming.query(figure=figure, query="Is this net?", by=by)


def settled(figure: MonthFigure) -> MonthFigure:
    """The same figure, once its month is drawn up by SLaM and closed by Oxleas."""
    one, other = finance_lead("slam"), finance_lead("oxleas")
    with acting_as(one):
        settlement = settling.draw_up(month=figure.month, by=one)
    with acting_as(other):
        settling.close(settlement=settlement, minute="PB 2018-04, item 3", by=other)
    return figure


def approved(scheme: Reinvestment) -> Reinvestment:
    by = finance_lead("slam")
    with acting_as(by):
        return reinvesting.approve(reinvestment=scheme, minute="PB 2018-04, item 6", by=by)
