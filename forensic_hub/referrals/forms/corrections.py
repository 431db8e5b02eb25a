"""Putting right what was recorded on a referral: why, in words, and what it should be."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from forensic_hub.referrals.forms.assessment import OutcomeFields
from forensic_hub.referrals.forms.new_referral import LegalForm, NeedForm, ReferrerForm
from forensic_hub.referrals.forms.notes import NoteForm
from forensic_hub.referrals.forms.panels import settings_for
from forensic_hub.referrals.models import Assessment, Decision, InformationRequest, Referral
from forensic_hub.referrals.vocabulary import PanelOutcome, Setting
from partnership.arithmetic import clock
from partnership.pages.forms import CharacterCountField, NhsDateField, NhsTimeField, Radios
from partnership.pages.forms.corrections import CORRECTION, CorrectionForm


class ReferrerCorrectionForm(ReferrerForm, CorrectionForm):
    layout = (CORRECTION, *ReferrerForm.layout)

    @property
    def changes(self) -> dict[str, Any]:
        kept = {name: value for name, value in super().changes.items() if name not in ("received_on", "received_time")}
        return kept | {"received_at": self.received_at, "received_time_known": self.received_time_known}

    @staticmethod
    def of(referral) -> dict[str, Any]:
        received = clock.local(referral.received_at)
        same = ("source", "organisation", "organisation_name", "referrer_name", "referrer_job", "referrer_phone",
                "referrer_email")  # fmt: skip
        return {name: getattr(referral, name) for name in same} | {
            "received_on": received.date(),
            "received_time": received.time() if referral.received_time_known else None,
        }


class NeedCorrectionForm(NeedForm, CorrectionForm):
    def __init__(self, *args, row: Referral, **kwargs):
        super().__init__(*args, row=row, received_on=row.received_on, **kwargs)


class LegalCorrectionForm(LegalForm, CorrectionForm):
    pass


class DayZeroCorrectionForm(CorrectionForm):
    day_zero_on = NhsDateField(label="Day 0", past=True, error_messages={"required": "Enter day 0"})


class AssessmentCorrectionForm(OutcomeFields, CorrectionForm):
    layout = (CORRECTION, *OutcomeFields.layout)

    def __init__(self, *args, row: Assessment, **kwargs):
        super().__init__(*args, row=row, received_on=row.referral.received_on, **kwargs)

    @property
    def changes(self) -> dict[str, Any]:
        return self.what_came_of_it


class NoteCorrectionForm(NoteForm, CorrectionForm):
    """A note whose text is taken out is struck through."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False
        self.fields["text"].help_text = "Leave this empty to strike the note out."


class RequestCorrectionForm(CorrectionForm):
    """When information was asked for and, where the request has ended, when it did. Times are given to the minute."""

    sent_on = NhsDateField(label="Date sent", past=True, years=(10, 0))
    sent_time = NhsTimeField(label="Time sent")
    ended_on = NhsDateField(label="Date received or cancelled", past=True, years=(10, 0))
    ended_time = NhsTimeField(label="Time received or cancelled")

    def __init__(self, *args, row: InformationRequest, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        if row.ended_at is None:
            del self.fields["ended_on"], self.fields["ended_time"]

    @property
    def changes(self) -> dict[str, Any]:
        names = ("sent", "ended") if self.row.ended_at else ("sent",)
        return {f"{name}_at": self._typed(name) for name in names}

    def _typed(self, name: str) -> dt.datetime:
        return dt.datetime.combine(
            self.cleaned_data[f"{name}_on"], self.cleaned_data[f"{name}_time"], tzinfo=clock.LONDON
        )

    @staticmethod
    def of(request: InformationRequest) -> dict[str, Any]:
        moments = {"sent": request.sent_at, "ended": request.ended_at}
        local = {name: clock.local(at) for name, at in moments.items() if at}
        return {
            key: value
            for name, at in local.items()
            for key, value in ((f"{name}_on", at.date()), (f"{name}_time", at.time()))
        }


class DecisionCorrectionForm(CorrectionForm):
    mark_optional = False

    decision = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label="What did the panel decide?",
        choices=PanelOutcome,
        widget=Radios(),
        error_messages={"required": "Select what the panel decided"},
    )
    setting = forms.ChoiceField(
        label="Setting and security level",
        choices=[("", "Select a setting"), *Setting.choices],
        required=False,
        help_text="Only for a placement",
    )
    reason = CharacterCountField(label="Reason for the decision", max_length=1000)

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "decision"}

    @classmethod
    def of(cls, row: Decision) -> dict[str, Any]:
        return {"decision": row.pk, "outcome": row.outcome, "setting": row.setting, "reason": row.reason}

    def clean(self):
        typed = self.cleaned_data
        fitting = [value for value, _ in settings_for(typed.get("outcome", ""))]
        if typed.get("outcome") == PanelOutcome.PLACEMENT and typed.get("setting") not in fitting:
            self.add_error("setting", "Select the setting and security level")
        return typed
