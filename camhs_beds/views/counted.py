"""The stays and the requests behind a figure of a measure."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.functional import cached_property

from camhs_beds import counting, measures
from camhs_beds.models import BedRequest, Stay
from camhs_beds.views import rows, stay_list
from partnership.arithmetic import clock
from partnership.measures.views.counted import Counted
from partnership.pages.tables import Column
from partnership.pages.values import Missing

NO_REASON = Missing("Not recorded")


class StaysCounted(Counted):
    """With what of each stay went into the figure: its nights of the month, its miles or its days since ready."""

    model = Stay
    section = "CAMHS"
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
    section = "CAMHS"
    noun = ("request", "requests")
    counted = measures.REQUESTS_COUNTED
    columns = (*rows.COLUMNS, rows.CLOCK)
    default_sort = "clock"

    def everything(self) -> QuerySet:
        return rows.with_urgency(super().everything())

    def with_details(self, requests: QuerySet) -> QuerySet:
        return rows.with_what_rows_show(requests)
