"""The rows behind a figure: exactly those that a measure counted in a month, of those that one may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import ClassVar

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from camhs_beds import counting, measures
from camhs_beds.models import BedRequest, Stay
from camhs_beds.views import rows, stay_list
from partnership.arithmetic import clock, months
from partnership.measures.registry import Measure
from partnership.pages.tables import Column
from partnership.pages.values import Link, Missing
from partnership.pages.views import ListPage

NO_REASON = Missing("Not recorded")


class Counted(ListPage):
    """A measure that counts no such rows, and what is no month, are the same 404 as a page that never was."""

    section = "CAMHS"
    stacked = True
    counted: ClassVar[Mapping[Measure, measures.OfAMonth]]

    @cached_property
    def measure(self) -> Measure:
        found = next((measure for measure in self.counted if measure.slug == self.kwargs["slug"]), None)
        if found is None:
            raise Http404
        return found

    @cached_property
    def month(self) -> dt.date:
        month = months.read_month(self.kwargs["month"])
        if month is None:
            raise Http404
        return month

    def get_title(self) -> str:
        return f"{self.measure.name}, {months.in_words(self.month)}"

    def breadcrumbs(self) -> list[Link]:
        measure = reverse("measures:measure", kwargs={"slug": self.measure.slug})
        return [Link("Home", "/"), Link("Measures", reverse("measures:measure-list")), Link(self.measure.name, measure)]

    def everything(self) -> QuerySet:
        return self.counted[self.measure](super().everything(), self.month)

    @property
    def empty(self) -> str:
        return f"None of the {self.noun[1]} that you can see were counted in this month."


class StaysCounted(Counted):
    """With what of each stay went into the figure: its nights of the month, its miles or its days since ready."""

    model = Stay
    noun = ("stay", "stays")
    counted = measures.STAYS_COUNTED
    default_sort = "-admitted"

    def with_details(self, stays: QuerySet) -> QuerySet:
        return counting.with_leaves(stays.select_related("unit", "person", "responsible_trust"))

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        usual = (stay_list.REFERENCE, stay_list.PERSON, stay_list.UNIT, stay_list.FROM, stay_list.TO)
        return (*usual, *self.what_counted())

    def what_counted(self) -> Sequence[Column]:
        if self.measure in (measures.READY, measures.DAYS_READY):
            on = clock.local(counting.end_of(self.month)).date()
            why = Column("why", "Reason for delay", value=lambda s: s.get_why_delayed_display(), missing=NO_REASON)
            return (why, Column("days", "Days since ready", value=lambda s: (on - s.ready_on).days, numeric=True))
        if self.measure in (measures.MILES_FROM_HOME, measures.OUT_OF_AREA_NOW):
            return (Column("miles", "Miles from home", numeric=True, missing=Missing("Not known")),)
        return (
            Column("in_unit", "Nights of the month", value=lambda s: self.nights(s).in_bed, numeric=True),
            Column("on_leave", "On leave", value=lambda s: self.nights(s).on_leave, numeric=True),
        )

    def nights(self, stay: Stay) -> counting.Nights:
        return counting.nights_in(self.month, stay)


class RequestsCounted(Counted):
    model = BedRequest
    noun = ("request", "requests")
    counted = measures.REQUESTS_COUNTED
    columns = (*rows.COLUMNS, rows.CLOCK)
    default_sort = "clock"

    def everything(self) -> QuerySet:
        return rows.with_urgency(super().everything())

    def with_details(self, requests: QuerySet) -> QuerySet:
        return rows.with_what_rows_show(requests)
