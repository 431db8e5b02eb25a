"""A time in which a bed could not be used."""

from __future__ import annotations

import datetime as dt

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from camhs_beds.models.bed import Bed
from camhs_beds.models.guards import never_while, works_out_the_bed
from camhs_beds.vocabulary import ClosedWhy
from partnership.arithmetic import clock
from partnership.organisations.models import Unit


class OutOfServiceQuerySet(models.QuerySet):
    def open(self) -> OutOfServiceQuerySet:
        return self.filter(ended_at=None)

    def during(self, start: dt.datetime, end: dt.datetime) -> OutOfServiceQuerySet:
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=start), start_at__lt=end)


@pghistory.track(append_only=True)
class OutOfService(models.Model):
    """From ``start_at`` until it is returned to service. ``expected_end_on`` is a hope; extending it says why.

    ``unit`` is the bed's, so that a ward reaches its own.
    """

    bed = models.ForeignKey(Bed, models.PROTECT, related_name="times_out_of_service")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    why = models.CharField("reason", max_length=12, choices=ClosedWhy)
    start_at = models.DateTimeField("from")
    expected_end_on = models.DateField("expected end")
    work_order = models.CharField("work order reference", max_length=40, blank=True)
    details = models.CharField(max_length=500, blank=True)
    why_extended = models.CharField("why it was extended", max_length=500, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    ended_at = models.DateTimeField("back in service", null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OutOfServiceQuerySet.as_manager()

    class Meta:
        ordering = ["-start_at", "-pk"]
        verbose_name_plural = "times out of service"
        constraints = [
            models.UniqueConstraint(
                fields=["bed"],
                condition=Q(ended_at=None),
                name="bed_is_out_of_service_once",
                violation_error_message="This bed is out of service already.",
            ),
            ExclusionConstraint(
                name="bed_out_of_service_at_no_two_times_at_once",
                expressions=[
                    ("bed", RangeOperators.EQUAL),
                    (
                        Func("start_at", "ended_at", function="tstzrange", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="This bed was out of service at that time already.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__gte=F("start_at")), name="out_of_service_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="out_of_service_says_who_ended_it",
            ),
        ]
        indexes = [models.Index(fields=["bed", "-start_at"], name="out_of_service_of_bed")]
        triggers = [
            never_while(
                name="never_while_occupied",
                other="camhs_beds_bedperiod",
                end="end_at",
                own_end="ended_at",
                sentence="This bed has a young person in it during that time",
            ),
            works_out_the_bed(),
        ]

    def __str__(self) -> str:
        return f"{self.bed}, out of service: {self.get_why_display().lower()}"

    @property
    def is_overdue(self) -> bool:
        """It should have been back by now."""
        return self.ended_at is None and self.expected_end_on < clock.today()
