"""The access assessment of a referral: booked, moved, cancelled and recorded."""

from __future__ import annotations

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
from forensic_hub.referrals.views.record import ReferralForm, ReferralPage
from forensic_hub.referrals.vocabulary import Step
from partnership.arithmetic import clock, words
from partnership.pages.banners import say_done
from partnership.pages.values import Corrected, Link
from partnership.pages.views import ConfirmStep

SUGGESTED_NAMES = 50
TWO_KINDS_OF_CARE = "The outcome and the recommended setting do not match"


class ReferralAssessment(ReferralPage):
    template_name = "forensic_hub/referral_assessment.html"

    def get_context_data(self, **kwargs):
        made = self.record.assessments.select_related("booked_by", "recorded_by", "referral")
        told = [(one, [*self.corrected(one)], self.actions_on(one)) for one in made]
        return super().get_context_data(assessments=told, why_none=self.why_none(), **kwargs)

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


class AssessmentBook(ConfirmStep, ReferralForm):
    """A day after the target date is asked about once more, with the reason for it."""

    form_class = BookingForm
    template_name = "forensic_hub/assessment_book.html"
    title = "Book an assessment"
    button = "Book assessment"
    confirm_template = "forensic_hub/assessment_after_target.html"

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

    why_so_far = ""

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

    def booking(self, form) -> Booking:
        """As the form has it; the reason only where the date needs one."""
        typed = {name: form.cleaned_data[name] for name in ("assessor_name", "second_assessor_name", "place", "how")}
        said = self.why_form.cleaned_data["why_after_target"] if self.why_form.is_valid() else self.why_so_far
        why = said if self.needs_confirming(form) else ""
        return Booking(**typed, planned_at=form.planned_at, why_after_target=why)

    def change(self, form) -> None:
        booked = assessments.book(**self.made_on, booking=self.booking(form))
        sentence = f"Assessment booked for {words.moment(booked.planned_at)}."
        say_done(self.request, sentence, undo_url=self.to_record("booking-undo"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(assessors=self.assessors(), **kwargs)

    def assessors(self) -> list[str]:
        """Names to choose from while typing: those who were booked lately."""
        booked = self.permitted(Assessment).order_by("-pk").values_list("assessor_name", flat=True)
        return sorted(set(booked[: 4 * SUGGESTED_NAMES]))[:SUGGESTED_NAMES]


class OfBooking(ReferralForm):
    """A page about the assessment that is booked, or was last: an action refuses one that has ended, and says how."""

    @cached_property
    def booked(self) -> Assessment:
        return get_object_or_404(self.record.assessments.order_by("-pk")[:1])


class AssessmentRebook(OfBooking, AssessmentBook):
    title = "Change the booking"
    button = "Save the booking"

    @property
    def why_so_far(self) -> str:
        return self.booked.why_after_target

    def get_initial(self):
        planned = clock.local(self.booked.planned_at)
        same = ("assessor_name", "second_assessor_name", "place", "how")
        now = {name: getattr(self.booked, name) for name in same}
        return super().get_initial() | now | {"date": planned.date(), "time": planned.time()}

    def change(self, form) -> None:
        moved = assessments.rebook(
            assessment=self.booked, booking=self.booking(form), by=self.principal, version=self.version
        )
        say_done(self.request, f"The assessment is now booked for {words.moment(moved.planned_at)}.")


class AssessmentCancel(OfBooking):
    form_class = CancelBookingForm
    title = "Cancel the booking"
    button = "Cancel the booking"
    success = "The booking is cancelled. An assessment is due again."

    @property
    def hint(self) -> str:
        return f"{words.moment(self.booked.planned_at)}, {self.booked.place}, {self.booked.assessor_name}"

    def change(self, form) -> None:
        assessments.cancel_booking(
            assessment=self.booked, why=form.cleaned_data["why"], by=self.principal, version=self.version
        )


class AssessmentRecord(ConfirmStep, OfBooking):
    """A setting that is another kind of care than the outcome speaks of is asked about once more."""

    form_class = RecordAssessmentForm
    title = "Record the assessment"
    button = "Save assessment"
    after = "referral-assessment"
    confirm_template = "forensic_hub/assessment_contradiction.html"

    @property
    def hint(self) -> str:
        return f"Booked for {words.moment(self.booked.planned_at)} with {self.booked.assessor_name}."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"received_on": self.record.received_on}

    def values_now(self) -> dict[str, object]:
        return {}

    def needs_confirming(self, form) -> bool:
        return form.contradicts_itself

    def context(self, form) -> dict[str, object]:
        rows = [(label, said) for label, said in form.answers() if label in ("Outcome", "Recommended setting")]
        return {"confirm_title": TWO_KINDS_OF_CARE, "confirm_button": "Yes, this is correct", "rows": rows}

    def change(self, form) -> None:
        given = {"assessment": self.booked, "by": self.principal, "version": self.version}
        if form.could_not_be_completed:
            typed = form.cleaned_data
            assessments.not_complete(**given, why=typed["why_not_completed"], note=typed["not_completed_note"])
            say_done(self.request, "Saved. An assessment is due again, and the clock is still running.")
        else:
            referral = assessments.record(**given, **form.what_came_of_it)
            say_done(self.request, f"Assessment recorded. {where_to(referral)}")


def where_to(referral) -> str:
    if referral.panel is None:
        return "It goes on the next panel, which has no date yet."
    return f"It is on the list of the panel on {words.day(referral.panel.meets_on)}."
