"""A role given to a person, for a time."""

from __future__ import annotations

import datetime as dt

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Coalesce

from partnership.access import roles
from partnership.arithmetic import clock


class GrantQuerySet(models.QuerySet):
    def active(self, on: dt.date | None = None) -> GrantQuerySet:
        """Grants that hold on this day (today's, unless said otherwise): begun, not past their end, not ended early."""
        day = on or clock.today()
        return self.filter(starts_on__lte=day, ends_on__gte=day, ended_at=None, user__is_active=True)


@pghistory.track(append_only=True)
class Grant(models.Model):
    """One role, for one trust where the role belongs to one, from a first to a last day. Never changed, only ended."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=32, choices=roles.CHOICES)
    trust = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    why_ended = models.CharField(max_length=200, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["role", "trust", "starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="grant_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(role__in=roles.OF_A_TRUST, trust__isnull=False)
                | (~Q(role__in=roles.OF_A_TRUST) & Q(trust__isnull=True)),
                name="grant_names_a_trust_where_its_role_has_one",
            ),
            models.CheckConstraint(
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=models.F("user")),
                name="grant_is_not_given_to_oneself",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True) | Q(ended_at__isnull=False),
                name="grant_says_when_it_was_ended",
            ),
            ExclusionConstraint(
                name="grant_is_given_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Coalesce("trust", 0), RangeOperators.EQUAL),
                    (
                        Func(
                            "starts_on",
                            "ends_on",
                            models.Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role_held.label}, {self.trust.short_name}" if self.trust else self.role_held.label

    @property
    def role_held(self) -> roles.Role:
        return roles.ROLES[self.role]

    @property
    def is_active(self) -> bool:
        return self.ended_at is None and self.starts_on <= clock.today() <= self.ends_on
