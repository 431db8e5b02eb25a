"""What is asked when a bed goes out of service."""

from __future__ import annotations

from django import forms

from camhs_beds.vocabulary import ClosedWhy
from partnership.pages.forms import CharacterCountField, NhsDateField, PortalForm, Radios

NEAR = (1, 2)


class OutOfServiceForm(PortalForm):
    start_on = NhsDateField(
        label="Start date", past=True, years=NEAR, error_messages={"required": "Enter the start date"}
    )
    expected_end_on = NhsDateField(
        label="Expected end date", years=NEAR, help_text="The last day on which it cannot be used",
        error_messages={"required": "Enter the expected end date"},
    )  # fmt: skip
    why = forms.ChoiceField(
        label="Reason", choices=ClosedWhy, widget=Radios(), error_messages={"required": "Select the reason"}
    )
    work_order = forms.CharField(label="Work order reference", max_length=40, required=False)
    details = CharacterCountField(
        label="Details", max_length=500, required=False, help_text="Do not name any young person"
    )

    def clean(self):
        answers = super().clean()
        self.must_not_be_before("expected_end_on", answers.get("start_on"), "the start date")
        return answers


class ExtendForm(PortalForm):
    expected_end_on = NhsDateField(
        label="New expected end date", years=NEAR, error_messages={"required": "Enter the new expected end date"}
    )
    why = CharacterCountField(
        label="Why is it out of service for longer?",
        max_length=500,
        error_messages={"required": "Enter why it is out of service for longer"},
    )
