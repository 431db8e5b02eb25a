"""What every form asks that puts right what was recorded."""

from __future__ import annotations

from typing import Any

from django import forms

from partnership.pages.forms.base import PortalForm
from partnership.pages.forms.choices import Radios
from partnership.pages.forms.layout import Section
from partnership.pages.forms.text import CharacterCountField
from partnership.records.corrections import Correction

CORRECTION = Section("Why", "why", "explanation")
"""The first section of a long correction."""


class CorrectionForm(PortalForm):
    """Comes first in every form that corrects ``row``. ``changes`` are its fields as they should be."""

    why = forms.ChoiceField(
        label="Why are you correcting this?",
        choices=Correction.Why,
        widget=Radios(),
        error_messages={"required": "Select why you are correcting this"},
    )
    explanation = CharacterCountField(
        label="Explain the correction",
        max_length=500,
        error_messages={"required": "Enter an explanation of the correction"},
    )

    def __init__(self, *args, row: Any = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.row = row

    @property
    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in CorrectionForm.base_fields}

    @property
    def values(self) -> dict[str, Any]:
        return {"changes": self.changes, **{name: self.cleaned_data[name] for name in CorrectionForm.base_fields}}

    @classmethod
    def of(cls, row: Any) -> dict[str, Any]:
        """What the row says now, as this form's initial answers."""
        return {name: getattr(row, name) for name in cls.base_fields if name not in CorrectionForm.base_fields}
