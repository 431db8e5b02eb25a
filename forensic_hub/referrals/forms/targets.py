"""How many days a step may take, from a day on."""

from __future__ import annotations

from django import forms

from partnership.arithmetic.targets import Days
from partnership.pages.forms import NhsDateField, PortalForm, Radios


class TargetForm(PortalForm):
    amount = forms.IntegerField(
        label="Number of days",
        min_value=1,
        max_value=366,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-3"}),
    )
    unit = forms.ChoiceField(
        label="Counted in",
        choices=[(Days.WORKING.value, "Working days"), (Days.CALENDAR.value, "Calendar days")],
        widget=Radios(inline=True),
        error_messages={"required": "Select what the days are counted in"},
    )
    starts_on = NhsDateField(
        label="From",
        help_text="For referrals received on or after this date. For example, 1 5 2018",
        error_messages={"required": "Enter the date it applies from"},
    )
    source = forms.CharField(
        label="Source",
        max_length=200,
        help_text="Who set this target, and where it is written",
        error_messages={"required": "Enter the source"},
    )
