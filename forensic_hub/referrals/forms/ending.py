"""Why a referral is withdrawn, and why one that ended is taken up again."""

from __future__ import annotations

from django import forms

from forensic_hub.referrals.vocabulary import WithdrawnWhy
from partnership.pages.forms import CharacterCountField, PortalForm, Radios


class WithdrawForm(PortalForm):
    why = forms.ChoiceField(
        label="Why is this referral withdrawn?",
        choices=WithdrawnWhy,
        widget=Radios(),
        error_messages={"required": "Select why this referral is withdrawn"},
    )
    explanation = CharacterCountField(label="Explanation", max_length=1000, required=False)

    def clean(self):
        typed = self.cleaned_data
        if typed.get("why") == WithdrawnWhy.OTHER and not typed.get("explanation") and "explanation" not in self.errors:
            self.add_error("explanation", "Enter an explanation of why this referral is withdrawn")
        return typed


class ReopenForm(PortalForm):
    why = CharacterCountField(
        label="Why is this referral reopened?",
        max_length=500,
        error_messages={"required": "Enter why this referral is reopened"},
    )
