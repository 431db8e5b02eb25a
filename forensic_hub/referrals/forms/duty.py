"""Who is on duty."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from partnership.access.models import User
from partnership.pages.forms import Checkboxes, PortalForm


class DutyForm(PortalForm):
    officers = forms.MultipleChoiceField(
        label="Who is on duty today?",
        required=False,
        help_text="New referrals are shared between them.",
        widget=Checkboxes(),
    )
    mark_optional = False

    def __init__(self, *args, officers: Iterable[User], **kwargs):
        super().__init__(*args, **kwargs)
        self.officers = {str(officer.pk): officer for officer in officers}
        self.fields["officers"].choices = [(key, str(officer)) for key, officer in self.officers.items()]

    @property
    def chosen(self) -> list[User]:
        return [self.officers[key] for key in self.cleaned_data["officers"]]
