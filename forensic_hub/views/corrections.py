"""Correct this: the entry as it stands, why it is wrong, and what it should be. Nothing is overwritten unseen."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from forensic_hub.actions import corrections
from forensic_hub.forms.corrections import (
    AssessmentCorrectionForm,
    DayZeroCorrectionForm,
    LegalCorrectionForm,
    NeedCorrectionForm,
    NoteCorrectionForm,
    ReferrerCorrectionForm,
)
from forensic_hub.models import Assessment
from forensic_hub.views.record import ReferralForm
from partnership.pages import words


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


class NoteCorrect(Correct):
    form_class = NoteCorrectionForm
    title = "Correct this note"
    after = "referral-notes"

    @cached_property
    def row(self):
        return get_object_or_404(self.record.notes, pk=self.kwargs["pk"])
