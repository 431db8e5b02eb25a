"""Highlight reports: written over what the programme says by itself, read once more, issued, and read ever after."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from django.utils.functional import cached_property

from partnership.access.policy import Action
from partnership.arithmetic import clock, months
from partnership.measures import sentences
from partnership.pages.banners import say_done
from partnership.pages.heads import RecordHead
from partnership.pages.values import Link, Missing
from partnership.pages.views import ConfirmStep, FormPage, RecordFormPage, RecordPage
from partnership.programmes import reading
from partnership.programmes.actions import reports
from partnership.programmes.forms.reports import AgainForm, PeriodForm, ReportForm
from partnership.programmes.models import Report, Risk
from partnership.programmes.policy import PROGRAMME
from partnership.programmes.views.pages import HOME, OfProgramme, OfProgrammeRecord, of_record, to
from partnership.programmes.views.programmes import overall_tag

NOTHING_ASKED = Missing("None")


class WritesAReport(ConfirmStep):
    """The page of the form and the page that shows it once more. ``month`` is what it is about."""

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


class ReportNew(OfProgramme, WritesAReport, FormPage):
    """P2: of the month that has just ended, unless the address says another: ``?period=2018-03``."""

    form_class = ReportForm
    template_name = "programmes/report_new.html"
    title = "Write the highlight report"
    button = "Continue"

    @cached_property
    def period(self) -> PeriodForm:
        usual = months.after(months.month_of(clock.today()), -1)
        return PeriodForm({"period": self.request.GET.get("period") or months.written(usual)})

    @cached_property
    def month(self) -> dt.date:
        return self.period.month or months.after(months.month_of(clock.today()), -1)

    def back_link(self) -> str:
        return self.to_tab("programme-reports")

    @property
    def hint(self) -> str:
        return f"{self.programme}, {months.in_words(self.month)}. Milestones are filled in; change what does not fit."

    def get_initial(self):
        milestones = reading.milestones_of(self.principal, self.programme, self.month)
        return super().get_initial() | {
            "done": reading.done_in(milestones),
            "coming": reading.coming_up(milestones),
        }

    def issued_already(self) -> Link | None:
        rows = self.permitted(Report, PROGRAMME[Action.VIEW]).filter(programme=self.programme, month=self.month)
        report = rows.select_related("programme").first()
        return Link(f"{report.reference} is the report of this month", of_record("report", report)) if report else None

    def get_context_data(self, **kwargs):
        given = {"period": self.period, "issued_already": self.issued_already()}
        return super().get_context_data(**{**given, **kwargs})

    def act(self, form) -> str:
        report = reports.issue(programme=self.programme, month=self.month, by=self.principal, **form.said)
        say_done(self.request, f"{report} is issued. It is kept as it stands.")
        return of_record("report", report)


class OfReport(OfProgrammeRecord):
    model = Report
    related = ("programme", "issued_by")


class ReportPage(OfReport, RecordPage):
    """As it was issued, with what the milestones, measures and risks said that day."""

    template_name = "programmes/report.html"

    def get_title(self) -> str:
        return f"{self.programme}: highlight report, {self.record.title}"

    def breadcrumbs(self) -> list[Link]:
        return [
            HOME,
            Link("Programmes", to("programme-list")),
            Link(str(self.programme), to("programme", self.programme.slug)),
            Link("Reports", self.to_tab("programme-reports")),
        ]

    @cached_property
    def newest(self) -> Report:
        rows = self.permitted(Report, PROGRAMME[Action.VIEW])
        return rows.filter(month=self.record.month).select_related("programme", "issued_by").first() or self.record

    def head(self) -> RecordHead:
        report = self.record
        may_issue = self.may(PROGRAMME[Action.NEW]) and self.newest == report
        return RecordHead(
            heading=f"{self.programme}, {report.title}",
            reference=report.reference,
            tags=(overall_tag(report),),
            facts=(("Issued", report.issued_at), ("By", str(report.issued_by))),
            actions=(Link("Issue again", self.to_record("report-again")),) if may_issue else (),
            leads=False,
        )

    def get_context_data(self, **kwargs):
        report = self.record
        return super().get_context_data(
            groups=_grouped(report.shown),
            risks=self.permitted(Risk, PROGRAMME[Action.VIEW]).filter(reference__in=report.risks),
            newer=of_record("report", self.newest) if self.newest != report else "",
            newest=self.newest,
            **kwargs,
        )


def _grouped(lines: list[dict[str, Any]]) -> list[tuple[str, list[tuple[str, str]]]]:
    by_group = groupby(lines, key=lambda line: line.get("group", ""))
    return [(group, [(line["label"], line["words"]) for line in of_it]) for group, of_it in by_group]


class ReportAgain(OfReport, WritesAReport, RecordFormPage):
    """A new issue of the same month, begun from what the last one said."""

    form_class = AgainForm
    title = "Issue the report again"
    button = "Continue"

    @property
    def month(self) -> dt.date:
        return self.record.month

    @property
    def caption(self) -> str:
        return f"{self.record}, {self.programme}, {self.record.title}"

    def back_link(self) -> str:
        return self.to_record("report")

    def get_initial(self):
        same = ("overall", "done", "coming", "risks", "asked")
        return super().get_initial() | {name: getattr(self.record, name) for name in same}

    def act(self, form) -> str:
        report = reports.issue_again(report=self.record, why=form.cleaned_data["why"], by=self.principal, **form.said)
        say_done(self.request, f"{report} is issued. {self.record} stays to be read.")
        return of_record("report", report)
