"""Handing referrals to officers of the hub."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.db.models import QuerySet

from forensic_hub.models import Referral
from partnership.access.models import User
from partnership.pages.forms import Checkboxes, PortalForm


class AssignForm(PortalForm):
    """``referrals`` are those on the page, ``officers`` whoever can be given one."""

    mark_optional = False

    items = forms.MultipleChoiceField(
        label="Referrals",
        error_messages={
            "required": "Select at least 1 item to assign",
            "invalid_choice": "A referral that you selected is no longer in this list. Check the list and select again",
        },
    )
    to = forms.ModelChoiceField(
        None,
        label="Assign to",
        empty_label="Select a person",
        error_messages={"required": "Select who to assign to", "invalid_choice": "Select who to assign to"},
    )

    def __init__(self, *args, referrals: Iterable[Referral], officers: QuerySet[User], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = [(referral.reference, referral.reference) for referral in referrals]
        self.fields["to"].queryset = officers


class DutyForm(PortalForm):
    officers = forms.MultipleChoiceField(
        label="Who is on duty today?",
        required=False,
        help_text="New referrals go round them in turn.",
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
