from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from partnership.measures.models.fields import measure_field


class AnnotationQuerySet(models.QuerySet):
    def on_the_chart(self) -> AnnotationQuerySet:
        return self.filter(removed_at=None)


@pghistory.track(append_only=True)
class Annotation(models.Model):
    """Something that happened on a day and is written on the chart. It is taken off, never deleted."""

    measure = measure_field()
    on = models.DateField("date")
    text = models.CharField("what happened", max_length=120)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField("written")
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField("taken off", null=True, blank=True)

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_by=None, removed_at=None) | Q(removed_by__isnull=False, removed_at__isnull=False),
                name="measure_annotation_says_who_took_it_off",
            )
        ]
        indexes = [models.Index(fields=["measure", "on"], name="measure_annotations")]
        triggers = [
            pgtrigger.ReadOnly(name="is_only_taken_off", exclude=["removed_by", "removed_at"]),
            pgtrigger.Protect(name="is_never_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.on:%-d %B %Y}: {self.text}"
