"""A file that was sent to become records, and each of its rows."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count

from partnership.arithmetic import clock
from partnership.files.import_kinds import KINDS, Bucket, ImportKind, Row
from partnership.files.import_kinds.kinds import IMPORTED
from partnership.files.models.running import OwnedQuerySet, Running
from partnership.files.states import IMPORTS, RUNNING, WAITS_FOR_ITS_OWNER, ImportState
from partnership.records.models import Record

UNDO_WITHIN = dt.timedelta(hours=24)
NOT_TOLD = ["attempt", "heard_at", "rows_done", "rows_total", "file"]
"""Columns that say how far a job is: no history is kept of those."""


def hidden_name(instance: Import, name: str) -> str:
    """Nothing of the name that a stranger gave a file becomes a path."""
    return f"imports/{uuid.uuid4()}"


class ImportQuerySet(OwnedQuerySet):
    def waiting_for_their_owner(self) -> ImportQuerySet:
        return self.filter(state__in=WAITS_FOR_ITS_OWNER).exclude(file="")


@pghistory.track(append_only=True, exclude=NOT_TOLD)
class Import(Record, Running):
    """One upload, from the file to the records that it became. ``file`` is empty once it has been deleted.

    Its rows stand in ImportRow until they are deleted with the file; the counts stay.
    """

    kind = models.SlugField(max_length=40)
    file = models.FileField(upload_to=hidden_name, max_length=100, blank=True)
    file_name = models.CharField(max_length=200)
    file_type = models.CharField(max_length=4, choices=[("csv", "CSV"), ("xlsx", "XLSX")])
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    state = models.CharField("status", max_length=12, choices=ImportState, default=ImportState.UPLOADED)
    uploaded_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, help_text="how many rows are in each bucket", editable=False)

    objects = ImportQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = "import"
        triggers = [*Record.Meta.triggers, IMPORTS.trigger()]
        indexes = [models.Index(fields=["owner", "-uploaded_at"], name="import_of_owner")]

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def is_all_at_once(self) -> bool:
        return self.state in (ImportState.IMPORTING, ImportState.UNDOING)

    @property
    def definition(self) -> ImportKind | None:
        """What its kind is; None for one that is no longer imported."""
        return KINDS.get(self.kind)

    @property
    def label(self) -> str:
        return self.definition.label if self.definition else self.kind

    @property
    def to_import(self) -> int:
        """How many rows would become records, or did."""
        return sum(self.counts.get(bucket, 0) for bucket in (Bucket.NEW, Bucket.CHANGE, Bucket.CLOSE))

    @property
    def undo_until(self) -> dt.datetime | None:
        return self.completed_at + UNDO_WITHIN if self.completed_at else None

    def why_not_undone(self) -> str | None:
        """The sentence that says why an undo is not offered, or None when it is."""
        if self.definition is None or self.definition.undo is None:
            return "This kind of import cannot be undone. Correct the records instead."
        if self.undo_until is None or clock.now() > self.undo_until:
            return "An import can be undone for 24 hours. Correct the records instead."
        return None if self.file else "The rows of this import were deleted, so it cannot be undone."


class ImportRowQuerySet(models.QuerySet):
    def written(self, column: int) -> list[str]:
        """What stands in one column of those that became records, each once."""
        cells = self.filter(bucket__in=IMPORTED).order_by().values_list(f"cells__{column}", flat=True)
        return list(cells.distinct())

    def counted(self) -> dict[str, int]:
        """How many rows are in each bucket."""
        return dict(self.order_by().values_list("bucket").annotate(Count("pk")))


class ImportRow(models.Model):
    """One row of the file as it stands there, cut to the template's columns, and what was found of it.

    ``made`` is what it became, in the words of its kind.
    """

    upload = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("row")
    cells = ArrayField(models.TextField())
    bucket = models.CharField(max_length=12, choices=Bucket)
    title = models.CharField(max_length=250, blank=True)
    changes = models.JSONField(default=list)
    why = models.CharField(max_length=500, blank=True)
    errors = models.JSONField(default=list)
    made = models.CharField(max_length=1000, blank=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["upload", "bucket", "number"], name="import_row_of_bucket")]

    def __str__(self) -> str:
        return f"Row {self.number}"

    def read(self, kind: ImportKind) -> tuple[Row, Sequence[tuple[str, str]]]:
        """The row as its kind reads it today, and what is wrong in it."""
        row, errors = kind.read(self.number, self.cells)
        return Row(row.number, row.values, self.bucket, self.made), errors

    @property
    def error_lines(self) -> list[str]:
        """``Row 14 – COMPLETED_ON: Date completed must be a real date``, a line for each error."""
        return [f"Row {self.number} – {column}: {sentence}" if column else f"Row {self.number}: {sentence}"
                for column, sentence in self.errors]  # fmt: skip
