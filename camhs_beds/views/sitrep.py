"""The situation report as a page, as text to copy and as a file, and what each of its counts opens to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from camhs_beds import counting
from camhs_beds.models import Ask, BedRequest, Stay
from camhs_beds.policy import BED_REQUEST, SITREP
from camhs_beds.sitrep import (
    COUNTED,
    LABELS,
    OPENED,
    TIMES,
    Line,
    Report,
    Waiting,
    in_hours,
    last_time,
    moment_of,
    report,
)
from camhs_beds.views import rows, stay_list
from camhs_beds.views.bed_columns import StateOfABed, number_of
from camhs_beds.views.dashboard import FigureNow
from camhs_beds.views.units import OfUnit
from camhs_beds.vocabulary import Response
from partnership.access.policy import Action
from partnership.arithmetic import clock, words
from partnership.arithmetic.words import in_a_sentence, plural
from partnership.organisations.models import Unit
from partnership.pages.downloads import csv_response
from partnership.pages.tables import Column, Table
from partnership.pages.values import HOME, Link, Several, Tag
from partnership.pages.views import ListPage, Page, Tab

EARLIEST = dt.date(2016, 4, 1)
"""The first day of the rules that a report is made by."""


def _confirmed(line: Line) -> object:
    return line.confirmed if line.is_fresh else Several([Tag("Not confirmed"), line.confirmed])


def sitrep_url(on: dt.date, time: dt.time, name: str = "sitrep", **narrowed: str) -> str:
    query = urlencode({"at": f"{time:%H:%M}", **{key: value for key, value in narrowed.items() if value}})
    return f"{reverse(f'camhs_beds:{name}', kwargs={'date': on})}?{query}"


class OfReport:
    """At 9:30am or 4pm of a day. Before that time has come, it reports the present moment."""

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
    def at(self) -> dt.datetime:
        return min(moment_of(self.on, self.time), clock.now())

    @cached_property
    def report(self) -> Report:
        return report(self.at)

    def to(self, name: str, **narrowed: str) -> str:
        """A page of the same moment."""
        return sitrep_url(self.on, self.time, name, **narrowed)


class Sitrep(OfReport, Page):
    """Every count but that of the commissioned beds opens to what it counted."""

    template_name = "camhs_beds/sitrep.html"

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
            table=Table("Units", self.columns(), found.lines, caption_hidden=True),
            totals=[FigureNow(LABELS[name], found.total(name), self.to_beds(name)) for name in COUNTED],
            waiting=list(self.waiting_and_out_of_area()),
            stale=self.stale(),
            file_url=self.to("sitrep-file"),
            before=sitrep_url(before, self.time) if before >= EARLIEST else "",
            after=sitrep_url(after, self.time) if after <= clock.today() else "",
            **kwargs,
        )

    def columns(self) -> tuple[Column, ...]:
        return (
            Column("unit", "Unit", value=lambda line: Link(line.unit.name, OfUnit.url_of(line.unit))),
            *(Column(name, LABELS[name], value=partial(self.beds_of, name), numeric=True) for name in COUNTED),
            Column("asked", "Asked for a bed", value=self.asked_of, numeric=True),
            Column("longest", "Longest wait", value=lambda line: in_hours(line.asked.longest)),
            Column("out_of_area", "Out of area in its type of unit", value=self.out_of_area_of, numeric=True),
            Column("confirmed", "Confirmed", value=_confirmed),
        )

    def to_beds(self, name: str, unit: str = "") -> str:
        return self.to("sitrep-beds", count=name, unit=unit) if name in OPENED else ""

    def beds_of(self, name: str, line: Line) -> object:
        return _opens(line, line.count(name), self.to_beds(name, line.unit.slug), LABELS[name].lower())

    def asked_of(self, line: Line) -> object:
        return _opens(line, line.asked.count, self.to("sitrep-requests", unit=line.unit.slug), "asked for a bed")

    def out_of_area_of(self, line: Line) -> object:
        return _opens(line, line.out_of_area, self.to("sitrep-out-of-area", type=line.unit.camhs_type), "out of area")

    def waiting_and_out_of_area(self) -> Iterator[FigureNow]:
        waiting, url = self.report.waiting, self.to("sitrep-requests")
        emergencies = self.to("sitrep-requests", response=Response.EMERGENCY)
        yield FigureNow("Requests waiting", waiting.count, url)
        yield FigureNow("Emergencies waiting", waiting.emergencies, emergencies)
        yield FigureNow("Longest wait", in_hours(waiting.longest), url)
        yield FigureNow("Out of area", self.report.out_of_area, self.to("sitrep-out-of-area"))

    def early(self) -> str:
        if not self.is_early:
            return ""
        return f"The report of {words.time_of_day(self.time)} is not due yet. These are the figures at this moment."

    def stale(self) -> str:
        units = [str(line.unit) for line in self.report.stale]
        if not units:
            return ""
        return f"{words.listed(units)} {plural(len(units), 'is', 'are')} not confirmed, so not in the totals."


def _opens(line: Line, count: int, url: str, what: str) -> object:
    """A count of a unit, which leads to what it counted where it counted any."""
    return Link(str(count), url, f"{what}, {line.unit}") if count and url else count


class SitrepNow(Sitrep):
    """Today's."""

    @property
    def on(self) -> dt.date:
        return clock.today()


