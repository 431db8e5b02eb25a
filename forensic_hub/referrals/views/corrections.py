"""Correct this: the entry as it is, why it is wrong, and what it should be. Nothing is overwritten unseen."""

from __future__ import annotations

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
from forensic_hub.referrals.models import Assessment, InformationRequest, Note
from forensic_hub.referrals.views.record import OfReferral
from partnership.access.refusals import Refusal
from partnership.arithmetic import words
from partnership.pages.views import CorrectionPage
from partnership.work.views.wrong_person import WrongPerson


class OfRow(OfReferral):
    """What is put right: the referral itself, or something recorded on it."""

    argument = "row"
    action = staticmethod(corrections.correct)


class Correct(OfRow, CorrectionPage):
    pass


class ReferrerCorrect(Correct):
    form_class = ReferrerCorrectionForm
    title = "Correct who referred and when"


class NeedCorrect(Correct):
    form_class = NeedCorrectionForm
    title = "Correct what was asked for"


class LegalCorrect(Correct):
    form_class = LegalCorrectionForm
    title = "Correct the legal status"


class WrongPersonCorrect(OfRow, WrongPerson):
    pass


class DayZeroCorrect(Correct):
    form_class = DayZeroCorrectionForm
    title = "Correct day 0"
    checks_posts = True

    def check(self) -> None:
        if self.record.day_zero_on is None:
            raise Refusal("Day 0 is not set yet, so there is nothing to correct.")

    @property
    def hint(self) -> str:
        referral = self.record
        return f"{referral.day_zero_by} set it to {words.day(referral.day_zero_on)}: {referral.day_zero_why}"


class AssessmentCorrect(Correct):
    form_class = AssessmentCorrectionForm
    title = "Correct the assessment"
    after = "referral-assessment"

    @cached_property
    def subject(self) -> Assessment:
        took_place = self.record.assessments.filter(status=Assessment.Status.TOOK_PLACE)
        return get_object_or_404(took_place, pk=self.kwargs["pk"])


class RequestCorrect(Correct):
    form_class = RequestCorrectionForm
    title = "Correct when information was asked for"
    success = "The correction is saved. The clock follows it."

    @cached_property
    def subject(self) -> InformationRequest:
        return get_object_or_404(self.record.information_requests, pk=self.kwargs["pk"])

    @property
    def hint(self) -> str:
        return f"{self.subject}."


class NoteCorrect(Correct):
    form_class = NoteCorrectionForm
    title = "Correct this note"
    after = "referral-notes"

    @cached_property
    def subject(self) -> Note:
        return get_object_or_404(self.record.notes, pk=self.kwargs["pk"])
