"""What an uploaded file is, read from its contents and never from its name, and what it must still add up to."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import Any

from django.core.files import File

from forensic_hub.models.document import StoredFile
from forensic_hub.refusals import FileIsEmpty, FileTooBig, NotADocument
from partnership.pages.forms.uploads import KINDS, MEGABYTE

MOST_MEGABYTES = 10


def facts(file: File) -> dict[str, Any]:
    """The columns of a StoredFile that are read from the file. Refuses what is empty, too big, or no PDF or DOCX."""
    if not file.size:
        raise FileIsEmpty
    if file.size >= MOST_MEGABYTES * MEGABYTE:
        raise FileTooBig
    kind = next((kind for kind, is_one in KINDS.items() if is_one(file)), None)
    if kind is None:
        raise NotADocument
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
