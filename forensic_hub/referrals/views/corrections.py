"""Correct this: the entry as it stands, why it is wrong, and what it should be. Nothing is overwritten unseen."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from forensic_hub.referrals.actions import corrections
from forensic_hub.referrals.forms.corrections import (
    AssessmentCorrectionForm,
    DayZeroCorrectionForm,
    LegalCorrectionForm,
    NeedCorrectionForm,
    NoteCorrectionForm,
    ReferrerCorrectionForm,
    RequestCorrectionForm,
)
from forensic_hub.referrals.models import Assessment, InformationRequest
from forensic_hub.referrals.views.record import ReferralForm
from partnership.arithmetic import words
from partnership.pages.values import NhsNumber
from partnership.pages.views import ConfirmStep
from partnership.people import lookup
from partnership.people.forms import WrongPersonForm
from partnership.people.models import Person
from partnership.people.naming import named
from partnership.work.search import Words


class Correct(ReferralForm):
    """One entry, ``row``, and the form that puts it right."""

    button = "Save correction"
    success = "The correction is saved. The old value stays in the history."

    @property
    def row(self):
        return self.record

    def get_initial(self):
        return super().get_initial() | self.get_form_class().of(self.row)

    def change(self, form) -> None:
        corrections.correct(
            row=self.row,
            changes=form.changes,
            why=form.cleaned_data["why"],
            explanation=form.cleaned_data["explanation"],
            by=self.principal,
            version=self.version,
        )


class ReferrerCorrect(Correct):
    form_class = ReferrerCorrectionForm
    title = "Correct who referred and when"


class NeedCorrect(Correct):
    form_class = NeedCorrectionForm
    title = "Correct what was asked for"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"received_on": self.record.received_on}


class LegalCorrect(Correct):
    form_class = LegalCorrectionForm
    title = "Correct the legal status"


class DayZeroCorrect(Correct):
    form_class = DayZeroCorrectionForm
    title = "Correct day 0"

    @property
    def hint(self) -> str:
        referral = self.record
        if referral.day_zero_on is None:
            raise Http404
        return f"{referral.day_zero_by} set it to {words.day(referral.day_zero_on)}: {referral.day_zero_why}"


class AssessmentCorrect(Correct):
    form_class = AssessmentCorrectionForm
    title = "Correct the assessment"
    after = "referral-assessment"

    @cached_property
    def row(self) -> Assessment:
        took_place = self.record.assessments.filter(status=Assessment.Status.TOOK_PLACE)
        return get_object_or_404(took_place, pk=self.kwargs["pk"])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"received_on": self.record.received_on}


class RequestCorrect(Correct):
    form_class = RequestCorrectionForm
    title = "Correct when information was asked for"
    success = "The correction is saved. The clock follows it."

    @cached_property
    def row(self) -> InformationRequest:
        return get_object_or_404(self.record.information_requests, pk=self.kwargs["pk"])

    @property
    def hint(self) -> str:
        return f"{self.row}."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.row}


class WrongPersonCorrect(ConfirmStep, Correct):
    """The right person is shown before the referral, and with it who may see it, goes to them."""

    form_class = WrongPersonForm
    title = "Correct who this referral is about"
    button = "Continue"
    confirm_template = "forensic_hub/referral_person_confirm.html"

    @property
    def hint(self) -> str:
        return f"Recorded against {named(self.record.person).in_words}, {self.record.person}."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"find": self.find}

    def find(self, typed: str) -> Person | None:
        said, people = Words(typed), lookup.visible(self.principal)
        if said.nhs_number:
            return people.filter(nhs_number=said.nhs_number).first()
        return people.filter(reference=said.reference).first()

    def values_now(self) -> dict[str, object]:
        return {}

    def needs_confirming(self, form) -> bool:
        return form.cleaned_data["person"] != self.record.person

    def context(self, form) -> dict[str, object]:
        person = form.cleaned_data["person"]
        self.shows([person.reference])
        return {
            "confirm_title": "Is this the right person?",
            "confirm_button": "Yes, this is the right person",
            "rows": [("Name", named(person).who), ("Reference", person.reference),
                     ("Date of birth", person.date_of_birth),
                     ("NHS number", NhsNumber(person.nhs_number) if person.nhs_number else ""),
                     ("Home borough", person.home), ("Responsible trust", person.responsibility)],
            "moves": f"{self.record} and everything recorded on it will be about this person.",
        }  # fmt: skip


class NoteCorrect(Correct):
    form_class = NoteCorrectionForm
    title = "Correct this note"
    after = "referral-notes"

    @cached_property
    def row(self):
        return get_object_or_404(self.record.notes, pk=self.kwargs["pk"])
