"""The board's page about money: what is confirmed, what is committed, what is left."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.access.policy import Action
from partnership.arithmetic import clock, months, words
from partnership.measures.charts import plan_chart
from partnership.measures.registry import Unit
from partnership.pages.downloads import csv_response
from partnership.pages.tables import Column, Table
from partnership.pages.values import HOME, Link, Money
from partnership.pages.views import Page, Tab
from partnership.savings.board import Year, year_of, years
from partnership.savings.policy import SAVING
from partnership.savings.sums import Line, trusts
from partnership.savings.views import reinvestment
from partnership.savings.views.pages import SECTION


class OfAYear:
    """``?year=2017-18``; without one, the last financial year that is over or nearly so."""

    section = SECTION

    @cached_property
    def year(self) -> Year:
        typed = self.request.GET.get("year")
        last_month = months.after(months.month_of(clock.today()), -1)
        year = months.financial_year(last_month) if typed is None else months.read_year(typed)
        if year is None:
            raise Http404
        return year_of(self.principal, year)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The shares of each row sum to what is confirmed in it, and those of the last row to the columns."""
        return (
            Column("programme", "Programme", lambda line: line.name),
            Column("plan", "Plan", lambda line: Money(line.plan), numeric=True),
            Column("confirmed", "Confirmed", lambda line: Money(line.confirmed), numeric=True),
            Column("forecast", "Forecast for the year", lambda line: Money(line.outturn), numeric=True),
            *(Column(slug, f"{trust} share", lambda line, slug=slug: Money(line.shares[slug]), numeric=True)
              for slug, trust in trusts().items()),
        )  # fmt: skip

    @property
    def lines(self) -> list[Line]:
        return [*self.year.lines, self.year.total] if self.year.lines else []


class BoardSavings(OfAYear, Page):
    template_name = "savings/board.html"

    def get_title(self) -> str:
        return f"Savings and reinvestment, {self.year.name}"

    def breadcrumbs(self) -> list[Link]:
        return [HOME]

    def get_context_data(self, **kwargs):
        year = self.year
        here = reverse("savings:board")
        names = [months.year_in_words(one) for one in years()]
        return super().get_context_data(
            year=year,
            tabs=[Tab(name, f"{here}?year={name}", current=name == year.name) for name in names],
            by_programme=Table("Savings by programme", self.columns, self.lines, id="programmes", caption_hidden=True),
            sentence=self.sentence,
            chart=self.chart() if year.months else "",
            schemes=Table("Schemes", reinvestment.COLUMNS, year.schemes, id="schemes", caption_hidden=True),
            download_url=f"{reverse('savings:board-download')}?year={year.name}",
            to_savings=Link("See each saving", f"{reverse('savings:saving-list')}?view=agreed")
            if self.may(SAVING[Action.LIST]) else None,
            **kwargs,
        )  # fmt: skip

    @property
    def sentence(self) -> str:
        total = self.year.total
        return (
            f"In {self.year.name} {words.money(total.confirmed)} of the {words.money(total.plan)} planned"
            f" has been confirmed by all three trusts.{self.still_waiting}"
        )

    @property
    def still_waiting(self) -> str:
        if not self.year.waiting:
            return ""
        named = words.listed([months.in_words(month) for month in self.year.waiting])
        return f" Actuals of {named} wait for confirmation and are not in the chart."

    def chart(self) -> object:
        """A month of which nothing is confirmed has no bar: it may be confirmed yet."""
        rows = self.year.months
        return plan_chart(
            "savings", f"Savings by month, {self.year.name}", self.sentence, [row.month for row in rows],
            [row.plan for row in rows], [row.confirmed or None for row in rows], Unit.MONEY,
            actual_is="Confirmed by all three trusts",
        )  # fmt: skip


class BoardSavingsDownload(OfAYear, Page):
    def get(self, request, *args, **kwargs) -> HttpResponse:
        return csv_response(self.columns, self.lines, f"savings_{self.year.name}")
