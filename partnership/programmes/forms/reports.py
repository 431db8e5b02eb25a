"""What a highlight report asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django import forms

from partnership.arithmetic import clock, months
from partnership.pages.forms import CharacterCountField, Checkboxes, ChooserForm, PortalForm, Radios
from partnership.programmes.models import Risk
from partnership.programmes.vocabulary import Overall

MONTHS_OFFERED = 12


class ReportForm(PortalForm):
    """``risks`` are the open ones of the programme."""

    overall = forms.ChoiceField(
        label="Overall progress",
        choices=Overall,
        widget=Radios(),
        error_messages={"required": "Select the overall progress"},
    )
    done = CharacterCountField(
        label="Done this month", max_length=2000, error_messages={"required": "Enter what was done this month"}
    )
    coming = CharacterCountField(
        label="Next month", max_length=2000, error_messages={"required": "Enter what comes next month"}
    )
    risks = forms.MultipleChoiceField(
        label="Risks to raise",
        required=False,
        widget=Checkboxes(),
        help_text="A programme that is not on track names the risk that puts it there.",
    )
    asked = CharacterCountField(label="Decisions asked for", max_length=1000, required=False)

    def __init__(self, *args, risks: Iterable[Risk], **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = {risk.reference: risk for risk in risks}
        self.fields["risks"].choices = [
            (reference, f"{reference} {risk.title}, score {risk.score}") for reference, risk in self.offered.items()
        ]
        if not self.offered:
            self.fields["risks"].help_text = "There are no open risks. Add one first if the programme is not on track."

    def clean(self):
        typed = self.cleaned_data
        if typed.get("overall") not in (None, "", Overall.ON_TRACK) and not typed.get("risks"):
            self.add_error("risks", "Select the risk that puts the programme at risk")
        return typed

    @property
    def values(self) -> dict[str, object]:
        chosen = [self.offered[reference] for reference in self.cleaned_data["risks"]]
        return {**self.cleaned_data, "risks": chosen}


class AgainForm(ReportForm):
    why = CharacterCountField(
        label="Why it is issued again",
        max_length=500,
        help_text="The earlier issue can still be read.",
        error_messages={"required": "Enter why the report is issued again"},
    )

    field_order = ("why", "overall", "done", "coming", "risks", "asked")


class PeriodForm(ChooserForm):
    """Which month a report is about: ``?period=2018-03``."""

    shows = "Show this month"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        this = months.month_of(clock.today())
        offered = list(months.through(months.after(this, 1 - MONTHS_OFFERED), months.after(this)))[::-1]
        choices = [(months.written(month), months.in_words(month)) for month in offered]
        self.fields["period"] = forms.ChoiceField(label="Period", choices=choices)

    @property
    def month(self) -> dt.date | None:
        return months.read_month(self.cleaned_data["period"]) if self.is_valid() else None
