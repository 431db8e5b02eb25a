"""What needs attention this month: the grid, the sentence above it, and every measure as a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.access.policy import Action
from partnership.arithmetic import months
from partnership.board import performance
from partnership.board.forms import PerformanceForm
from partnership.measures import grid
from partnership.measures.grid import MeasureStatus
from partnership.measures.policy import MEASURE
from partnership.measures.reading import last_closed
from partnership.measures.registry import Measure, every_measure
from partnership.measures.views.measure_list import COLUMNS
from partnership.pages.downloads import csv_response
from partnership.pages.tables import Table
from partnership.pages.values import HOME, Link
from partnership.pages.views import Page
from partnership.savings.sums import trusts

SECTION = "Board"


class OfAMonth:
    """``?month=2018-03&programme=Forensic&trust=slam``: the last month with figures, of everything, unless it is said.

    Two questions for the months, two for targets and limits, one for the commentary, however many measures there are.
    """

    section = SECTION

    @cached_property
    def form(self) -> PerformanceForm:
        every = list(every_measure())
        first = min((measure.first_month for measure in every), default=last_closed())
        given = {"month": months.written(self.usual), **self.request.GET.dict()}
        named = [(slug, str(trust)) for slug, trust in trusts().items()]
        return PerformanceForm(given, first=first, groups=sorted({one.group for one in every}), trusts=named)

    @cached_property
    def usual(self) -> dt.date:
        return grid.latest_month(self.principal) or last_closed()

    @cached_property
    def chosen(self) -> dict:
        """What the form says; nothing is chosen where it makes no sense."""
        return self.form.cleaned_data if self.form.is_valid() else {}

    @property
    def month(self) -> dt.date:
        return self.chosen.get("month") or self.usual

    @property
    def measures(self) -> list[Measure]:
        group = self.chosen.get("programme")
        return [measure for measure in every_measure() if not group or measure.group == group]

    @cached_property
    def statuses(self) -> Sequence[MeasureStatus]:
        if trust := self.chosen.get("trust"):
            return performance.trust_statuses(self.principal, self.month, self.measures, trust)
        return grid.statuses(self.principal, self.month, self.measures)


class Performance(OfAMonth, Page):
    template_name = "board/performance.html"

    def get_title(self) -> str:
        return f"Partnership performance, {months.in_words(self.month)}"

    def get_context_data(self, **kwargs):
        statuses = self.statuses
        there = any(status.latest is not None for status in statuses)
        return super().get_context_data(
            form=self.form,
            month=self.month,
            latest=self.usual,
            trust=dict(self.form.fields["trust"].choices).get(self.chosen.get("trust") or ""),
            of_a_trust=bool(self.chosen.get("trust")),
            has_figures=there,
            sentence=performance.sentence(statuses) if there else "",
            grid=performance.grid(statuses),
            assurances=list(performance.ASSURANCES.values()),
            others=performance.not_in_the_grid(statuses),
            table=Table("Every measure", COLUMNS, statuses, id="measures", caption_hidden=True),
            download_url=self.download_url(),
            latest_url=f"{self.request.path}?month={months.written(self.usual)}",
            key_url=reverse("measures:key"),
            **kwargs,
        )

    def download_url(self) -> str:
        query = self.request.GET.urlencode()
        url = reverse("board:performance-download")
        return (f"{url}?{query}" if query else url) if self.may(MEASURE[Action.EXPORT]) else ""

    def breadcrumbs(self) -> list[Link]:
        return [HOME]


class PerformanceDownload(OfAMonth, Page):
    def get(self, request, *args, **kwargs) -> HttpResponse:
        return csv_response(COLUMNS, self.statuses, f"performance_{months.written(self.month)}")