class SitrepFile(Sitrep):
    """The units, a line each, and all of them together."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        rows = [*map(self.of_a_unit, self.report.lines), self.of_all()]
        return csv_response([Column(name, name) for name in rows[0]], rows, "camhs_sitrep")

    def of_a_unit(self, line: Line) -> dict[str, object]:
        confirmed_at = line.said.at if line.said else None
        return self.row(line.unit.name, line.count, line.asked, line.out_of_area, confirmed_at, line.is_fresh)

    def of_all(self) -> dict[str, object]:
        found = self.report
        return self.row("All units", found.total, found.waiting, found.out_of_area, None, None)

    def row(
        self,
        unit: str,
        count: Callable[[str], int],
        waiting: Waiting,
        out_of_area: int,
        confirmed_at: dt.datetime | None,
        counted: bool | None,
    ) -> dict[str, object]:
        """``out_of_area`` of a unit is of its type; ``waiting`` for its answer."""
        return {
            "at": self.at, "unit": unit, **{name: count(name) for name in COUNTED}, "waiting": waiting.count,
            "emergencies": waiting.emergencies, "longest_wait_hours": waiting.hours, "out_of_area": out_of_area,
            "confirmed_at": confirmed_at, "in_the_totals": counted, "level": self.report.level,
        }  # fmt: skip


class BehindReport(OfReport):
    """The rows behind one of its counts, at the moment of the report."""

    def breadcrumbs(self) -> list[Link]:
        report = [Link("Situation report", self.to("sitrep"))] if self.may(SITREP[Action.VIEW]) else []
        return [HOME, *report]

    def asked(self, name: str, known: Mapping[str, str]) -> tuple[str, str]:
        """What the address narrows the rows to, and what that is called; an unknown one is a page that never was."""
        asked = self.request.GET.get(name, "")
        if asked and asked not in known:
            raise Http404
        return asked, known.get(asked, "")

    @cached_property
    def unit(self) -> tuple[str, str]:
        return self.asked("unit", dict(self.permitted(Unit).values_list("slug", "name")))

    def titled(self, *parts: str) -> str:
        return ", ".join(part for part in (*parts, f"as at {words.moment(self.at)}") if part)


class SitrepBeds(BehindReport, Page):
    """Without who is in them."""

    template_name = "camhs_beds/sitrep_beds.html"
    columns = (
        Column("bed", "Bed", value=lambda row: number_of(row[0])),
        Column("unit", "Unit", value=lambda row: row[0].unit),
        Column("state", "State", value=lambda row: StateOfABed(row[1].label)),
    )

    @cached_property
    def count(self) -> tuple[str, str]:
        """Without one, all of them."""
        return self.asked("count", {name: LABELS[name] for name in OPENED})

    def get_title(self) -> str:
        return self.titled(f"Beds: {self.count[1].lower()}" if self.count[0] else "Beds", self.unit[1])

    def get_context_data(self, **kwargs):
        rows = self.report.counted(self.count[0], self.unit[0])
        return super().get_context_data(
            number=len(rows), table=Table(self.get_title(), self.columns, rows, caption_hidden=True), **kwargs
        )


class SitrepRequests(BehindReport, ListPage):
    """Those that waited for a bed, or for one unit's answer."""

    model = BedRequest
    noun = ("request", "requests")
    columns = (*rows.COLUMNS, rows.RECEIVED)
    default_sort = "received"
    stacked = True
    empty = "No request was waiting."

    @cached_property
    def response(self) -> tuple[str, str]:
        return self.asked("response", dict(Response.choices))

    def get_title(self) -> str:
        return self.titled("Requests waiting", self.response[1].lower(), self.unit[1])

    def everything(self) -> QuerySet:
        waiting = rows.with_urgency(counting.waiting_at(super().everything(), self.at))
        if self.response[0]:
            waiting = waiting.filter(response=self.response[0])
        if self.unit[0]:
            asks = self.permitted(Ask, BED_REQUEST[Action.LIST]).filter(unit__slug=self.unit[0])
            waiting = waiting.filter(pk__in=counting.asked_at(asks, self.at).values("request"))
        return waiting

    def with_details(self, requests: QuerySet) -> QuerySet:
        return rows.with_what_rows_show(requests)


class SitrepOutOfArea(BehindReport, ListPage):
    """Those who were out of area."""

    model = Stay
    noun = ("stay", "stays")
    columns = (stay_list.REFERENCE, stay_list.PERSON, stay_list.UNIT, stay_list.FROM, stay_list.TO)
    default_sort = "admitted"
    stacked = True
    empty = "No young person was out of area."

    @cached_property
    def type(self) -> tuple[str, str]:
        return self.asked("type", dict(Unit.CamhsType.choices))

    def get_title(self) -> str:
        return self.titled("Out of area", in_a_sentence(self.type[1]))

    def everything(self) -> QuerySet:
        found = counting.out_of_area_at(super().everything(), self.at)
        return found.filter(unit__camhs_type=self.type[0]) if self.type[0] else found

    def with_details(self, stays: QuerySet) -> QuerySet:
        return stays.select_related("unit", "person", "responsible_trust")
