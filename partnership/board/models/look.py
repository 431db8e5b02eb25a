from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models


class Look(models.Model):
    """The moment up to which a person has seen what changed in their trust. Their latest one counts."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    trust = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "trust", "-at"], name="look_latest")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.user}, {self.at}"
