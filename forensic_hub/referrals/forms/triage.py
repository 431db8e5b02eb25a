"""What is asked when a new referral is looked at for the first time."""

from __future__ import annotations

from collections.abc import Collection

from django import forms

from forensic_hub.referrals.states import REFERRALS
from forensic_hub.referrals.vocabulary import NotAcceptedWhy
from partnership.pages.forms import CharacterCountField, PortalForm, Radios

ACCEPT, ASK, NOT_ACCEPT, SEND_ON = "accept", "ask", "not_accept", "send_on"
WAYS = (ACCEPT, ASK, NOT_ACCEPT, SEND_ON)


class TriageForm(PortalForm):
    """``verbs`` are the moves of the state table that are open from here; ``hints`` explain them, by verb."""

    what = forms.ChoiceField(
        label="What do you want to do?",
        widget=Radios(
            reveals={NOT_ACCEPT: ("why", "explanation"), SEND_ON: ("service", "why_sent_on")},
        ),
        error_messages={"required": "Select what you want to do"},
    )
    why = forms.ChoiceField(
        label="Reason",
        choices=[("", "Select a reason"), *NotAcceptedWhy.choices],
        error_messages={"required": "Select the reason this referral was not accepted"},
    )
    explanation = CharacterCountField(label="Explanation", max_length=1000)
    service = forms.CharField(
        label="Which service?", max_length=120, error_messages={"required": "Enter the service it is sent to"}
    )
    why_sent_on = CharacterCountField(
        label="Why is that service right for this person?",
        max_length=1000,
        error_messages={"required": "Enter why that service is right for this person"},
    )

    def __init__(self, *args, verbs: Collection[str], hints: dict[str, str] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        what = self.fields["what"]
        what.choices = [(verb, REFERRALS[verb].label) for verb in WAYS if verb in verbs]
        what.widget.hints = hints or {}

    @property
    def verb(self) -> str:
        return self.cleaned_data["what"]

    @property
    def values(self) -> dict[str, str]:
        answers = self.cleaned_data
        return {
            ACCEPT: {},
            NOT_ACCEPT: {"why": answers["why"], "explanation": answers["explanation"]},
            SEND_ON: {"service": answers["service"], "explanation": answers["why_sent_on"]},
        }[self.verb]
