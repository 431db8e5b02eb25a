"""What a member of staff agreed to: which trust may read their passport, what for, from when and until when."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from partnership.arithmetic import clock
from partnership.organisations.models import Organisation
from workforce.staff.models import StaffMember


class ShareQuerySet(models.QuerySet):
    def live(self) -> ShareQuerySet:
        """Those that open a passport today."""
        today = clock.today()
        return self.filter(ended_at=None, starts_on__lte=today, ends_on__gte=today)


@pghistory.track(append_only=True)
class Share(models.Model):
    """Open from ``starts_on`` to ``ends_on``, both included, unless the person ended it before."""

    staff_member = models.ForeignKey(StaffMember, models.PROTECT, related_name="shares")
    with_trust = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="trust")
    purpose = models.CharField(max_length=300)
    starts_on = models.DateField("from")
    ends_on = models.DateField("until")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-pk"]
        indexes = [models.Index(fields=["staff_member", "with_trust"], name="shares_of_a_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="share_ends_after_it_starts",
                violation_error_message="The last day must be the same as or after the first day.",
            ),
            ExclusionConstraint(
                name="share_once_at_a_time_with_a_trust",
                expressions=[
                    ("staff_member", RangeOperators.EQUAL),
                    ("with_trust", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_on"), F("ends_on"), Value("[]"),
                            function="daterange", output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(ended_at=None),
                violation_error_message="You already share your passport with this trust on some of these days. "
                "Stop that share first.",
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.ReadOnly(name="is_only_ended", exclude=["ended_at"]),
            pgtrigger.Protect(
                name="is_ended_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__ended_at__isnull=False)
            ),
            pgtrigger.Trigger(
                name="is_given_by_the_person",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                        SELECT FROM staff_staffmember AS person
                        WHERE person.id = NEW.staff_member_id AND person.user_id = NEW.given_by_id
                        AND person.trust_id <> NEW.with_trust_id
                    ) THEN
                        RAISE EXCEPTION 'Only the person shares their passport, and with another trust';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"Shared with {self.with_trust}"

    @property
    def state(self) -> str:
        """ "Open", "Stopped", "Over" or "Not yet"."""
        if self.ended_at:
            return "Stopped"
        if self.ends_on < clock.today():
            return "Over"
        return "Not yet" if self.starts_on > clock.today() else "Open"
