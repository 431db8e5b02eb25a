"""What savings and reinvestment answer, by month: M20 to M23."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Sum
from django.urls import reverse

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.access.roles import FINANCE_LEAD, PROGRAMME_LEAD
from partnership.arithmetic import clock, months
from partnership.arithmetic.shares import equal_shares
from partnership.measures.registry import BY_TRUST, Better, Breakdown, Chart, Figure, Measure, Unit, register_measure
from partnership.savings.models import MonthFigure, Reinvestment
from partnership.savings.policy import REINVESTMENT, SAVING
from partnership.savings.sums import is_closed, live_on
from partnership.savings.vocabulary import Funding

FIRST_MONTH = dt.date(2017, 4, 1)
INCOME = Decimal(800_000_000)
"""The Partnership's income of a year, about £800 million by its own presentation of its first year."""


def confirmed(month: dt.date) -> Iterator[Figure]:
    """All that three trusts confirmed of the month, and the equal share of each; nothing while they have confirmed
    none of it."""
    figures = MonthFigure.objects.of_month(month).confirmed()
    if not figures.exists():
        return
    total = figures.total()
    yield Figure.count(total)
    for trust, share in equal_shares(total).items():
        yield Figure.count(share, by="trust", part=trust)


def share_of_income(month: dt.date) -> Iterator[Figure]:
    """Of the financial year up to the month, against the income of the same months; nothing while none of the month is
    confirmed."""
    if not MonthFigure.objects.of_month(month).confirmed().exists():
        return
    year = months.months_of(months.financial_year(month))
    so_far = [one for one in year if one <= month]
    total = MonthFigure.objects.filter(month__in=so_far).confirmed().total()
    yield Figure.share(total, INCOME * len(so_far) / 12)


def approved(month: dt.date) -> Iterator[Figure]:
    """Everything approved in the financial year up to the end of the month, by who pays; nothing while no amount of it
    was published: that is not known to be nought."""
    first = months.months_of(months.financial_year(month))[0]
    schemes = Reinvestment.objects.committed().filter(decided_at__gte=_midnight(first))
    schemes = schemes.filter(decided_at__lt=_midnight(months.after(month)))
    by_source = dict(schemes.order_by().values_list("funding").annotate(total=Sum("amount")))
    amounts = [amount for amount in by_source.values() if amount is not None]
    if not amounts and Reinvestment.objects.committed().filter(amount=None).exists():
        return
    yield Figure.count(sum(amounts, Decimal(0)))
    for source in Funding.values:
        yield Figure.count(by_source.get(source) or Decimal(0), by="funding", part=source)


def live(month: dt.date) -> Iterator[Figure]:
    """How many new services were live at the end of the month."""
    yield Figure.count(live_on(months.last_day(month)))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(0), tzinfo=clock.LONDON)


def figures_of(by: Principal, month: dt.date) -> str:
    if not SAVING[Action.VIEW].held_by(by):
        return ""
    return reverse("savings:settlement", args=[months.written(month)])


def schemes_of(by: Principal, month: dt.date) -> str:
    if not REINVESTMENT[Action.LIST].held_by(by):
        return ""
    return f"{reverse('savings:reinvestment-list')}?view=committed"


CONFIRMED_SAVINGS = register_measure(
    Measure(
        slug="confirmed-savings",
        code="M20",
        name="Confirmed savings",
        group="Savings",
        question="How much has been saved, as all three trusts confirm?",
        unit=Unit.MONEY,
        better=Better.UP,
        owner=FINANCE_LEAD,
        source="Monthly actuals of savings, confirmed by the three trusts",
        formula="Sum of the actuals of the month that all three trusts have confirmed. Each trust's part is an equal"
        " third, the odd pence in the order Oxleas, SLaM, SWLStG",
        first_month=FIRST_MONTH,
        chart=Chart.BARS,
        breakdowns=(BY_TRUST,),
        figures=confirmed,
        records=figures_of,
        final=is_closed,
        about_people=False,
    )
)
SAVINGS_SHARE_OF_INCOME = register_measure(
    Measure(
        slug="savings-share-of-income",
        code="M21",
        name="Savings as a share of income",
        group="Savings",
        question="What part of their income have the trusts saved this financial year?",
        unit=Unit.SHARE,
        better=Better.UP,
        owner=FINANCE_LEAD,
        source="Monthly actuals of savings; income of about £800 million a year",
        formula="Confirmed savings from April to the month ÷ the income of as many months",
        first_month=FIRST_MONTH,
        chart=Chart.CUMULATIVE,
        figures=share_of_income,
        records=figures_of,
        final=is_closed,
        about_people=False,
    )
)
APPROVED_REINVESTMENT = register_measure(
    Measure(
        slug="approved-reinvestment",
        code="M22",
        name="Approved reinvestment",
        group="Savings",
        question="How much has been approved for new services this financial year?",
        unit=Unit.MONEY,
        better=Better.UP,
        owner=PROGRAMME_LEAD,
        source="Reinvestment schemes",
        formula="Sum of the amounts of schemes approved from April to the month. A scheme whose amount was not"
        " published adds nothing, and where none was there is no figure",
        first_month=FIRST_MONTH,
        chart=Chart.CUMULATIVE,
        breakdowns=(Breakdown("funding", "Funding source", lambda: dict(Funding.choices)),),
        figures=approved,
        records=schemes_of,
        about_people=False,
    )
)
NEW_SERVICES_LIVE = register_measure(
    Measure(
        slug="new-services-live",
        code="M23",
        name="New services live",
        group="Savings",
        question="How many services paid for by reinvestment are there now?",
        unit=Unit.COUNT,
        noun=("service", "services"),
        better=Better.UP,
        owner=PROGRAMME_LEAD,
        source="Reinvestment schemes",
        formula="Schemes that were live on the last day of the month",
        first_month=FIRST_MONTH,
        chart=Chart.CUMULATIVE,
        figures=live,
        records=schemes_of,
        about_people=False,
    )
)
