"""The access assessment of a referral: booked, moved, cancelled and recorded."""

from __future__ import annotations

from typing import ClassVar

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from forensic_hub.referrals.actions import assessments
from forensic_hub.referrals.actions.assessments import Booking
from forensic_hub.referrals.forms.assessment import (
    BookingForm,
    CancelBookingForm,
    RecordAssessmentForm,
    WhyAfterTargetForm,
)
from forensic_hub.referrals.models import Assessment, ReferralCorrection
from forensic_hub.referrals.views.record import OfReferral, ReferralMove, ReferralPage
from forensic_hub.referrals.vocabulary import Step
from partnership.arithmetic import clock, words
from partnership.pages.values import Corrected, Link
from partnership.pages.views import ConfirmStep, MovePage, RecordFormPage

SUGGESTED_NAMES = 50
TWO_KINDS_OF_CARE = "The outcome and the recommended setting do not match"


class ReferralAssessment(ReferralPage):
    template_name = "forensic_hub/referral_assessment.html"

    def get_context_data(self, **kwargs):
        made = self.record.assessments.select_related("booked_by", "recorded_by", "referral")
        shown = [(one, [*self.corrected(one)], self.actions_on(one)) for one in made]
        return super().get_context_data(assessments=shown, why_none=self.why_none(), **kwargs)

    @cached_property
    def corrections(self) -> dict[tuple[int, str], ReferralCorrection]:
        """The latest of each value, by the number of its assessment and by what was corrected."""
        found = self.record.corrections.filter(field__startswith="assessment.")
        return {(one.row, one.about): one for one in reversed(found)}

    def corrected(self, assessment: Assessment):
        """What is known of it, each corrected value with the one that is struck through."""
        for label, value in facts_of(assessment):
            old = self.corrections.get((assessment.pk, label))
            yield label, Corrected(value, old.old_value, old.corrected_at, old.explanation) if old else value

    def actions_on(self, assessment: Assessment) -> list[Link]:
        if not self.may_edit or assessment.status != Assessment.Status.TOOK_PLACE:
            return []
        return [Link("Correct this", self.to_record("assessment-correct", pk=assessment.pk), "assessment")]

    def why_none(self) -> str:
        due = f" One is due by {words.day(self.record.due_on)}." if self.record.clock == Step.ASSESSMENT else ""
        return f"No assessment has been booked yet.{due if self.record.due_on else ''}"


def facts_of(assessment: Assessment) -> list[tuple[str, object]]:
    """What is known of one assessment, by how far it has come."""
    booked = [
        ("Date and time", assessment.planned_at),
        ("Place", assessment.place),
        ("How", assessment.get_how_display()),
        ("Assessor", assessment.assessor_name),
        ("Second assessor", assessment.second_assessor_name),
    ]
    if assessment.why_after_target:
        booked.append(("Why it is after the target date", assessment.why_after_target))
    return booked + {
        Assessment.Status.TOOK_PLACE: _outcome_of,
        Assessment.Status.NOT_COMPLETED: _why_not_completed,
        Assessment.Status.CANCELLED: lambda one: [("Why it was cancelled", one.why_cancelled)],
        Assessment.Status.BOOKED: lambda one: [],
    }[Assessment.Status(assessment.status)](assessment)


def _outcome_of(assessment: Assessment) -> list[tuple[str, object]]:
    labels = dict(assessment._meta.get_field("risks").base_field.choices)
    return [
        ("Date it took place", assessment.took_place_on),
        ("Outcome", assessment.get_outcome_display()),
        ("Recommended setting", assessment.get_recommended_setting_display()),
        ("Gender-specific service needed", assessment.gender_specific),
        ("Risks to consider", words.listed([str(labels[risk]) for risk in assessment.risks] or ["None"])),
        ("Recommendation summary", assessment.summary),
        ("From acceptance to assessment", _days(assessment.days_from_acceptance)),
        ("Target", _target(assessment)),
    ]


def _why_not_completed(assessment: Assessment) -> list[tuple[str, object]]:
    return [
        ("Why it could not be completed", assessment.get_why_not_completed_display()),
        ("What happened", assessment.not_completed_note),
    ]


def _days(number: int | None) -> str:
    return "" if number is None else f"{number} {words.plural(number, 'day')}"


def _target(assessment: Assessment) -> str:
    if assessment.met_target is None:
        return "No target was in force"
    return f"{'Met' if assessment.met_target else 'Missed'}: it was due by {words.day(assessment.target_on)}"


