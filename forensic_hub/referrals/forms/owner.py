"""Who owns a referral."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from partnership.access.models import User
from partnership.pages.forms import PortalForm, Radios


class OwnerForm(PortalForm):
    """``officers`` are those who work in the hub today."""

    NOBODY = "nobody"

    to = forms.ChoiceField(
        label="Who owns this referral?",
        widget=Radios(divider_before=NOBODY),
        error_messages={"required": "Select who owns this referral"},
    )

    def __init__(self, *args, officers: Iterable[User], **kwargs):
        super().__init__(*args, **kwargs)
        self.officers = {str(officer.pk): officer for officer in officers}
        named = [(key, str(officer)) for key, officer in self.officers.items()]
        self.fields["to"].choices = [*named, (self.NOBODY, "No one yet")]

    @property
    def values(self) -> dict[str, User | None]:
        return {"to": self.officers.get(self.cleaned_data["to"])}
