"""Highlight reports: written over what the programme holds already, checked, issued and kept."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from django.utils.functional import cached_property

from partnership.access.policy import Action
from partnership.arithmetic import clock, months
from partnership.measures import sentences
from partnership.pages.values import Link
from partnership.pages.views import ConfirmStep, RecordAddPage, RecordPage
from partnership.programmes import reading
from partnership.programmes.actions import reports
from partnership.programmes.forms.reports import AgainForm, PeriodForm, ReportForm
from partnership.programmes.models import Report, Risk
from partnership.programmes.policy import PROGRAMME
from partnership.programmes.views.pages import NewOfProgramme
from partnership.programmes.views.record import OfReport


class WritesAReport(ConfirmStep):
    """The page of the form and the page that confirms it. ``month`` is what the report is about."""

    confirm_template = "programmes/report_confirm.html"
    month: dt.date

    def open_risks(self) -> list[Risk]:
        rows = self.permitted(Risk, PROGRAMME[Action.VIEW]).open().filter(programme=self.programme)
        return list(rows.highest_first())

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"risks": self.open_risks()}

    def measured(self) -> list[tuple[str, str]]:
        found = reading.readings(self.principal, self.programme, self.month)
        return [(one.measure.name, sentences.sentence(one)) for one in found]

    def context(self, form) -> dict[str, object]:
        return {
            "confirm_title": "Check the report before it is issued",
            "confirm_button": "Issue the report",
            "change_button": "Change the report",
            "rows": [("Period", months.in_words(self.month)), *form.answers()],
            "measured": self.measured(),
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"measured": self.measured(), **kwargs})


class ReportNew(WritesAReport, NewOfProgramme):
    """P2: of the month that has just ended, unless the address says another: ``?period=2018-03``."""

    records = OfReport
    action = staticmethod(reports.issue)
    form_class = ReportForm
    template_name = "programmes/report_new.html"
    title = "Write the highlight report"
    button = "Continue"
    success = "{record} is issued. It can no longer be changed."

    @cached_property
    def period(self) -> PeriodForm:
        usual = months.after(months.month_of(clock.today()), -1)
        return PeriodForm({"period": self.request.GET.get("period") or months.written(usual)})

    @cached_property
    def month(self) -> dt.date:
        return self.period.month or months.after(months.month_of(clock.today()), -1)

    @property
    def hint(self) -> str:
        month = months.in_words(self.month)
        return f"{self.programme}, {month}. Milestones are filled in. Change anything that is wrong."

    def get_initial(self):
        milestones = reading.milestones_of(self.principal, self.programme, self.month)
        return super().get_initial() | {
            "done": reading.done_in(milestones),
            "coming": reading.coming_up(milestones),
        }

    def issued_already(self) -> Link | None:
        rows = self.permitted(Report, PROGRAMME[Action.VIEW]).filter(programme=self.programme, month=self.month)
        issued = rows.select_related("programme").first()
        return Link(f"{issued} is the report of this month", OfReport.url_of(issued)) if issued else None

    def get_context_data(self, **kwargs):
        given = {"period": self.period, "issued_already": self.issued_already()}
        return super().get_context_data(**{**given, **kwargs})

    def given(self) -> dict[str, object]:
        return super().given() | {"month": self.month}


class ReportOverview(OfReport, RecordPage):
    """As it was issued, with what the milestones, measures and risks said that day."""

    template_name = "programmes/report.html"

    def get_context_data(self, **kwargs):
        report = self.record
        return super().get_context_data(
            groups=_grouped(report.shown),
            risks=self.permitted(Risk, PROGRAMME[Action.VIEW]).filter(reference__in=report.risks),
            newer=self.url_of(self.newest) if self.newest != report else "",
            newest=self.newest,
            **kwargs,
        )


def _grouped(lines: list[dict[str, Any]]) -> list[tuple[str, list[tuple[str, str]]]]:
    by_group = groupby(lines, key=lambda line: line.get("group", ""))
    return [(group, [(line["label"], line["words"]) for line in of_it]) for group, of_it in by_group]


class ReportAgain(OfReport, WritesAReport, RecordAddPage):
    """A new issue of the same month, begun from what the last one said."""

    action = staticmethod(reports.issue_again)
    form_class = AgainForm
    title = "Issue the report again"
    button = "Continue"
    success = "{record} is issued. The earlier issue can still be read."

    @property
    def month(self) -> dt.date:
        return self.record.month

    def get_initial(self):
        same = ("overall", "done", "coming", "risks", "asked")
        return super().get_initial() | {name: getattr(self.record, name) for name in same}

    def act(self, form) -> str:
        super().act(form)
        return self.url_of(self.changed)
