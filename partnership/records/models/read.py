"""The read log: who has seen what. Rows are added, and nobody, in any role, changes or removes one."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Read(models.Model):
    """One page, search, print or file that showed records: of whom, to whom, in which role, when and why."""

    class How(models.TextChoices):
        LIST = "list", "Saw in a list"
        VIEW = "view", "Opened"
        SEARCH = "search", "Found by search"
        EXPORT = "export", "Downloaded"

    at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField(max_length=32)
    trust = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    how = models.CharField(max_length=8, choices=How.choices)
    policy = models.CharField("kind of record", max_length=32)
    references = ArrayField(models.CharField(max_length=20), verbose_name="records shown")
    route = models.CharField("page", max_length=200)
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-at"]), GinIndex(fields=["references"], name="read_references")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.user} {self.get_how_display().lower()} {', '.join(self.references)}"
