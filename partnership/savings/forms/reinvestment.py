"""What is asked about a reinvestment, at each step of its life."""

from __future__ import annotations

from typing import Any

from django import forms

from partnership.measures.registry import every_measure
from partnership.pages.forms import CharacterCountField, MoneyField, NhsDateField, PortalForm, Radios
from partnership.pages.forms.layout import Section, SideBySide
from partnership.savings.actions.reinvesting import PROPOSAL
from partnership.savings.forms.saving import YES, yes_or_no
from partnership.savings.models import Reinvestment
from partnership.savings.vocabulary import Area, Funding


class ReinvestmentForm(PortalForm):
    layout = (
        Section("What it is", "title", SideBySide("area", "place")),
        Section("Money", SideBySide("amount", "recurring"), "starts_on", "funding"),
        Section("What it should improve", "measure", "expected"),
    )

    title = forms.CharField(label="Title", max_length=120)
    area = forms.ChoiceField(label="Area", choices=[("", ""), *Area.choices])
    place = forms.CharField(label="Place", max_length=120, required=False, help_text="For example, south east London")
    amount = MoneyField(
        label="Amount",
        required=False,
        help_text="In pounds: a year where it recurs, all of it where it is one-off. Nothing is approved without one",
    )
    recurring = yes_or_no("Type", "Select recurring or one-off", "Recurring", "One-off")
    starts_on = NhsDateField(label="Start", required=False, help_text="For example, 1 4 2018")
    funding = forms.ChoiceField(
        label="Funding source",
        choices=Funding,
        widget=Radios(),
        error_messages={"required": "Select the funding source"},
    )
    measure = forms.ChoiceField(label="Measure it should improve", required=False, choices=())
    expected = CharacterCountField(label="Expected change", max_length=500, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(measure.slug, f"{measure.code} {measure.name}") for measure in every_measure()]
        self.fields["measure"].choices = [("", ""), *choices]

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if amount is not None and not amount:
            raise forms.ValidationError("Amount must be more than 0")
        return amount

    @property
    def values(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {"proposal": {name: typed[name] for name in PROPOSAL} | {"recurring": typed["recurring"] == YES}}

    @staticmethod
    def of(scheme: Reinvestment) -> dict[str, Any]:
        return {name: getattr(scheme, name) for name in PROPOSAL} | {"recurring": YES if scheme.recurring else "no"}


class ApproveForm(PortalForm):
    minute = forms.CharField(
        label="Where was it agreed?",
        max_length=120,
        help_text="The minute of the board, for example PB 2018-04, item 6",
        error_messages={"required": "Enter where it was agreed"},
    )


class DeclineForm(PortalForm):
    why = CharacterCountField(
        label="Why is it declined?", max_length=500, error_messages={"required": "Enter why it is declined"}
    )


class LiveForm(PortalForm):
    live_on = NhsDateField(label="Live since", past=True, error_messages={"required": "Enter the date it went live"})


class ReviewForm(PortalForm):
    review = CharacterCountField(
        label="What came of it?",
        max_length=2000,
        error_messages={"required": "Enter what came of it"},
        help_text="What the measure did, what it cost, and whether it goes on",
    )


class CloseMonthForm(PortalForm):
    minute = forms.CharField(label="Board minute", max_length=120, help_text="For example, PB 2018-04, item 3")
