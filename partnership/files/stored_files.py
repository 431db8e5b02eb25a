"""Files that people attach to records: what is taken, what is kept of each, and where it lies.

They lie outside everything that is served, under names that say nothing. What a file is, is read from its contents.
"""

from __future__ import annotations

import hashlib
import uuid
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import models, transaction

from partnership.access.refusals import Refusal
from partnership.pages.forms.uploads import KINDS, MEGABYTE

MOST_MEGABYTES = 10


def place_of(file: StoredFile, name: str) -> str:
    """Where a file is kept: nothing of its own name, nor of what it is about, is in it."""
    key = uuid.uuid4().hex
    return f"{file._meta.app_label}/{key[:2]}/{key}"


class StoredFile(models.Model):
    """A file as it came: what it was called, what it is, and what it must still add up to."""

    class ContentType(models.TextChoices):
        PDF = "application/pdf", "PDF"
        DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX"

    file = models.FileField(upload_to=place_of)
    name = models.CharField("file name", max_length=200)
    content_type = models.CharField(max_length=80, choices=ContentType)
    size = models.PositiveIntegerField(help_text="in bytes")
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("uploaded")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


def facts(file: File) -> dict[str, Any]:
    """The columns of a StoredFile that are read from the file. Refuses what is empty, too big, or no PDF or DOCX."""
    if not file.size:
        raise Refusal("The selected file is empty")
    if file.size >= MOST_MEGABYTES * MEGABYTE:
        raise Refusal("The selected file must be smaller than 10MB")
    kind = next((kind for kind in StoredFile.ContentType.names if KINDS[kind](file)), None)
    if kind is None:
        raise Refusal("The selected file must be a PDF or DOCX")
    return {
        "name": PurePath(file.name or "").name[-200:],
        "content_type": StoredFile.ContentType[kind],
        "size": file.size,
        "sha256": _sha256(file),
    }


def _sha256(file: File) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def delete_file(record: Any) -> None:
    """Empties ``record.file``, and deletes the bytes once that is committed. The caller saves."""
    if record.file:
        name, storage = record.file.name, record.file.storage
        transaction.on_commit(lambda: storage.delete(name), robust=True)
        record.file = ""
