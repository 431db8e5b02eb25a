from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from partnership.files.stored_files import StoredFile, place_of
from partnership.savings.models.month_figure import MonthFigure
from partnership.savings.models.saving import Saving


@pghistory.track(append_only=True)
class Evidence(StoredFile):
    """What shows that a saving was made: a file, or its address. Never deleted, only out of sight."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    saving = models.ForeignKey(Saving, models.PROTECT, related_name="evidence")
    figure = models.ForeignKey(MonthFigure, models.PROTECT, null=True, blank=True, related_name="evidence")
    link = models.URLField(max_length=500, blank=True)
    file = models.FileField(upload_to=place_of, blank=True)
    content_type = models.CharField(max_length=80, choices=StoredFile.ContentType, blank=True)
    size = models.PositiveIntegerField(default=0, help_text="in bytes")
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField("removed", null=True, blank=True)
    why_removed = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(link="") & ~Q(file="") & ~Q(sha256="")) | (~Q(link="") & Q(file="", sha256="")),
                name="evidence_is_a_link_or_a_file",
                violation_error_message="Enter a link or select a file",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None, why_removed="")
                | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(why_removed="")),
                name="evidence_says_why_it_was_removed",
            ),
        ]
        triggers = [pgtrigger.ReadOnly(name="kept_as_it_came", exclude=["removed_by", "removed_at", "why_removed"])]
