from __future__ import annotations

import pgtrigger
from django.db import models

from partnership.measures.models.fields import measure_field


class Definition(models.Model):
    """How a measure was declared from a moment on. A new row is written when the declaration has changed.

    ``said`` is label → text, in the words of the page.
    """

    measure = measure_field()
    said = models.JSONField(default=dict)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["measure", "-noted_at", "-pk"]
        indexes = [models.Index(fields=["measure", "-noted_at"], name="measure_definition_latest")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.measure}, {self.noted_at:%-d %B %Y}"
