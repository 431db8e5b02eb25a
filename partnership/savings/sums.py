"""What savings add up to. Potential, planned and confirmed are three different things and are never added together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Sum

from partnership.arithmetic import clock, months, shares
from partnership.arithmetic.shares import NOTHING, TRUSTS, Payment
from partnership.organisations.models import Organisation, Programme
from partnership.savings.models import MonthFigure, Reinvestment, Saving, Settlement
from partnership.savings.vocabulary import FigureState, Funding, ReinvestmentState, SettlementState


@dataclass(frozen=True)
class ReinvestmentBudget:
    """What there is to reinvest. ``cash`` is the part of what is ``confirmed`` that releases cash: only that is spent.

    ``external`` is money from outside, which came with the schemes that it pays for. ``unpublished`` counts the
    committed schemes that have no published amount, so that nothing can be added up for them.
    """

    confirmed: Decimal
    cash: Decimal
    external: Decimal
    committed: Decimal
    unpublished: int = 0

    @property
    def knows_no_amount(self) -> bool:
        """Nought is committed only because no amount of what is committed was published."""
        return bool(self.unpublished) and not self.committed

    @property
    def left(self) -> Decimal:
        """Not yet committed: below nought where a correction took away what had been committed."""
        return self.cash + self.external - self.committed


def reinvestment_budget(on: dt.date | None = None) -> ReinvestmentBudget:
    """All that was ever confirmed, against all that approved schemes have taken until this day (today)."""
    on = on or clock.today()
    confirmed = MonthFigure.objects.confirmed()
    schemes = list(Reinvestment.objects.committed())
    return ReinvestmentBudget(
        confirmed=confirmed.total(),
        cash=confirmed.filter(saving__cash_releasing=True).total(),
        external=_sum(scheme.committed_by(on) for scheme in schemes if scheme.funding != Funding.SAVINGS),
        committed=_sum(scheme.committed_by(on) for scheme in schemes),
        unpublished=sum(scheme.amount is None for scheme in schemes),
    )


def over_budget(scheme: Reinvestment) -> Decimal:
    """By how much a scheme that confirmed savings are to pay for asks for more than is left; nothing for any other."""
    if scheme.funding != Funding.SAVINGS or scheme.amount is None:
        return NOTHING
    today = clock.today()
    return max(scheme.amount * scheme.years_by(today) - reinvestment_budget(today).left, NOTHING)


@dataclass
class Line:
    """One row of a year: a programme, or all together. ``outturn`` is actual, else forecast, else plan, by month."""

    name: str
    plan: Decimal = NOTHING
    confirmed: Decimal = NOTHING
    outturn: Decimal = NOTHING
    shares: dict[str, Decimal] = field(default_factory=lambda: dict.fromkeys(TRUSTS, NOTHING))


def year_by_programme(year: int) -> list[Line]:
    """Each programme with a figure of what was agreed in the year, and the equal shares of what is confirmed of it."""
    figures = MonthFigure.objects.of_year(year).of_what_was_agreed().select_related("saving")
    names = dict(Programme.objects.values_list("pk", "name"))
    lines = {pk: Line(name) for pk, name in names.items()}
    used = set()
    for figure in figures:
        line = lines[figure.saving.programme_id]
        used.add(figure.saving.programme_id)
        line.plan += figure.plan
        line.outturn += figure.expected
        line.confirmed += figure.actual if figure.state == FigureState.CONFIRMED else NOTHING
    for line in lines.values():
        line.shares = shares.equal_shares(line.confirmed)
    return [lines[pk] for pk in names if pk in used]


def together(lines: Iterable[Line]) -> Line:
    """The sum of rows, column by column, so that every column and every row adds up to the penny."""
    lines = list(lines)
    return Line(
        "All programmes",
        plan=_sum(line.plan for line in lines),
        confirmed=_sum(line.confirmed for line in lines),
        outturn=_sum(line.outturn for line in lines),
        shares=shares.summed(line.shares for line in lines),
    )


@dataclass(frozen=True)
class MonthLine:
    """One month of a year: what was planned for it, and what all three trusts have confirmed."""

    month: dt.date
    plan: Decimal
    confirmed: Decimal


def year_by_month(year: int) -> list[MonthLine]:
    """Every month of the year that has a figure of what was agreed, in order."""
    figures = MonthFigure.objects.of_year(year).of_what_was_agreed().order_by("month")
    plans = dict(figures.values_list("month").annotate(total=Sum("plan")))
    confirmed = dict(figures.confirmed().values_list("month").annotate(total=Sum("actual")))
    return [MonthLine(month, plan, confirmed.get(month, NOTHING)) for month, plan in plans.items()]


def months_not_confirmed(year: int) -> list[dt.date]:
    """Months of the year with an actual that was sent and still waits for a trust, in order."""
    figures = MonthFigure.objects.of_year(year).of_what_was_agreed().not_confirmed()
    return list(figures.order_by("month").values_list("month", flat=True).distinct())


def potential(year: int | None = None) -> Decimal:
    """What savings that are not agreed yet might bring a year."""
    savings = Saving.objects.potential()
    savings = savings.filter(year=year) if year is not None else savings
    return savings.aggregate(total=Sum("planned"))["total"] or NOTHING


@dataclass(frozen=True)
class SettlementDraft:
    """A month as it would be settled now. Only savings that release cash move money between trusts."""

    month: dt.date
    realised: dict[str, Decimal]
    figures: list[MonthFigure]
    unconfirmed: list[MonthFigure]

    @property
    def pot(self) -> Decimal:
        return _sum(self.realised.values())

    @property
    def shares(self) -> dict[str, Decimal]:
        return shares.equal_shares(self.pot)

    @property
    def balances(self) -> dict[str, Decimal]:
        return shares.balances(self.realised)

    @property
    def payments(self) -> list[Payment]:
        return shares.settle(self.balances)

    @property
    def seen(self) -> dict[str, str]:
        """For the settlement that is drawn up: what each had realised, as text."""
        return {trust: str(amount.quantize(shares.PENNY)) for trust, amount in self.realised.items()}


def calculate(month: dt.date) -> SettlementDraft:
    """What each trust realised in a month, out of what all three have confirmed.

    Savings of all three budgets were realised in equal parts, all together, so that not a penny of them moves.
    """
    of_month = MonthFigure.objects.of_month(month).select_related("saving__held_by", "corrects")
    confirmed = list(of_month.confirmed().filter(saving__cash_releasing=True))
    return SettlementDraft(
        month,
        realised=_realised(confirmed),
        figures=confirmed,
        unconfirmed=list(of_month.left_to_confirm()),
    )


def _realised(figures: list[MonthFigure]) -> dict[str, Decimal]:
    in_common = _sum(figure.actual for figure in figures if not figure.saving.held_by)
    held = ({figure.saving.held_by.slug: figure.actual} for figure in figures if figure.saving.held_by)
    return shares.summed([shares.equal_shares(in_common), *held])


def has_begun(month: dt.date) -> bool:
    return month <= clock.today()


def is_over(month: dt.date) -> bool:
    return months.last_day(month) < clock.today()


def is_closed(month: dt.date) -> bool:
    return bool(closed_among([month]))


def closed_among(some: Iterable[dt.date]) -> list[dt.date]:
    """Those of these months that are settled and closed, in order."""
    closed = Settlement.objects.filter(month__in=list(some), state=SettlementState.CLOSED)
    return list(closed.order_by("month").values_list("month", flat=True))


def trusts() -> dict[str, Organisation]:
    """The three, by slug, in the fixed order."""
    found = {trust.slug: trust for trust in Organisation.objects.partnership_trusts()}
    return {slug: found[slug] for slug in TRUSTS}


def live_on(day: dt.date) -> int:
    """How many new services were live on this day."""
    states = (ReinvestmentState.LIVE, ReinvestmentState.REVIEWED)
    return Reinvestment.objects.filter(state__in=states, live_on__lte=day).count()


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)
