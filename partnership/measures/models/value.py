from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from partnership.measures.models.fields import amount_field, first_of_a_month, measure_field


class ValueQuerySet(models.QuerySet):
    def current(self) -> ValueQuerySet:
        """Without what was corrected since."""
        return self.filter(superseded_at=None)

    def closed(self) -> ValueQuerySet:
        return self.filter(is_partial=False)

    def of_the_whole(self) -> ValueQuerySet:
        return self.filter(by="", part="")


class Value(models.Model):
    """One month of one measure: of the whole Partnership, or of one ``part`` of a breakdown ``by``.

    A closed month always has its row of the whole; without a ``value`` there was nothing to tell. A correction is a
    new version with a reason, next to the old. ``is_partial``: the month is not over yet, and the row is replaced
    whenever it is counted. ``recorded_by`` is empty where the portal counted.
    """

    measure = measure_field()
    month = models.DateField()
    by = models.CharField("broken down by", max_length=24, blank=True)
    part = models.CharField(max_length=60, blank=True)
    value = amount_field()
    numerator = amount_field()
    denominator = amount_field()
    is_partial = models.BooleanField("month not over", default=False)
    version = models.PositiveSmallIntegerField(default=1)
    why = models.CharField("why it was corrected", max_length=500, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField("corrected", null=True, blank=True)

    objects = ValueQuerySet.as_manager()

    class Meta:
        ordering = ["measure", "by", "part", "month", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "by", "month", "part"],
                condition=Q(superseded_at=None),
                name="measure_value_once_a_month",
                violation_error_message="Someone has recorded this month already. Open it again to see the value.",
            ),
            models.UniqueConstraint(
                fields=["measure", "by", "month", "part", "version"], name="measure_value_version_once"
            ),
            models.CheckConstraint(condition=~Q(why="") | Q(version=1), name="measure_value_corrected_says_why"),
            models.CheckConstraint(
                condition=Q(by="", part="") | (~Q(by="") & ~Q(part="")), name="measure_value_part_of_something"
            ),
            first_of_a_month("month", "measure_value_of_a_month"),
        ]
        indexes = [
            # What the pages of many measures read of all the years, without going to the rows themselves.
            models.Index(
                fields=["measure", "month"],
                include=["value"],
                condition=Q(by="", part="", superseded_at=None, is_partial=False),
                name="measure_value_of_the_whole",
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(name="is_only_superseded", exclude=["superseded_at"]),
            pgtrigger.Protect(
                name="is_superseded_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__superseded_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="closed_month_is_kept", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__is_partial=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.part} {self.month:%B %Y}".replace("  ", " ")
