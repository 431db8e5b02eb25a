"""Putting right what is recorded about a person."""

from __future__ import annotations

from typing import Any

from forensic_hub.forms.corrections import CorrectionForm
from partnership.people.forms import PersonForm


class PersonCorrectionForm(PersonForm, CorrectionForm):
    """What stands, to be changed where it is wrong. Of the postcode only a part was kept: empty leaves that be."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        postcode = self.fields["home_postcode"]
        postcode.required = False
        postcode.help_text = "Only if it has to be put right. We keep no more than, for example, SE5 8."

    @property
    def changes(self) -> dict[str, Any]:
        """The fields of ``people.actions.Details`` as they should be."""
        details = vars(self.details())
        return {name: value for name, value in details.items() if name != "home_postcode" or value}

    def details(self):
        kept = {name: self.cleaned_data.pop(name) for name in ("why", "explanation")}
        details = super().details()
        self.cleaned_data.update(kept)
        return details
