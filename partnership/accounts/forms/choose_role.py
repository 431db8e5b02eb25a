"""In which role to work."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from partnership.access.models import Grant
from partnership.pages.forms import PortalForm, Radios


class ChooseRoleForm(PortalForm):
    grant = forms.TypedChoiceField(
        label="Choose how you want to work today",
        error_messages={"required": "Select how you want to work today", "invalid_choice": "Select one of your roles"},
    )
    heading_field = "grant"
    button = "Continue"

    def __init__(self, *args, grants: Sequence[Grant], **kwargs):
        super().__init__(*args, **kwargs)
        self.grants = {str(grant.pk): grant for grant in grants}
        field = self.fields["grant"]
        field.widget = Radios(hints={key: grant.role_held.description for key, grant in self.grants.items()})
        field.choices = [(key, str(grant)) for key, grant in self.grants.items()]
        field.coerce = self.grants.get
