"""Putting right what is recorded about a person."""

from __future__ import annotations

from typing import Any

from django import forms

from partnership.pages.forms import CharacterCountField, Radios
from partnership.people.forms import PersonForm
from partnership.records.corrections import Correction


class PersonCorrectionForm(PersonForm):
    """What stands, to be changed where it is wrong. Of the postcode only a part was kept: empty leaves that be."""

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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        postcode = self.fields["home_postcode"]
        postcode.required = False
        postcode.help_text = "Only if it has to be put right. We keep no more than, for example, SE5 8."

    def changes(self) -> dict[str, Any]:
        """The fields of ``people.actions.Details`` as they should be."""
        details = vars(self.details())
        return {name: value for name, value in details.items() if name != "home_postcode" or value}

    def details(self):
        kept = {name: self.cleaned_data.pop(name) for name in ("why", "explanation")}
        details = super().details()
        self.cleaned_data.update(kept)
        return details
