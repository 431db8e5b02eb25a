"""Facts and rules that hold for a time: who runs a place, a target, a price, a threshold.

A change is a new row. A past one is never edited, so a figure worked out for a past day comes out the same for ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q


class DatedQuerySet(models.QuerySet):
    def on(self, day: date) -> DatedQuerySet:
        """The rows that hold on this day."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=day), valid_from__lte=day)


class Dated(models.Model):
    """Holds from `valid_from`, and from `valid_until` on no longer; without it, until further notice.

    The database lets `valid_until` be set, once, and refuses every other change and removal: use `actions.dated`.
    A row ended on the day that it begins never holds, which is how a mistake is taken back.
    A model that adds constraints or triggers keeps these: `constraints = [*Dated.Meta.constraints, no_overlap(…)]`.
    """

    valid_from = models.DateField("from")
    valid_until = models.DateField("until", null=True, blank=True)
    source = models.CharField(max_length=200)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        get_latest_by = "valid_from"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(name="is_only_ended", exclude=["valid_until"]),
            pgtrigger.Protect(
                name="is_ended_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__valid_until__isnull=False)
            ),
            pgtrigger.Protect(name="is_never_removed", operation=pgtrigger.Delete),
        ]

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


def no_overlap(fields: Sequence[str], *, name: str, condition: Q | None = None) -> ExclusionConstraint:
    """At most one row at a time for each combination of `fields`, among the rows of the `condition`."""
    time = Func("valid_from", "valid_until", function="daterange", output_field=DateRangeField())
    return ExclusionConstraint(
        name=name,
        condition=condition,
        expressions=[*((field, RangeOperators.EQUAL) for field in fields), (time, RangeOperators.OVERLAPS)],
        violation_error_message="This overlaps another period. End that one first",
    )
