"""Putting right what was recorded of a stay: why, in words, and what it should be."""

from __future__ import annotations

from typing import Any

from camhs_beds.forms.stays import (
    clinician_field,
    day_field,
    legal_status_field,
    moment_of,
    refuse_in_the_future,
    time_field,
)
from camhs_beds.models import Leave, Stay
from partnership.arithmetic import clock
from partnership.pages.forms.corrections import CORRECTION, CorrectionForm
from partnership.pages.forms.layout import Section, SideBySide

LONG_AGO = (10, 0)


class MomentsForm(CorrectionForm):
    """``moments`` are the columns that hold a time, each with its day and time in the form; one that is empty on the
    row has not happened, and is not asked for. ``plain`` are the other columns."""

    button = "Save correction"
    moments: dict[str, tuple[str, str]] = {}
    plain: tuple[str, ...] = ()

    def __init__(self, *args: Any, row: Stay | Leave, **kwargs: Any):
        super().__init__(*args, row=row, **kwargs)
        self.happened = [column for column in self.moments if self.asks_for(row, column)]
        for column in self.moments.keys() - self.happened:
            for name in self.moments[column]:
                del self.fields[name]

    @staticmethod
    def asks_for(row: Stay | Leave, column: str) -> bool:
        return getattr(row, column) is not None

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        for column in self.happened:
            refuse_in_the_future(self, self._moment(column), self.moments[column][1])
        return answers

    @property
    def changes(self) -> dict[str, Any]:
        return {column: self._moment(column) for column in self.happened} | {
            name: self.cleaned_data[name] for name in self.plain
        }

    def _moment(self, column: str):
        day, time = self.moments[column]
        return moment_of(self.cleaned_data.get(day), self.cleaned_data.get(time))

    @classmethod
    def of(cls, row: Stay | Leave) -> dict[str, Any]:
        recorded = {name: getattr(row, name) for name in cls.plain}
        for column, (day, time) in cls.moments.items():
            if at := getattr(row, column):
                local = clock.local(at).replace(second=0, microsecond=0)
                recorded |= {day: local.date(), time: local.time()}
        return recorded


class StayCorrectionForm(MomentsForm):
    moments = {"start_at": ("admitted_on", "admitted_time"), "end_at": ("discharged_on", "discharged_time")}
    plain = ("legal_status", "clinician")
    layout = (
        CORRECTION,
        Section("Admission", SideBySide("admitted_on", "admitted_time"), SideBySide("legal_status", "clinician")),
        Section("Discharge", SideBySide("discharged_on", "discharged_time")),
    )

    admitted_on = day_field("Date of admission", past=True, years=LONG_AGO)
    admitted_time = time_field("Time of admission")
    legal_status = legal_status_field()
    clinician = clinician_field()
    discharged_on = day_field("Date of discharge", past=True, years=LONG_AGO)
    discharged_time = time_field("Time of discharge")


class LeaveCorrectionForm(MomentsForm):
    """A leave that ended with the discharge is corrected there."""

    moments = {"start_at": ("began_on", "began_time"), "back_at": ("returned_on", "returned_time")}

    began_on = day_field("Date of leave", past=True, years=LONG_AGO)
    began_time = time_field("Time of leave")
    returned_on = day_field("Date of return", past=True, years=LONG_AGO)
    returned_time = time_field("Time of return")

    @staticmethod
    def asks_for(row: Leave, column: str) -> bool:
        return column == "start_at" or (row.back_at is not None and not row.ended_with_the_stay)
