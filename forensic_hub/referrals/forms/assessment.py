"""Booking an access assessment, and recording what came of it."""

from __future__ import annotations

import datetime as dt

from django import forms

from forensic_hub.referrals.models import Assessment
from forensic_hub.referrals.vocabulary import (
    AssessmentHow,
    AssessmentOutcome,
    NotCompletedWhy,
    Risk,
    Setting,
)
from partnership.arithmetic import clock, words
from partnership.pages.forms import (
    CharacterCountField,
    Checkboxes,
    NhsDateField,
    NhsTimeField,
    PortalForm,
    Radios,
)
from partnership.pages.forms.layout import Rest, Section, SideBySide
from partnership.pages.forms.text import NO_CLINICAL_NOTES

NOT_COMPLETED = "not_completed"
OUTCOMES = [*AssessmentOutcome.choices, (NOT_COMPLETED, "Could not be completed")]
YES_NO = [("True", "Yes"), ("False", "No")]

FITS = {
    AssessmentOutcome.MEDIUM: (Setting.MEDIUM,),
    AssessmentOutcome.LOW: (Setting.LOW,),
    AssessmentOutcome.COMMUNITY: (Setting.COMMUNITY, Setting.SUPPORTED_HOUSING, Setting.STEP_DOWN),
}
"""The settings that go with what an assessment came to."""


def yes_or_no(value: object) -> bool:
    return str(value) == "True"


class BookingForm(PortalForm):
    layout = (SideBySide("assessor_name", "second_assessor_name"), SideBySide("date", "time"), Rest())

    assessor_name = forms.CharField(
        label="Assessor",
        max_length=120,
        help_text="A member of the out of area assessment team",
        widget=forms.TextInput(attrs={"list": "assessors", "spellcheck": "false"}),
        error_messages={"required": "Enter the assessor's name"},
    )
    second_assessor_name = forms.CharField(
        label="Second assessor",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "assessors", "spellcheck": "false"}),
    )
    date = NhsDateField(
        label="Date of assessment",
        help_text="For example, 24 4 2018",
        error_messages={"required": "Enter the date of the assessment"},
    )
    time = NhsTimeField(
        label="Time",
        help_text="For example, 9:30am",
        error_messages={"required": "Enter the time of the assessment"},
    )
    place = forms.CharField(label="Place", max_length=120, help_text="The prison, ward or clinic")
    how = forms.ChoiceField(
        label="How",
        choices=AssessmentHow,
        widget=Radios(inline=True),
        error_messages={"required": "Select how the assessment takes place"},
    )

    def clean(self):
        typed = self.cleaned_data
        day, time = typed.get("date"), typed.get("time")
        if day and (day < clock.today() or (time and self.planned_at <= clock.now())):
            self.add_error("date", "Date of assessment must be in the future")
        return typed

    @property
    def values(self) -> dict[str, object]:
        answers = {name: value for name, value in self.cleaned_data.items() if name not in ("date", "time")}
        return answers | {"planned_at": self.planned_at}

    @staticmethod
    def of(booked: Assessment) -> dict[str, object]:
        planned = clock.local(booked.planned_at)
        same = ("assessor_name", "second_assessor_name", "place", "how")
        return {name: getattr(booked, name) for name in same} | {"date": planned.date(), "time": planned.time()}

    @property
    def planned_at(self) -> dt.datetime:
        """The date and the time as the clock on a London wall will show them."""
        typed = self.cleaned_data
        return dt.datetime.combine(typed["date"], typed["time"], tzinfo=clock.LONDON)


class WhyAfterTargetForm(PortalForm):
    why_after_target = CharacterCountField(
        label="Why is the assessment after the target date?",
        max_length=500,
        error_messages={"required": "Enter the reason the assessment is after the target date"},
    )


class CancelBookingForm(PortalForm):
    why = CharacterCountField(
        label="Why is the booking cancelled?",
        max_length=500,
        error_messages={"required": "Enter why the booking is cancelled"},
    )


