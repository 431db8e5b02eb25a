"""A bed held for a request, for a time that ends by itself."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from camhs_beds.models.bed import Bed
from camhs_beds.models.bed_request import BedRequest
from camhs_beds.models.guards import works_out_the_bed
from camhs_beds.vocabulary import ReservationEnd
from partnership.arithmetic import clock
from partnership.organisations.models import Unit


class ReservationQuerySet(models.QuerySet):
    def live(self) -> ReservationQuerySet:
        """Neither ended by anybody nor run out."""
        return self.filter(ended_at=None, until__gt=clock.now())


@pghistory.track(append_only=True)
class Reservation(models.Model):
    """Live until ``until`` on the clock: nobody and no job has to end it, and one that has run out blocks nothing.

    The next who takes the bed writes down that it ran out. ``unit`` is the bed's. The explanation is that of the match.
    """

    bed = models.ForeignKey(Bed, models.PROTECT, related_name="reservations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    request = models.ForeignKey(BedRequest, models.PROTECT, related_name="reservations")
    reserved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reserved_at = models.DateTimeField("reserved")
    until = models.DateTimeField("reserved until")
    explanation = models.JSONField("why this bed", default=list)
    why_extended = models.CharField("why it was extended", max_length=500, blank=True)
    ending = models.CharField(max_length=8, choices=ReservationEnd, blank=True)
    ended_at = models.DateTimeField("ended", null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    why_released = models.CharField(max_length=500, blank=True)

    objects = ReservationQuerySet.as_manager()

    class Meta:
        ordering = ["-reserved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bed"],
                condition=Q(ended_at=None),
                name="bed_is_reserved_once",
                violation_error_message="This bed has just been reserved for another request. Choose another bed.",
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(ended_at=None),
                name="request_has_one_reservation",
                violation_error_message="A bed has just been reserved for this request.",
            ),
            models.CheckConstraint(condition=Q(until__gt=F("reserved_at")), name="reservation_lasts"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="") | (Q(ended_at__isnull=False) & ~Q(ending="")),
                name="reservation_says_how_it_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["request", "-reserved_at"], name="reservation_of_request"),
            models.Index(fields=["bed", "ended_at"], name="reservation_over"),  # since when a bed is free (guards)
        ]
        triggers = [works_out_the_bed()]

    def __str__(self) -> str:
        return f"{self.bed}, reserved for {self.request}"

    @property
    def is_live(self) -> bool:
        return self.ended_at is None and self.until > clock.now()

    @property
    def has_run_out(self) -> bool:
        return self.ending == ReservationEnd.RAN_OUT or (self.ended_at is None and self.until <= clock.now())
