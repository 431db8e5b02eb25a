from __future__ import annotations

from django.conf import settings
from django.db import models

from partnership.measures.models.fields import measure_field
from partnership.organisations.models import Dated, no_overlap


class Target(Dated):
    """What a measure should reach, from a day on. A month has the target of its first day."""

    measure = measure_field()
    value = models.DecimalField("target", max_digits=20, decimal_places=6)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta(Dated.Meta):
        abstract = False
        ordering = ["measure", "-valid_from"]
        constraints = [*Dated.Meta.constraints, no_overlap(["measure"], name="measure_target_once_at_a_time")]

    def __str__(self) -> str:
        return f"{self.measure} from {self.valid_from:%-d %B %Y}"
