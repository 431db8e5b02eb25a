"""A year of savings and reinvestment as the board reads it: for its page, and for a pack that freezes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.arithmetic import clock, months
from partnership.savings.models import MonthFigure, Reinvestment
from partnership.savings.policy import REINVESTMENT
from partnership.savings.sums import (
    Line,
    MonthLine,
    ReinvestmentBudget,
    months_not_confirmed,
    potential,
    reinvestment_budget,
    together,
    year_by_month,
    year_by_programme,
)


@dataclass(frozen=True)
class Year:
    """``lines`` are programmes and ``total`` their sum; ``budget`` is of all time. ``potential`` is kept apart.

    ``waiting`` are months with an actual that was sent and that not all three trusts have confirmed.
    """

    year: int
    lines: Sequence[Line]
    total: Line
    months: Sequence[MonthLine]
    waiting: Sequence[dt.date]
    potential: Decimal
    budget: ReinvestmentBudget
    schemes: Sequence[Reinvestment]

    @property
    def name(self) -> str:
        return months.year_in_words(self.year)


def year_of(by: Principal, year: int) -> Year:
    """Everything of one financial year, in a number of queries that does not grow with it."""
    lines = year_by_programme(year)
    return Year(
        year=year,
        lines=lines,
        total=together(lines),
        months=year_by_month(year),
        waiting=months_not_confirmed(year),
        potential=potential(),
        budget=reinvestment_budget(),
        schemes=list(permitted(by, REINVESTMENT[Action.VIEW], Reinvestment).order_by("reference")),
    )


def years() -> list[int]:
    """The financial years with a figure of what was agreed, and this one and the last; the latest first."""
    now = months.financial_year(clock.today())
    found = MonthFigure.objects.of_what_was_agreed().order_by().values_list("month", flat=True).distinct()
    return sorted({now, now - 1, *map(months.financial_year, found)}, reverse=True)
