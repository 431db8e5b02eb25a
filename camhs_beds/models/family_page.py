"""A unit in plain English, for the young person and their family. Anybody may read it; it says nothing of anybody."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models

from partnership.organisations.models import Unit

PARTS = ("about", "visiting", "what_to_bring", "getting_there", "who_to_ask")


@pghistory.track(append_only=True)
class FamilyPage(models.Model):
    """Shared by everybody, so not under row-level security; ``actions.family_pages`` says who may change it."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="family_page")
    about = models.TextField("what the unit is", max_length=2000)
    visiting = models.TextField(max_length=2000)
    what_to_bring = models.TextField("what to bring", max_length=2000)
    getting_there = models.TextField("how to get there", max_length=2000)
    who_to_ask = models.TextField("who to ask", max_length=2000)
    version = models.PositiveIntegerField(default=1, editable=False)
    edited_at = models.DateTimeField()
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["unit"]

    def __str__(self) -> str:
        return f"{self.unit}, for families"
