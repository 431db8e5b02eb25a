"""A contact or a note on a referral."""

from __future__ import annotations

from django import forms

from forensic_hub.referrals.models import Note
from partnership.pages.forms import CharacterCountField, NhsDateField, PortalForm, Radios
from partnership.pages.forms.text import NO_CLINICAL_NOTES


class NoteForm(PortalForm):
    kind = forms.ChoiceField(
        label="What kind of note is this?",
        choices=Note.Kind,
        widget=Radios(inline=True),
        error_messages={"required": "Select what kind of note this is"},
    )
    contact = forms.CharField(label="Who it was with", max_length=120, required=False)
    happened_on = NhsDateField(label="Date", past=True, years=(20, 0), help_text="For example, 16 4 2018")
    text = CharacterCountField(
        label="What was said or done",
        max_length=2000,
        help_text=NO_CLINICAL_NOTES,
        error_messages={"required": "Enter what was said or done"},
    )
