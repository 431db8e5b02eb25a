"""Corrections: a new event with a reason. Nothing is overwritten without one, and the old value stays to be seen."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from partnership.access.refusals import Refusal
from partnership.records.guards import ThisTransaction, never_changed


class NothingToCorrect(Refusal):
    """A correction that would change nothing."""

    def __init__(self) -> None:
        super().__init__("Nothing in this correction differs from what is recorded. Change a value, or go back.")


class Correction(models.Model):
    """One corrected value of a record. Each app has its own table of these, scoped with the record that it follows."""

    class Why(models.TextChoices):
        WRONG_PERSON = "wrong_person", "Entered against the wrong person"
        WRONG_VALUE = "wrong_value", "Wrong date or value"
        TWICE = "twice", "Recorded twice"
        OTHER = "other", "Other"

    about = models.CharField(max_length=60, help_text="what was corrected, in the words of the page")
    field = models.CharField(max_length=60)
    old_value = models.TextField(blank=True)
    new_value = models.TextField(blank=True)
    why = models.CharField(max_length=16, choices=Why.choices)
    explanation = models.CharField(max_length=500)
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.about}: {self.get_why_display().lower()}"


class CorrectionOfRow(Correction):
    """One corrected value of a record or of something recorded on it.

    ``field`` is "referral.priority", "assessment.outcome", "note.text" or "decision", and ``row`` the number of the
    corrected row. The database lets a frozen column change only in the transaction that wrote such a correction.
    """

    row = models.BigIntegerField(editable=False)
    transaction = models.BigIntegerField(editable=False, db_default=ThisTransaction())

    class Meta:
        abstract = True
        ordering = ["-corrected_at", "-pk"]
        triggers = [never_changed()]
