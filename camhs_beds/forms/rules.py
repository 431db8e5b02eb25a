"""How much a rule of the beds says, from a day on."""

from __future__ import annotations

from django import forms

from camhs_beds.vocabulary import Amount
from partnership.pages.forms import NhsDateField, PortalForm, Radios


def amount_field(smallest: int) -> forms.IntegerField:
    return forms.IntegerField(
        label="Number",
        min_value=smallest,
        max_value=1000,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-3"}),
    )


class _FromADay(PortalForm):
    starts_on = NhsDateField(
        label="From", years=(1, 2), help_text="For example, 1 5 2018",
        error_messages={"required": "Enter the date it applies from"},
    )  # fmt: skip
    source = forms.CharField(
        label="Source", max_length=200, help_text="Who set this rule, and where it is written",
        error_messages={"required": "Enter the source"},
    )  # fmt: skip


class RuleForm(_FromADay):
    amount = amount_field(1)
    unit = forms.ChoiceField(
        label="Counted in", choices=[(unit.value, unit.label.capitalize()) for unit in Amount],
        widget=Radios(inline=True), error_messages={"required": "Select what it is counted in"},
    )  # fmt: skip
    field_order = ("amount", "unit")


class PressureForm(_FromADay):
    amount = amount_field(0)
    field_order = ("amount",)
