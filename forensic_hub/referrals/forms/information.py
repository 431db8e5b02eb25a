"""What is asked when something is missing from a referral."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from forensic_hub.referrals.models import InformationRequest
from forensic_hub.referrals.vocabulary import Paper
from partnership.pages.forms import CharacterCountField, Checkboxes, PortalForm, Radios

OTHER = "other"


class AskForm(PortalForm):
    needed = forms.MultipleChoiceField(
        label="What do you need?",
        choices=[*Paper.choices, (OTHER, "Other")],
        widget=Checkboxes(reveals={OTHER: "other"}),
        error_messages={"required": "Select at least 1 item you need"},
    )
    other = forms.CharField(
        label="What else do you need?", max_length=200, error_messages={"required": "Enter what else you need"}
    )
    sent_to = forms.EmailField(
        label="Send to",
        max_length=254,
        help_text="The email address of the referrer, or of the person who holds what you need",
        error_messages={"required": "Enter the email address to send the request to"},
    )
    message = CharacterCountField(
        label="Message",
        max_length=2000,
        required=False,
        help_text="You see the whole message before it is sent. Do not write the person's name or NHS number.",
    )
    chase_every = forms.TypedChoiceField(
        label="Chase again in",
        choices=InformationRequest.ChaseEvery.choices,
        coerce=int,
        initial=InformationRequest.ChaseEvery.FIVE,
        widget=Radios(),
        error_messages={"required": "Select when to chase again"},
    )

    @property
    def papers(self) -> list[str]:
        return [item for item in self.cleaned_data["needed"] if item != OTHER]

    @property
    def values(self) -> dict[str, Any]:
        answers = {name: value for name, value in self.cleaned_data.items() if name != "needed"}
        return answers | {"papers": self.papers}


class ChaseForm(PortalForm):
    EMAIL, OTHERWISE = "email", "otherwise"

    how = forms.ChoiceField(
        label="How do you chase?",
        choices=[(EMAIL, "Send the request again by email"), (OTHERWISE, "I chased by phone or another way")],
        widget=Radios(),
        error_messages={"required": "Select how you chase"},
    )
    note = CharacterCountField(
        label="What was said",
        max_length=500,
        required=False,
        help_text="For example, who you spoke to and when they will answer",
    )

    @property
    def values(self) -> dict[str, Any]:
        return {"note": self.cleaned_data["note"], "send": self.cleaned_data["how"] == self.EMAIL}


class ReceivedForm(PortalForm):
    """``items`` are the outstanding things of the open request."""

    items = forms.MultipleChoiceField(
        label="What has been received?",
        widget=Checkboxes(),
        error_messages={"required": "Select at least 1 item that has been received"},
    )
    enough = forms.BooleanField(label="This is enough to go on: do not wait for the rest", required=False)

    def __init__(self, *args, items: Iterable, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = {str(item.pk): item for item in items}
        self.fields["items"].choices = [(key, str(item)) for key, item in self.items.items()]

    @property
    def values(self) -> dict[str, Any]:
        return {"items": [self.items[key] for key in self.cleaned_data["items"]], "enough": self.cleaned_data["enough"]}


class StopWaitingForm(PortalForm):
    why = CharacterCountField(
        label="Why are you no longer waiting for this?",
        max_length=500,
        error_messages={"required": "Enter why you are no longer waiting for this"},
    )
