"""Files that belong to a referral. They lie outside everything that is served, under names that say nothing."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models

from forensic_hub.referrals.models.referral import Referral
from forensic_hub.referrals.vocabulary import Paper
from partnership.files.stored_files import StoredFile

FOLDER = "forensic"


def unspoken_name(file: StoredFile, name: str) -> str:
    """Where a file is kept: nothing of its own name, nor of the person, is in it."""
    key = uuid.uuid4().hex
    return f"{FOLDER}/{key[:2]}/{key}"


class FileOfAReferral(StoredFile):
    """``paper``: which document of the checklist it is, if any."""

    file = models.FileField(upload_to=unspoken_name)
    paper = models.CharField("document", max_length=24, choices=Paper, blank=True)

    class Meta:
        abstract = True


class Upload(FileOfAReferral):
    """A file of a referral that is still being written. It becomes a document when the referral is sent."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)


@pghistory.track(append_only=True)
class Document(FileOfAReferral):
    """A file of a referral. It is never deleted: one that should not be there is removed from sight, with a reason."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="documents")
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField("removed", null=True, blank=True)
    why_removed = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(removed_at=None, removed_by=None, why_removed="")
                | (models.Q(removed_at__isnull=False, removed_by__isnull=False) & ~models.Q(why_removed="")),
                name="document_says_why_it_was_removed",
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(name="kept_as_it_came", exclude=["removed_by", "removed_at", "why_removed"]),
        ]
