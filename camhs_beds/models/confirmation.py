"""A ward's word that its beds are as the board says."""

from __future__ import annotations

import datetime as dt

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from camhs_beds.vocabulary import Accepting, AcceptingWhy
from partnership.organisations.models import Unit
from partnership.records.guards import never_changed


class ConfirmationQuerySet(models.QuerySet):
    def latest_of_each(self) -> ConfirmationQuerySet:
        """The last one of each unit that has any: one look into the index a unit."""
        last = self.model.objects.filter(unit=OuterRef("pk")).order_by("-at", "-pk").values("pk")[:1]
        units = Unit.objects.filter(service_line=Unit.ServiceLine.CAMHS).annotate(last=Subquery(last))
        return self.filter(pk__in=units.values("last"))


@pghistory.track(append_only=True)
class Confirmation(models.Model):
    """One confirmation. The counts are what the beds were at that moment, and add up to the commissioned beds."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="confirmations")
    at = models.DateTimeField("confirmed")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepting = models.CharField("can take an admission today", max_length=10, choices=Accepting)
    reasons = ArrayField(models.CharField(max_length=10, choices=AcceptingWhy), default=list, verbose_name="reasons")
    conditions = models.CharField(max_length=200, blank=True)
    observations = models.PositiveSmallIntegerField("young people on 1 to 1 or closer observations")
    expected_discharges = models.PositiveSmallIntegerField("expected discharges in the next 7 days")
    available = models.PositiveSmallIntegerField()
    reserved = models.PositiveSmallIntegerField()
    occupied = models.PositiveSmallIntegerField()
    on_leave = models.PositiveSmallIntegerField()
    out_of_service = models.PositiveSmallIntegerField()

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepting=Accepting.YES, reasons=[]) | (~Q(accepting=Accepting.YES) & ~Q(reasons=[])),
                name="confirmation_says_why_not",
                violation_error_message="Select the reason",
            ),
        ]
        indexes = [models.Index(F("unit"), F("at").desc(), F("id").desc(), name="confirmation_last_of_unit")]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.unit} confirmed"

    @property
    def beds(self) -> int:
        return self.available + self.reserved + self.occupied + self.on_leave + self.out_of_service

    @property
    def takes_admissions(self) -> bool:
        return self.accepting != Accepting.NO

    def is_stale(self, at: dt.datetime, within: dt.timedelta) -> bool:
        """Too old to be believed: older than the rule of that day allows."""
        return self.at + within < at
