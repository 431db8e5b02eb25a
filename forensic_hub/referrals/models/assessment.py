from __future__ import annotations

import datetime as dt

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from forensic_hub.referrals import vocabulary as words
from forensic_hub.referrals.models.guards import changed_only_by_correction
from forensic_hub.referrals.models.referral import Referral
from partnership.arithmetic import clock

RECORDED = (
    "status", "took_place_on", "outcome", "recommended_setting", "gender_specific", "risks", "summary",
    "why_not_completed", "not_completed_note", "target_on", "recorded_by_id", "recorded_at", "assessor_name",
    "second_assessor_name", "planned_at", "place", "how",
)  # fmt: skip


@pghistory.track(append_only=True)
class Assessment(models.Model):
    """One appointment for an access assessment: booked, then recorded, cancelled or not completed.

    Once recorded it changes only through a correction. ``target_on`` is the day it was due when it took place, so that
    a later change of the target does not change whether this one was met.
    """

    class Status(models.TextChoices):
        BOOKED = "booked", "Booked"
        TOOK_PLACE = "took_place", "Took place"
        NOT_COMPLETED = "not_completed", "Could not be completed"
        CANCELLED = "cancelled", "Cancelled"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="assessments")
    status = models.CharField(max_length=16, choices=Status, default=Status.BOOKED)
    assessor_name = models.CharField("assessor", max_length=120)
    second_assessor_name = models.CharField("second assessor", max_length=120, blank=True)
    planned_at = models.DateTimeField("date and time")
    place = models.CharField(max_length=120)
    how = models.CharField(max_length=12, choices=words.AssessmentHow)
    why_after_target = models.CharField("why it is after the target date", max_length=500, blank=True)
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    booked_at = models.DateTimeField()
    why_cancelled = models.CharField(max_length=500, blank=True)

    took_place_on = models.DateField("date it took place", null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=words.AssessmentOutcome, blank=True)
    recommended_setting = models.CharField(max_length=20, choices=words.Setting, blank=True)
    gender_specific = models.BooleanField("gender-specific service needed", null=True, blank=True)
    risks = ArrayField(
        models.CharField(max_length=20, choices=words.Risk), verbose_name="risks to consider", default=list, blank=True
    )
    summary = models.TextField("recommendation summary", max_length=1000, blank=True)
    why_not_completed = models.CharField(max_length=12, choices=words.NotCompletedWhy, blank=True)
    not_completed_note = models.CharField("what happened", max_length=500, blank=True)
    target_on = models.DateField("was due", null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-planned_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(status="booked"),
                name="assessment_booked_once",
                violation_error_message="An assessment is already booked.",
            ),
            models.CheckConstraint(
                condition=~Q(status="took_place")
                | (Q(took_place_on__isnull=False, recorded_by__isnull=False) & ~Q(outcome="")),
                name="assessment_that_took_place_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(status="not_completed") | ~Q(why_not_completed=""),
                name="assessment_says_why_not_completed",
            ),
            models.CheckConstraint(
                condition=Q(risks__contained_by=words.Risk.values), name="assessment_risks_are_known"
            ),
        ]
        triggers = [
            changed_only_by_correction(
                name="frozen_once_recorded",
                row="assessment",
                referral="referral_id",
                columns=RECORDED,
                once="OLD.recorded_at IS NOT NULL",
            ),
        ]

    def __str__(self) -> str:
        return f"Assessment of {self.referral}"

    @property
    def day(self) -> dt.date:
        """The day it took place, or else is planned for."""
        return self.took_place_on or clock.local(self.planned_at).date()

    @property
    def met_target(self) -> bool | None:
        """None when it has not taken place, or no target was in force."""
        return self.took_place_on <= self.target_on if self.took_place_on and self.target_on else None

    @property
    def days_from_acceptance(self) -> int | None:
        accepted_at = self.referral.accepted_at
        if not (self.took_place_on and accepted_at):
            return None
        return (self.took_place_on - clock.local(accepted_at).date()).days
