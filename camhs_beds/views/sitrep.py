"""The situation report as a page, as text to copy and as a file."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from camhs_beds.sitrep import COUNTED, LABELS, TIMES, Line, Report, last_time, moment_of, report
from camhs_beds.views.units import unit_url
from partnership.arithmetic import clock
from partnership.pages import words
from partnership.pages.downloads import csv_response
from partnership.pages.tables import Column, Table
from partnership.pages.values import Link, Several, Tag
from partnership.pages.views import Page, Tab
from partnership.pages.words import plural

EARLIEST = dt.date(2016, 4, 1)
"""The first day of the rules that a report is made by."""
COLUMNS = (
    Column("unit", "Unit", value=lambda line: Link(line.unit.name, unit_url(line.unit))),
    *(Column(name, LABELS[name], numeric=True) for name in COUNTED),
    Column("asked", "Asked for a bed", numeric=True),
    Column("confirmed", "Confirmed", value=lambda line: _confirmed(line)),
)


def _confirmed(line: Line) -> object:
    return line.confirmed if line.is_fresh else Several([Tag("Not confirmed"), line.confirmed])


def sitrep_url(on: dt.date, time: dt.time, name: str = "sitrep") -> str:
    return f"{reverse(f'camhs_beds:{name}', kwargs={'date': on})}?at={time:%H:%M}"


class Sitrep(Page):
    """At 9:30am or 4pm of a day. Before that time has come, it tells how things stand now, and says so."""

    template_name = "camhs_beds/sitrep.html"
    section = "CAMHS"

    @cached_property
    def on(self) -> dt.date:
        on = self.kwargs["date"]
        if not EARLIEST <= on <= clock.today():
            raise Http404
        return on

    @property
    def time(self) -> dt.time:
        asked = self.request.GET.get("at", "")
        latest = last_time(clock.now()) if self.on == clock.today() else TIMES[-1]
        return next((time for time in TIMES if f"{time:%H:%M}" == asked), latest)

    @cached_property
    def report(self) -> Report:
        return report(min(moment_of(self.on, self.time), clock.now()))

    @property
    def is_early(self) -> bool:
        return moment_of(self.on, self.time) > clock.now()

    def get_title(self) -> str:
        return f"CAMHS situation report, {words.day(self.on)}, {words.time_of_day(self.time)}"

    def tabs(self) -> list[Tab]:
        return [Tab(words.time_of_day(time), sitrep_url(self.on, time), current=time == self.time) for time in TIMES]

    def get_context_data(self, **kwargs):
        found = self.report
        before, after = self.on - dt.timedelta(days=1), self.on + dt.timedelta(days=1)
        return super().get_context_data(
            report=found,
            tabs=self.tabs(),
            early=self.early(),
            table=Table("Units", COLUMNS, found.lines, caption_hidden=True),
            totals=[(LABELS[name], found.total(name)) for name in COUNTED],
            stale=self.stale(),
            figures=[(figure.label, count) for figure, count in found.figures.items()],
            file_url=sitrep_url(self.on, self.time, "sitrep-file"),
            before=sitrep_url(before, self.time) if before >= EARLIEST else "",
            after=sitrep_url(after, self.time) if after <= clock.today() else "",
            **kwargs,
        )

    def early(self) -> str:
        if not self.is_early:
            return ""
        return f"The report of {words.time_of_day(self.time)} is not due yet. This is how it stands at this moment."

    def stale(self) -> str:
        units = [str(line.unit) for line in self.report.stale]
        if not units:
            return ""
        return f"{words.listed(units)} {plural(len(units), 'is', 'are')} not confirmed, so not in the totals."


class SitrepNow(Sitrep):
    """Today's."""

    @property
    def on(self) -> dt.date:
        return clock.today()


class SitrepFile(Sitrep):
    """The units, a line each."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        columns = (
            Column("at", "At", value=lambda line: self.report.at),
            *COLUMNS[:-1],
            Column("confirmed_at", "Confirmed", value=lambda line: line.said.at if line.said else None),
            Column("counted", "In the totals", value=lambda line: line.is_fresh),
            Column("level", "Level", value=lambda line: self.report.level),
        )
        return csv_response(columns, self.report.lines, "camhs_sitrep")
