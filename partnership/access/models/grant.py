"""A role given to a person, for a time."""

from __future__ import annotations

import datetime as dt

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Case, Func, Q, SmallIntegerField, When
from django.db.models.functions import Coalesce

from partnership.access import roles
from partnership.arithmetic import clock


def days_held() -> Func:
    """From the first to the last day, both included, as PostgreSQL's range."""
    return Func("starts_on", "ends_on", models.Value("[]"), function="daterange", output_field=DateRangeField())


class GrantQuerySet(models.QuerySet):
    def active(self, on: dt.date | None = None) -> GrantQuerySet:
        """Grants that hold on this day (today's, unless said otherwise): begun, not past their end, not ended early."""
        day = on or clock.today()
        return self.filter(starts_on__lte=day, ends_on__gte=day, ended_at=None, user__is_active=True)

    def not_over(self) -> GrantQuerySet:
        """Grants that hold today or will: neither ended early nor past their last day."""
        return self.filter(ended_at=None, ends_on__gte=clock.today())


@pghistory.track(append_only=True)
class Grant(models.Model):
    """One role, for one trust (and one unit) where the role belongs to one, from a first to a last day.

    Never changed, only ended.

    Not under row-level security: grants are what the scope of a request is worked out from.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=32, choices=roles.CHOICES)
    trust = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, blank=True, related_name="+")
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
        triggers = [
            pgtrigger.ReadOnly(name="only_ended", exclude=["ended_by", "ended_at", "why_ended"]),
            pgtrigger.Protect(
                name="ended_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__ended_at__isnull=False)
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="grant_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(role__in=roles.OF_A_TRUST, trust__isnull=False)
                | (~Q(role__in=roles.OF_A_TRUST) & Q(trust__isnull=True)),
                name="grant_names_a_trust_where_its_role_has_one",
            ),
            models.CheckConstraint(
                condition=Q(unit=None) | Q(role__in=roles.OF_A_UNIT),
                name="grant_names_a_unit_only_where_its_role_has_one",
            ),
            models.CheckConstraint(
                condition=Q(granted_by=None) | ~Q(granted_by=models.F("user")), name="grant_is_not_given_to_oneself"
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None) | ~Q(ended_by=models.F("user")), name="grant_is_not_ended_by_oneself"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, why_ended="")
                | (Q(ended_at__isnull=False) & ~Q(why_ended="")),
                name="grant_is_ended_with_a_reason",
            ),
            ExclusionConstraint(
                name="grant_is_given_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Coalesce("trust", 0), RangeOperators.EQUAL),
                    (Coalesce("unit", 0), RangeOperators.EQUAL),
                    (days_held(), RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_at=None),
                violation_error_message="They have this role already on some of these days.",
            ),
            ExclusionConstraint(
                name="grant_does_not_clash_with_the_guardian",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (
                        Case(
                            When(role=roles.SPEAK_UP_GUARDIAN.code, then=1), default=0, output_field=SmallIntegerField()
                        ),
                        RangeOperators.NOT_EQUAL,
                    ),
                    (days_held(), RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_at=None, role__in=roles.CODES_AROUND_THE_GUARDIAN),
                violation_error_message="A speak up guardian cannot also work in HR or as an administrator.",
            ),
        ]

    def __str__(self) -> str:
        place = self.unit or (self.trust.short_name if self.trust else "")
        return f"{self.role_held.label}, {place}" if place else self.role_held.label

    @property
    def role_held(self) -> roles.Role:
        return roles.ROLES[self.role]

    @property
    def is_active(self) -> bool:
        return self.ended_at is None and self.starts_on <= clock.today() <= self.ends_on

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None or self.ends_on < clock.today()
