from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models

from forensic_hub.referrals.models.guards import changed_only_by_correction
from forensic_hub.referrals.models.referral import Referral


@pghistory.track(append_only=True)
class Note(models.Model):
    """A contact or a note on a referral, kept as it was written. A note whose text was corrected away is struck out."""

    class Kind(models.TextChoices):
        NOTE = "note", "Note"
        PHONE = "phone", "Phone call"
        EMAIL = "email", "Email"
        LETTER = "letter", "Letter"
        MEETING = "meeting", "Meeting"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=8, choices=Kind)
    contact = models.CharField("who it was with", max_length=120, blank=True)
    text = models.TextField("note", max_length=2000, blank=True)
    happened_on = models.DateField("date")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-happened_on", "-written_at", "-pk"]
        triggers = [
            changed_only_by_correction(
                name="kept_as_written",
                row="note",
                referral="referral_id",
                columns=["referral_id", "kind", "contact", "text", "happened_on", "written_by_id", "written_at"],
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_struck_out(self) -> bool:
        return not self.text
