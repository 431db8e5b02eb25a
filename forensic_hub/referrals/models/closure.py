from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from forensic_hub.referrals import vocabulary as words
from forensic_hub.referrals.models.referral import Referral


@pghistory.track(append_only=True)
class Closure(models.Model):
    """Why a referral ended without a placement, and, where it was, why it was reopened. At most one is open.

    It is kept as it was written; reopening is written once.
    """

    class How(models.TextChoices):
        NOT_ACCEPTED = "not_accepted", "Not accepted"
        SENT_ON = "sent_on", "Sent to another service"
        WITHDRAWN = "withdrawn", "Withdrawn"
        PANEL = "panel", "Not accepted by the panel"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="closures")
    how = models.CharField(max_length=12, choices=How)
    why = models.CharField(
        "reason", max_length=16, choices=[*words.NotAcceptedWhy.choices, *words.WithdrawnWhy.choices], blank=True
    )
    explanation = models.TextField(max_length=1000, blank=True)
    service = models.CharField("service it was sent to", max_length=120, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField("closed")
    reopened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reopened_at = models.DateTimeField("reopened", null=True, blank=True)
    why_reopened = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-closed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["referral"], condition=Q(reopened_at=None), name="closure_stands_once"),
            models.CheckConstraint(
                condition=(Q(how="sent_on") & ~Q(service="")) | (~Q(how="sent_on") & Q(service="")),
                name="closure_names_the_service_it_was_sent_to",
            ),
            models.CheckConstraint(
                condition=Q(how="not_accepted", why__in=words.NotAcceptedWhy.values)
                | Q(how="withdrawn", why__in=words.WithdrawnWhy.values)
                | Q(how__in=["sent_on", "panel"], why=""),
                name="closure_has_a_reason_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reopened_by=None, why_reopened="")
                | (Q(reopened_at__isnull=False, reopened_by__isnull=False) & ~Q(why_reopened="")),
                name="closure_says_why_it_was_reopened",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="kept_as_closed", exclude=["reopened_by", "reopened_at", "why_reopened"]),
            pgtrigger.Protect(
                name="reopened_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__reopened_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.get_how_display()
