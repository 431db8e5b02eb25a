"""What is asked of someone who shares their passport."""

from __future__ import annotations

from django import forms

from partnership.organisations.models import Organisation
from partnership.pages.forms import CharacterCountField, NhsDateField, PortalForm, Radios

SEEN = (
    "I understand that HR of this trust will see my name, role, staff number and work email address, my checks with "
    "their numbers and dates, and my training"
)


class ShareForm(PortalForm):
    with_trust = forms.ModelChoiceField(
        label="Which trust can read your passport?",
        queryset=Organisation.objects.none(),
        widget=Radios(),
        empty_label=None,
        error_messages={"required": "Select the trust"},
    )
    purpose = CharacterCountField(label="What is it for?", help_text="Such as a secondment", max_length=300)
    starts_on = NhsDateField(label="First day")
    ends_on = NhsDateField(label="Last day")
    understood = forms.BooleanField(
        label=SEEN, error_messages={"required": "Tick to show you understand which details the other trust will see"}
    )

    def __init__(self, *args, employer: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["with_trust"].queryset = Organisation.objects.partnership_trusts().exclude(pk=employer.pk)

    @property
    def values(self) -> dict[str, object]:
        return {name: value for name, value in super().values.items() if name != "understood"}
