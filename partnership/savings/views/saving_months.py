"""The months of one saving with each trust's response, and each trust's equal share."""

from __future__ import annotations

import datetime as dt

from django.utils.functional import cached_property

from partnership.access.policy import Action
from partnership.arithmetic import months, words
from partnership.arithmetic.shares import NOTHING, equal_shares, summed
from partnership.pages.tables import Column, Table
from partnership.pages.values import Corrected, Link, Missing, Money, Several, Tag
from partnership.savings.models import Confirmation, MonthFigure, Settlement
from partnership.savings.policy import CONFIRMATION
from partnership.savings.sums import trusts
from partnership.savings.views.pages import to_take_back
from partnership.savings.views.saving_record import SavingPage, money
from partnership.savings.vocabulary import FigureState, SettlementState

NO_ACTUAL, NO_FORECAST, A_CORRECTION = Missing("No actual"), Missing("No forecast"), Missing("A correction")


class SavingMonths(SavingPage):
    """Every month, with each trust's response to it."""

    template_name = "savings/saving_months.html"

    @cached_property
    def figures(self) -> list[MonthFigure]:
        rows = self.record.figures.select_related("corrects", "sent_by").prefetch_related("corrections__corrected_by")
        return list(rows)

    @cached_property
    def responses(self) -> dict[int, list[Confirmation]]:
        """The trusts' responses to the present sending that were not taken back, by figure."""
        found: dict[int, list[Confirmation]] = {figure.pk: [] for figure in self.figures}
        rows = self.permitted(Confirmation).to_the_present_sending().filter(figure__saving=self.record)
        for response in rows.select_related("trust"):
            found[response.figure_id].append(response)
        return found

    def get_context_data(self, **kwargs):
        years = [(label, self.table(label, rows)) for label, rows in self.years()]
        return super().get_context_data(years=years, **kwargs)

    def years(self) -> list[tuple[str, list[MonthFigure]]]:
        by_year: dict[int, list[MonthFigure]] = {}
        for figure in self.figures:
            by_year.setdefault(months.financial_year(figure.month), []).append(figure)
        return [(months.year_in_words(year), rows) for year, rows in sorted(by_year.items(), reverse=True)]

    def table(self, label: str, rows: list[MonthFigure]) -> Table:
        columns = (
            Column("month", "Month", self.month_of),
            Column("plan", "Plan", lambda figure: None if figure.corrects_id else money(figure.plan), numeric=True,
                   missing=A_CORRECTION),
            Column("forecast", "Forecast", lambda figure: money(figure.forecast), numeric=True, missing=NO_FORECAST),
            Column("actual", "Actual", self.actual_of, numeric=True, missing=NO_ACTUAL),
            Column("variance", "Variance", lambda figure: money(figure.variance), numeric=True,
                   missing=Missing("Not applicable")),
            Column("status", "Status", lambda figure: Tag(figure.get_state_display()), early=True),
            Column("responses", "Trusts", self.responses_to),
            Column("do", "Actions", self.links_of, missing=Missing("None")),
        )  # fmt: skip
        return Table(f"Months of {label}", columns, rows, id=f"months-{label}")

    def month_of(self, figure: MonthFigure) -> str:
        if figure.corrects_id:
            return f"{figure.month_in_words}: corrects {figure.corrects.month_in_words}"
        return figure.month_in_words

    def actual_of(self, figure: MonthFigure) -> object:
        """The amount, with the one that was struck through where it was corrected in place."""
        latest = next(iter(figure.corrections.all()), None)
        if latest and figure.actual is not None and latest.new_value == words.money(figure.actual):
            return Corrected(Money(figure.actual), latest.old_value, latest.corrected_at, latest.explanation)
        return money(figure.actual)

    def responses_to(self, figure: MonthFigure) -> str:
        texts = [
            f"{one.trust}: {one.query}" if one.query else f"{one.trust} confirmed" for one in self.responses[figure.pk]
        ]
        return "; ".join(texts) or "No response yet"

    def links_of(self, figure: MonthFigure) -> object:
        is_closed, month, links = figure.month in self.closed_months, figure.month_in_words, []
        if self.may_edit and figure.state == FigureState.QUERIED:
            links.append(Link("Answer the query", self.to_record("month-answer", pk=figure.pk), month))
        if self.may_edit and (figure.was_sent or (is_closed and self.record.has_actuals)):
            links.append(Link("Correct this", self.to_record("month-correct", pk=figure.pk), month))
        if self.may(CONFIRMATION[Action.DECIDE]) and not is_closed and not figure.can_be_typed:
            links.append(Link("Query", self.to_record("month-query", pk=figure.pk), month))
            if self.is_confirmed_here(figure):
                links.append(to_take_back(figure, month))
        return Several(links) if links else None

    def is_confirmed_here(self, figure: MonthFigure) -> bool:
        """By the reader's own trust."""
        return any(one.trust_id == self.principal.trust_id and not one.is_query for one in self.responses[figure.pk])

    @cached_property
    def closed_months(self) -> set[dt.date]:
        closed = self.permitted(Settlement).filter(state=SettlementState.CLOSED)
        return set(closed.filter(month__in={figure.month for figure in self.figures}).values_list("month", flat=True))


class SavingShares(SavingPage):
    """Each trust's equal part of the plan and of what is confirmed, by year. Calculated, never typed."""

    template_name = "savings/saving_shares.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(planned=self.planned(), confirmed=self.confirmed(), **kwargs)

    def planned(self) -> Table:
        shares = equal_shares(self.record.planned)
        rows = [(str(trust), Money(shares[slug])) for slug, trust in trusts().items()]
        rows.append(("Planned saving", Money(self.record.planned)))
        columns = (
            Column("trust", "Trust", lambda row: row[0]),
            Column("share", "Share", lambda row: row[1], numeric=True),
        )
        caption = f"Each trust’s share of the planned saving, {self.record.planned_for}"
        return Table(caption, columns, rows, id="planned")

    def confirmed(self) -> Table:
        """A row a confirmed month, and their sum column by column."""
        figures = list(self.record.figures.confirmed())
        rows = [(figure.month_in_words, figure.actual, figure.shares) for figure in figures]
        total = sum((figure.actual for figure in figures), NOTHING)
        if rows:
            rows.append(("All confirmed months", total, summed(shares for _, _, shares in rows)))
        columns = (
            Column("month", "Month", lambda row: row[0]),
            Column("actual", "Confirmed", lambda row: Money(row[1]), numeric=True),
            *(Column(slug, str(trust), lambda row, slug=slug: Money(row[2][slug]), numeric=True)
              for slug, trust in trusts().items()),
        )  # fmt: skip
        return Table("Each trust’s share of what is confirmed", columns, rows, id="confirmed")
