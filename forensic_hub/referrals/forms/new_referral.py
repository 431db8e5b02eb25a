"""What is asked when a referral is logged, a page at a time. About the person asks ``partnership.people.forms``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django import forms

from forensic_hub.referrals.actions.duty import on_duty
from forensic_hub.referrals.clocks import rules_on
from forensic_hub.referrals.forms.documents import HAVE_IT, ChecklistForm
from forensic_hub.referrals.models import LegalStatus, TargetRule
from forensic_hub.referrals.vocabulary import (
    Need,
    Paper,
    Priority,
    SecurityAsked,
    Source,
    Step,
    Whereabouts,
    YesNoNotKnown,
)
from partnership.arithmetic import clock, words
from partnership.arithmetic.targets import due_on
from partnership.organisations.models import Organisation
from partnership.pages.forms import (
    CharacterCountField,
    Checkboxes,
    NhsDateField,
    NhsTimeField,
    PhoneField,
    PortalForm,
    Radios,
    UploadField,
)
from partnership.pages.forms.layout import Section, SideBySide
from partnership.pages.forms.text import NO_CLINICAL_NOTES

START_OF_DAY = dt.time(0)
LIKELY_RELEASE = (20, 50)
"""Years before this one, and after it: an earliest date that has passed long ago, a long sentence."""
FILE = "file_"
"""Prefix of the file that belongs to a document of the checklist."""


class ReferrerForm(PortalForm):
    one_of = ("referrer_phone", "referrer_email")
    layout = (
        Section("Where it comes from", "source", "organisation", "organisation_name"),
        Section("Contact", SideBySide("referrer_name", "referrer_job"), SideBySide("referrer_phone", "referrer_email")),
        Section("When it was received", SideBySide("received_on", "received_time")),
    )

    source = forms.ChoiceField(
        label="Source",
        choices=Source,
        widget=Radios(),
        error_messages={"required": "Select where the referral came from"},
    )
    organisation = forms.ModelChoiceField(
        label="Organisation",
        queryset=Organisation.objects.order_by("name"),
        required=False,
        empty_label="Not in this list",
        help_text="Prisons and courts are not in this list: enter their name below.",
    )
    organisation_name = forms.CharField(label="Organisation, if it is not in the list", max_length=120, required=False)
    referrer_name = forms.CharField(
        label="Referrer name",
        max_length=120,
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
        error_messages={"required": "Enter the referrer's name"},
    )
    referrer_job = forms.CharField(label="Job title", max_length=120, required=False)
    referrer_phone = PhoneField(
        label="Phone number", max_length=40, required=False, help_text="Enter a phone number, an email address or both"
    )
    referrer_email = forms.EmailField(label="Email address", max_length=254, required=False)
    received_on = NhsDateField(label="Date received", past=True, years=(10, 0), help_text="For example, 16 4 2018")
    received_time = NhsTimeField(label="Time received", required=False, help_text="For example, 9:32am")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = clock.today()

    def clean(self):
        typed = self.cleaned_data
        by_phone, by_email = typed.get("referrer_phone"), typed.get("referrer_email")
        if not (by_phone or by_email or self.errors.keys() & {"referrer_phone", "referrer_email"}):
            self.add_error("referrer_phone", "Enter a phone number or an email address")
        if typed.get("received_on") and self.received_at > clock.now():
            self.add_error("received_time", "Time received must be in the past")
        if typed.get("organisation"):
            typed["organisation_name"] = ""
        return typed

    @property
    def received_time_known(self) -> bool:
        return self.cleaned_data.get("received_time") is not None

    @property
    def received_at(self) -> dt.datetime:
        """The start of the day where the time is not known."""
        time = self.cleaned_data.get("received_time") or START_OF_DAY
        return dt.datetime.combine(self.cleaned_data["received_on"], time, tzinfo=clock.LONDON)


class NeedForm(PortalForm):
    """``received_on`` lets each priority say by when it is due."""

    priority = forms.ChoiceField(
        label="Priority", choices=Priority, widget=Radios(), error_messages={"required": "Select the priority"}
    )
    security_asked = forms.ChoiceField(
        label="Security level asked for",
        choices=SecurityAsked,
        widget=Radios(),
        error_messages={"required": "Select the security level asked for"},
    )
    reason = CharacterCountField(label="Reason for referral", max_length=2000, help_text=NO_CLINICAL_NOTES)
    needs = forms.MultipleChoiceField(label="Main needs", choices=Need, required=False, widget=Checkboxes())

    def __init__(self, *args, received_on: dt.date | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        received_on = received_on or clock.today()
        rules = rules_on(received_on)
        targets = {p.value: [rules.get((step, p.value)) for step in (Step.TRIAGE, Step.ASSESSMENT)] for p in Priority}
        hints = {priority: in_words(filter(None, found), received_on) for priority, found in targets.items()}
        self.fields["priority"].widget.hints = {priority: hint for priority, hint in hints.items() if hint}


def in_words(targets: Iterable[TargetRule], received_on: dt.date) -> str:
    """Triage in 2 working days, by 18 April 2018. Nothing while no target is in force."""
    return ". ".join(f"{target}, by {words.day(due_on(received_on, target.amount, target.unit))}" for target in targets)


class LegalForm(PortalForm):
    legal_status = forms.ModelChoiceField(
        label="Mental Health Act section or criminal status",
        queryset=LegalStatus.objects.all(),
        to_field_name="code",
        empty_label="Select a legal status",
        error_messages={
            "required": "Select the legal status",
            "invalid_choice": "Select the legal status",
        },
    )
    moj_restrictions = forms.ChoiceField(
        label="Ministry of Justice restrictions",
        choices=YesNoNotKnown,
        widget=Radios(inline=True),
        error_messages={"required": "Select whether Ministry of Justice restrictions apply"},
    )
    release_or_court_on = NhsDateField(
        label="Earliest date of release or next court date",
        required=False,
        help_text="For example, 16 7 2018",
        years=LIKELY_RELEASE,
    )
    whereabouts = forms.ChoiceField(
        label="Current location",
        choices=Whereabouts,
        widget=Radios(inline=True),
        error_messages={"required": "Select where the person is now"},
    )
    place_name = forms.CharField(
        label="Name of the place",
        max_length=120,
        help_text="For example, the name of the prison, or of the hospital and ward",
        error_messages={"required": "Enter the name of the place where the person is now"},
    )


class PapersForm(ChecklistForm):
    """The checklist, with the file itself wherever it is at hand."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for paper in Paper:
            answer, file = self.fields[paper.value], FILE + paper.value
            answer.widget = Radios(choices=answer.choices, reveals={HAVE_IT: file})
            self.fields[file] = UploadField(
                label=f"Upload the {paper.label.lower()}", required=False, help_text="PDF or DOCX, smaller than 10MB"
            )
        self.fields["hand_out"] = forms.ChoiceField(
            label="Who triages it?",
            choices=[("duty", "The officer on duty whose turn it is"), ("nobody", "Leave unassigned")],
            initial="duty",
            widget=Radios(hints={"duty": on_duty_in_words()}),
            error_messages={"required": "Select who triages it"},
        )

    def clean(self):
        for paper in Paper:
            if file := self.cleaned_data.get(FILE + paper.value):
                file.paper = paper.value
        return self.cleaned_data

    @property
    def papers(self) -> list[str]:
        return [paper.value for paper in Paper if self.cleaned_data.get(paper.value) == HAVE_IT]


def on_duty_in_words() -> str:
    names = [str(duty.officer) for duty in on_duty()]
    return f"On duty today: {words.listed(names)}" if names else "No one is on duty today, so it stays unassigned"
