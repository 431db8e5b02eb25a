"""Making a passport, recording training, revoking an item, sending reminders."""

from __future__ import annotations

import re

from django import forms
from django.db.models import QuerySet

from partnership.arithmetic.words import day
from partnership.organisations.models import Borough
from partnership.pages.forms import CharacterCountField, Checkboxes, ChooserForm, NhsDateField, PortalForm
from partnership.pages.forms.layout import Rest, Section, SideBySide
from workforce.passports.models import Need
from workforce.staff.models import RoleProfile, Subject
from workforce.staff.vocabulary import Band

NHS_ADDRESS = re.compile(r"@([a-z0-9-]+\.)*nhs\.(net|uk)$")


class PassportForm(PortalForm):
    first_name = forms.CharField(label="First name", max_length=60)
    last_name = forms.CharField(label="Last name", max_length=60)
    staff_number = forms.CharField(label="Staff number", max_length=10, help_text="8 numbers, zeros included")
    email = forms.EmailField(label="Work email address", required=False)
    profile = forms.ModelChoiceField(label="Role", queryset=RoleProfile.objects.all())
    band = forms.ChoiceField(label="Band", choices=Band.choices)
    base = forms.ModelChoiceField(label="Base borough", queryset=Borough.objects.all())
    starts_on = NhsDateField(label="Start date")

    layout = (
        Section("About the person", SideBySide("first_name", "last_name"), SideBySide("staff_number", "email")),
        Section("Their job", SideBySide("profile", "band"), Rest()),
    )

    def clean_staff_number(self) -> str:
        number = re.sub(r"\s", "", self.cleaned_data["staff_number"])
        if not re.fullmatch(r"[0-9]{8}", number):
            raise forms.ValidationError("Staff number must be 8 numbers, like 00990106")
        return number

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if email and not NHS_ADDRESS.search(email):
            raise forms.ValidationError("Email address must end in nhs.net or nhs.uk")
        return email


class TrainingForm(PortalForm):
    subject = forms.ModelChoiceField(label="Subject", queryset=Subject.objects.all())
    level = forms.TypedChoiceField(
        label="Level", choices=[(str(level), str(level)) for level in (1, 2, 3)], coerce=int, initial="1"
    )
    done_on = NhsDateField(label="Date completed", past=True)
    provider = forms.CharField(label="Provider", max_length=100)


class RevokeForm(PortalForm):
    why = CharacterCountField(label="Why does it no longer count?", max_length=500)


class RemindForm(PortalForm):
    needs = forms.ModelMultipleChoiceField(
        label="Send to",
        queryset=Need.objects.none(),
        widget=Checkboxes(),
        error_messages={"required": "Select at least 1 person"},
    )

    def __init__(self, *args, rows: QuerySet[Need], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["needs"].queryset = rows
        self.fields["needs"].label_from_instance = lambda need: (
            f"{need.passport.staff_member}, {need}: {day(need.expires_on)}"
        )

    @property
    def values(self) -> dict[str, object]:
        return {"needs": [need.pk for need in self.cleaned_data["needs"]]}


class OtherRoleForm(ChooserForm):
    """Which role, and from which day."""

    shows = "Show what is needed"

    profile = forms.ModelChoiceField(label="Role", queryset=RoleProfile.objects.all())
    starts_on = NhsDateField(label="Start date")
