"""What the pages of risks ask."""

from __future__ import annotations

from django import forms

from partnership.pages.forms import CharacterCountField, MoneyField, PortalForm
from partnership.programmes.forms.fields import NAME_NO_PATIENT, HasAnOwner, OwnerField
from partnership.programmes.vocabulary import IMPACT, LIKELIHOOD


class ScoreFields(HasAnOwner, PortalForm):
    """How likely, how bad, what is done about it, and the money that is set aside."""

    likelihood = forms.TypedChoiceField(
        label="Likelihood",
        choices=[("", "Select the likelihood"), *LIKELIHOOD],
        coerce=int,
        error_messages={"required": "Select the likelihood"},
    )
    impact = forms.TypedChoiceField(
        label="Impact",
        choices=[("", "Select the impact"), *IMPACT],
        coerce=int,
        help_text="The score is the likelihood times the impact, from 1 to 25.",
        error_messages={"required": "Select the impact"},
    )
    mitigation = CharacterCountField(
        label="Mitigation",
        max_length=1000,
        help_text="What is done so that it does not happen, or does less harm",
        error_messages={"required": "Enter the mitigation"},
    )
    provision = MoneyField(
        label="Financial provision",
        help_text="In pounds, 0 if there is none. Each trust bears an equal part, which is worked out.",
        error_messages={"required": "Enter the financial provision, 0 if there is none"},
    )
    owner = OwnerField()


class NewRiskForm(ScoreFields):
    title = forms.CharField(
        label="What might happen", max_length=150, error_messages={"required": "Enter what might happen"}
    )
    detail = CharacterCountField(label="Cause and effect", max_length=1000, required=False, help_text=NAME_NO_PATIENT)

    field_order = ("title", "detail", "likelihood", "impact", "mitigation", "provision", "owner")


class ReviewForm(ScoreFields):
    found = CharacterCountField(
        label="What has changed since last time",
        max_length=500,
        help_text=NAME_NO_PATIENT,
        error_messages={"required": "Enter what has changed since last time"},
    )

    field_order = ("found", "likelihood", "impact", "mitigation", "provision", "owner")


class WhyForm(PortalForm):
    """Why a risk is closed or opened again."""

    why = CharacterCountField(label="Reason", max_length=500, error_messages={"required": "Enter the reason"})