class OfBooking(OfReferral):
    """The assessment that is booked, or was last: an action refuses one that has ended, and says how."""

    argument = "assessment"

    @cached_property
    def subject(self) -> Assessment:
        return get_object_or_404(self.record.assessments.order_by("-pk")[:1])


class BookingPage(ConfirmStep):
    """A day after the target date is asked about once more, with the reason for it."""

    form_class = BookingForm
    template_name = "forensic_hub/assessment_book.html"
    confirm_template = "forensic_hub/assessment_after_target.html"
    why_so_far = ""

    @property
    def hint(self) -> str:
        return f"Target date is {words.day(self.record.due_on)}." if self.record.due_on else ""

    def needs_confirming(self, form) -> bool:
        return assessments.is_after_target(self.record, form.planned_at)

    def is_confirmed(self, form) -> bool:
        return super().is_confirmed(form) and self.why_form.is_valid()

    @cached_property
    def why_form(self) -> WhyAfterTargetForm:
        sent = self.request.POST if "confirmed" in self.request.POST else None
        return WhyAfterTargetForm(sent, initial={"why_after_target": self.why_so_far})

    def carried(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in super().carried() if name not in self.why_form.fields]

    def context(self, form) -> dict[str, object]:
        return {
            "confirm_title": "This assessment is after the target date",
            "confirm_button": "Yes, this is correct",
            "change_button": "Change the date",
            "confirm_form": self.why_form,
            "planned_on": clock.local(form.planned_at).date(),
        }

    def change(self, form) -> Assessment:
        """The reason goes along only where the date needs one."""
        typed = self.why_form.cleaned_data["why_after_target"] if self.why_form.is_valid() else self.why_so_far
        why = typed if self.needs_confirming(form) else ""
        return self.action(**self.made_on, booking=Booking(**form.values, why_after_target=why))

    def get_context_data(self, **kwargs):
        return super().get_context_data(assessors=self.assessors(), **kwargs)

    def assessors(self) -> list[str]:
        """Names to choose from while typing: those who were booked lately."""
        booked = self.permitted(Assessment).order_by("-pk").values_list("assessor_name", flat=True)
        return sorted(set(booked[: 4 * SUGGESTED_NAMES]))[:SUGGESTED_NAMES]


class AssessmentBook(BookingPage, ReferralMove):
    verb = "book"
    action = staticmethod(assessments.book)

    def get_success(self) -> str:
        return f"Assessment booked for {words.moment(self.changed.planned_at)}."


class AssessmentRebook(BookingPage, OfBooking, RecordFormPage):
    action = staticmethod(assessments.rebook)
    title = "Change the booking"
    button = "Save the booking"

    @property
    def why_so_far(self) -> str:
        return self.subject.why_after_target

    def get_initial(self):
        return super().get_initial() | BookingForm.of(self.subject)

    def get_success(self) -> str:
        return f"The assessment is now booked for {words.moment(self.changed.planned_at)}."


class AssessmentCancel(OfBooking, MovePage):
    verb = "cancel_booking"
    action = staticmethod(assessments.cancel_booking)
    form_class = CancelBookingForm

    @property
    def hint(self) -> str:
        booked = self.subject
        return f"{words.moment(booked.planned_at)}, {booked.place}, {booked.assessor_name}"


class AssessmentRecord(ConfirmStep, OfBooking, MovePage):
    """Asks once more about a setting that is another kind of care than the outcome speaks of."""

    verb = "assess"
    actions: ClassVar = {"assess": assessments.record, "not_complete": assessments.not_complete}
    form_class = RecordAssessmentForm
    title = "Record the assessment"
    button = "Save assessment"
    after = "referral-assessment"
    confirm_template = "forensic_hub/assessment_contradiction.html"

    @property
    def hint(self) -> str:
        return f"Booked for {words.moment(self.subject.planned_at)} with {self.subject.assessor_name}."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"received_on": self.record.received_on}

    def needs_confirming(self, form) -> bool:
        return form.contradicts_itself

    def context(self, form) -> dict[str, object]:
        rows = [(label, said) for label, said in form.answers() if label in ("Outcome", "Recommended setting")]
        return {"confirm_title": TWO_KINDS_OF_CARE, "confirm_button": "Yes, this is correct", "rows": rows}
