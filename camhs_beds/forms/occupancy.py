"""Which unit, from when, and how far ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from partnership.arithmetic import clock, words
from partnership.organisations.models import Unit
from partnership.pages.forms import NhsDateField, PortalForm

DAYS = (7, 14, 28, 56)
USUAL = 28


class OccupancyFilters(PortalForm):
    """``earliest``: how far back the person who asks can see who was in a bed, and why no further."""

    unit = forms.ChoiceField(label="Unit", required=False)
    begins = NhsDateField(label="From", required=False, years=(10, 1))
    days = forms.TypedChoiceField(
        label="Days", choices=[(str(number), f"{number} days") for number in DAYS], coerce=int, required=False
    )

    def __init__(self, *args: Any, units: Iterable[Unit], earliest: dt.date | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.earliest = earliest
        self.fields["unit"].choices = [("", "All units"), *((unit.slug, unit.name) for unit in units)]

    def clean_begins(self) -> dt.date | None:
        begins = self.cleaned_data["begins"]
        if begins and self.earliest and begins < self.earliest:
            raise forms.ValidationError(
                f"From must be {words.day(self.earliest)} or later. A ward sees who has left it until then"
            )
        return begins

    def asked(self, name: str, otherwise: Any) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name) or otherwise

    @property
    def first(self) -> dt.date:
        return self.asked("begins", clock.today())

    @property
    def number(self) -> int:
        return self.asked("days", USUAL)
