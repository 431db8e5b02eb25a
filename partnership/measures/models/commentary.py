from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models

from partnership.measures.models.fields import first_of_a_month, measure_field


class Commentary(models.Model):
    """What the owner says about a month. A later one of the same month replaces it on the page; none is ever changed.

    Without a ``text`` the owner has looked at the month and confirmed that there is nothing to say.
    """

    measure = measure_field()
    month = models.DateField()
    text = models.TextField("commentary", max_length=1000, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField("written")

    class Meta:
        verbose_name_plural = "commentaries"
        ordering = ["-month", "-written_at", "-pk"]
        constraints = [first_of_a_month("month", "measure_commentary_of_a_month")]
        indexes = [models.Index(fields=["measure", "-month", "-id"], name="measure_commentary_latest")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        return self.text or "No commentary"
