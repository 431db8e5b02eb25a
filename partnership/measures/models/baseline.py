from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partnership.measures.models.fields import first_of_a_month, measure_field

SETTLED = ("approved_by", "approved_at", "ended_by", "ended_at", "why_ended")


class BaselineQuerySet(models.QuerySet):
    def not_ended(self) -> BaselineQuerySet:
        """Neither declined nor undone."""
        return self.filter(ended_at=None)

    def approved(self) -> BaselineQuerySet:
        return self.not_ended().filter(approved_at__isnull=False)


@pghistory.track(append_only=True)
class Baseline(models.Model):
    """From ``month`` on, limits are recalculated: one person asks, another approves, either may end it.

    Ended before it is approved it was declined, afterwards it is undone. ``is_trial``: there were fewer than 13 points
    in the new segment when it was asked for. What was asked never changes.
    """

    measure = measure_field()
    month = models.DateField("limits are recalculated from")
    what_changed = models.CharField(max_length=250)
    evidence = models.CharField(max_length=500)
    is_trial = models.BooleanField("trial", default=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("asked")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField("approved", null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField("declined or undone", null=True, blank=True)
    why_ended = models.CharField("why", max_length=500, blank=True)

    objects = BaselineQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "month"],
                condition=Q(ended_at=None),
                name="measure_baseline_once_from_a_month",
                violation_error_message="The limits are already recalculated from this month, or someone has asked.",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | (Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_by=F("asked_by"))),
                name="measure_baseline_takes_two_people",
                violation_error_message="Someone other than the person who asked has to approve this.",
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None, ended_at=None, why_ended="")
                | (Q(ended_by__isnull=False, ended_at__isnull=False) & ~Q(why_ended="")),
                name="measure_baseline_ended_says_why",
            ),
            first_of_a_month("month", "measure_baseline_of_a_month"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="stays_as_asked", exclude=list(SETTLED)),
            pgtrigger.Protect(
                name="is_ended_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__ended_at__isnull=False)
            ),
            pgtrigger.Protect(name="is_never_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Limits from {self.month:%B %Y}"

    @property
    def is_waiting(self) -> bool:
        return self.approved_at is None and self.ended_at is None

    @property
    def in_force(self) -> bool:
        return self.approved_at is not None and self.ended_at is None

    @property
    def status(self) -> str:
        """In a word, for a tag."""
        if self.ended_at is not None:
            return "Undone" if self.approved_at else "Declined"
        return "Waiting for approval" if self.is_waiting else "Trial" if self.is_trial else "In use"
