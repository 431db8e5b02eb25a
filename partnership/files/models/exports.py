"""A file that took too long to make while somebody waited for it."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q

from partnership.arithmetic import clock
from partnership.files.models.running import OwnedQuerySet, Running
from partnership.records.models import Record

KEPT = dt.timedelta(days=7)
LONGEST_QUERY = 2_000


def hidden_name(instance: Export, name: str) -> str:
    return f"exports/{uuid.uuid4()}"


class ExportQuerySet(OwnedQuerySet):
    def kept(self) -> ExportQuerySet:
        """Those that can still be downloaded, or are being made."""
        return self.filter(deleted_at=None, asked_at__gt=clock.now() - KEPT)

    def over(self) -> ExportQuerySet:
        """Those whose file is still there and should not be."""
        return self.exclude(file="").filter(Q(deleted_at__isnull=False) | Q(asked_at__lte=clock.now() - KEPT))


class Export(Record, Running):
    """The rows of one list, as they were when it was asked for. It belongs to one person and is kept for seven days.

    ``page``, ``arguments`` and ``query`` are the download page that it was asked for on: who may open that page may
    have the file, and is asked again each time. ``filters`` says the query in words.
    """

    page = models.CharField(max_length=80, help_text="URL name of the download")
    arguments = models.JSONField(default=dict, blank=True)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    title = models.CharField(max_length=120)
    filters = models.CharField(max_length=1000, blank=True)
    file_type = models.CharField(max_length=4, choices=[("csv", "CSV"), ("xlsx", "XLSX")])
    why = models.CharField("why it is needed", max_length=500)
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    file = models.FileField(upload_to=hidden_name, max_length=100, blank=True)
    file_name = models.CharField(max_length=120, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = "export"
        indexes = [models.Index(fields=["owner", "-asked_at"], name="export_of_owner")]

    @property
    def is_running(self) -> bool:
        return self.ready_at is None and self.deleted_at is None

    @property
    def is_ready(self) -> bool:
        return bool(self.file) and self.deleted_at is None and clock.now() < self.kept_until

    @property
    def kept_until(self) -> dt.datetime:
        return self.asked_at + KEPT

    @property
    def status(self) -> str:
        if self.deleted_at:
            return "Deleted"
        if self.is_ready:
            return "Ready"
        if self.has_stopped:
            return "Stopped"
        return "Being prepared" if self.ready_at is None else "Expired"