class OutcomeFields(PortalForm):
    """What an assessment that took place came to. Which answers are needed follows from the outcome."""

    mark_optional = False
    layout = (
        Section("Outcome", "took_place_on", "outcome"),
        Section("Recommendation", "recommended_setting", "gender_specific", "risks", "summary"),
    )

    took_place_on = NhsDateField(
        label="Date it took place", past=True, required=False, help_text="For example, 16 4 2018"
    )
    outcome = forms.ChoiceField(
        label="Outcome",
        choices=AssessmentOutcome,
        widget=Radios(),
        error_messages={"required": "Select the outcome of the assessment"},
    )
    recommended_setting = forms.ChoiceField(
        label="Recommended setting",
        choices=Setting,
        required=False,
        widget=Radios(),
        help_text="Skip this and the next question if there is no forensic need.",
    )
    gender_specific = forms.TypedChoiceField(
        label="Gender-specific service needed",
        choices=YES_NO,
        coerce=yes_or_no,
        empty_value=None,
        required=False,
        widget=Radios(inline=True),
    )
    risks = forms.MultipleChoiceField(
        label="Risks to consider for placement (optional)", choices=Risk, required=False, widget=Checkboxes()
    )
    summary = CharacterCountField(
        label="Recommendation summary", max_length=1000, required=False, help_text=NO_CLINICAL_NOTES
    )

    def __init__(self, *args, received_on: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.received_on = received_on

    @property
    def what_came_of_it(self) -> dict[str, object]:
        """The answers as the actions take them: no setting where no forensic need was found."""
        typed = {name: self.cleaned_data[name] for name in OutcomeFields.base_fields}
        if typed["outcome"] == AssessmentOutcome.NO_NEED:
            typed |= {"recommended_setting": "", "gender_specific": None}
        return typed

    @property
    def contradicts_itself(self) -> bool:
        """Whether the setting is another kind of care than the outcome speaks of: seldom meant, but it may be."""
        typed = self.cleaned_data
        fitting = FITS.get(typed["outcome"])
        return fitting is not None and typed["recommended_setting"] not in fitting

    def clean(self):
        took_place_on = self.cleaned_data.get("took_place_on")
        if took_place_on and took_place_on < self.received_on:
            day = words.day(self.received_on)
            self.add_error("took_place_on", f"Assessment date must be the same as or after {day}, the date received")
        outcome = self.cleaned_data.get("outcome")
        if outcome != NOT_COMPLETED:
            self.need("took_place_on", "Enter the date it took place")
            self.need("summary", "Enter the recommendation summary")
        if outcome not in (NOT_COMPLETED, AssessmentOutcome.NO_NEED):
            self.need("recommended_setting", "Select the recommended setting")
            self.need("gender_specific", "Select whether a gender-specific service is needed")
        return self.cleaned_data

    def need(self, name: str, sentence: str) -> None:
        if name not in self.errors and self.cleaned_data.get(name) in (None, ""):
            self.add_error(name, sentence)


class RecordAssessmentForm(OutcomeFields):
    """The same, or why there is no outcome."""

    field_order = ["took_place_on", "outcome", "why_not_completed", "not_completed_note"]

    why_not_completed = forms.ChoiceField(
        label="Why could it not be completed?",
        choices=[("", "Select a reason"), *NotCompletedWhy.choices],
        error_messages={"required": "Select why the assessment could not be completed"},
    )
    not_completed_note = CharacterCountField(label="What happened (optional)", max_length=500, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        outcome = self.fields["outcome"]
        outcome.choices = OUTCOMES
        outcome.widget.reveals = {NOT_COMPLETED: ("why_not_completed", "not_completed_note")}

    @property
    def verb(self) -> str:
        return "not_complete" if self.cleaned_data["outcome"] == NOT_COMPLETED else "assess"

    @property
    def values(self) -> dict[str, object]:
        if self.verb == "assess":
            return self.what_came_of_it
        return {"why": self.cleaned_data["why_not_completed"], "note": self.cleaned_data["not_completed_note"]}
