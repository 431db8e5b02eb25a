"""Asking the referrer for what is missing. While a request is open, the clock is paused."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from forensic_hub.referrals.models.guards import changed_only_by_correction
from forensic_hub.referrals.models.referral import Referral
from forensic_hub.referrals.vocabulary import Paper
from partnership.arithmetic import clock
from partnership.arithmetic.targets import Pause
from partnership.records.guards import never_changed

CHASES_BEFORE_THE_LEAD_IS_TOLD = 3
SENT = ("referral_id", "sent_to", "message", "sent_by_id", "sent_at", "chase_every")
ENDED = ("chase_on", "ending", "ended_by_id", "ended_at", "why_cancelled")


class InformationRequestQuerySet(models.QuerySet):
    def open(self) -> InformationRequestQuerySet:
        return self.filter(ended_at=None)


@pghistory.track(append_only=True)
class InformationRequest(models.Model):
    """One request, from the moment it was sent to the moment everything was received or it was cancelled."""

    class ChaseEvery(models.IntegerChoices):
        TWO, FIVE, TEN = (2, "2 working days"), (5, "5 working days"), (10, "10 working days")

    class Ending(models.TextChoices):
        RECEIVED = "received", "Received"
        CANCELLED = "cancelled", "Cancelled"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="information_requests")
    sent_to = models.EmailField("sent to")
    message = models.TextField(max_length=2000, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("sent")
    chase_every = models.PositiveSmallIntegerField("chase again in", choices=ChaseEvery)
    chase_on = models.DateField("chase on")
    ending = models.CharField(max_length=12, choices=Ending, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField("received or cancelled", null=True, blank=True)
    why_cancelled = models.CharField(max_length=500, blank=True)

    objects = InformationRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(ended_at=None),
                name="information_request_open_once",
                violation_error_message="Information has already been asked for.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__gte=models.F("sent_at")), name="information_request_ends_later"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ending="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ending="")),
                name="information_request_says_how_it_ended",
            ),
        ]
        indexes = [models.Index(fields=["chase_on"], name="information_to_chase", condition=Q(ended_at=None))]
        triggers = [
            changed_only_by_correction(
                name="kept_as_sent", row="informationrequest", referral="referral_id", columns=SENT
            ),
            changed_only_by_correction(
                name="frozen_once_ended",
                row="informationrequest",
                referral="referral_id",
                columns=ENDED,
                once="OLD.ended_at IS NOT NULL",
            ),
        ]

    def __str__(self) -> str:
        return f"Request to {self.sent_to}"

    @property
    def pause(self) -> Pause:
        ended_on = clock.local(self.ended_at).date() if self.ended_at else None
        return Pause(clock.local(self.sent_at).date(), ended_on)


@pghistory.track(append_only=True)
class RequestedItem(models.Model):
    """One thing asked for: a document of the checklist, or something else in words."""

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="items")
    paper = models.CharField("document", max_length=24, choices=Paper, blank=True)
    other = models.CharField(max_length=200, blank=True)
    received_on = models.DateField("received", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paper="") & ~Q(other="") | ~Q(paper="") & Q(other=""), name="requested_item_is_one_thing"
            ),
            models.UniqueConstraint(fields=["request", "paper"], condition=~Q(paper=""), name="requested_item_once"),
        ]

    def __str__(self) -> str:
        return self.other or self.get_paper_display()


@pghistory.track(append_only=True)
class Chase(models.Model):
    """A reminder, by phone or email. The hub lead is notified of the third."""

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="chases")
    number = models.PositiveSmallIntegerField()
    note = models.CharField("what was said", max_length=500, blank=True)
    chased_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    chased_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["request", "number"], name="chase_once")]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"Chase {self.number}"
