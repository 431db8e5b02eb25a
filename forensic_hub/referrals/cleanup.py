"""Files that belong to nothing: sent for a referral that was never finished, or left when saving them was undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.db import transaction

from forensic_hub.referrals.models import Document, Upload
from forensic_hub.referrals.models.document import FOLDER
from partnership.arithmetic import clock
from partnership.work.cleanup import Cleanup, register_cleanup
from partnership.work.models import Draft

A_DAY = dt.timedelta(days=1)
"""Nothing younger is touched: the draft or the row that it belongs to may still be on its way."""


def abandoned_uploads() -> int:
    """Of no draft any more. The bytes go once that is committed."""
    of_drafts = {key for draft in Draft.objects.filter(became="") for key in draft.file_keys}
    old = Upload.objects.filter(uploaded_at__lt=clock.now() - A_DAY).exclude(pk__in=of_drafts)
    for upload in old:
        transaction.on_commit(partial(default_storage.delete, str(upload.file.name)), robust=True)
    return old.delete()[0]


def files_without_a_row() -> int:
    kept = {name for model in (Document, Upload) for name in model.objects.values_list("file", flat=True)}
    left = [name for name in _files() if name not in kept and _is_old(name)]
    for name in left:
        default_storage.delete(name)
    return len(left)


def _files() -> Iterator[str]:
    """Every file that the hub keeps, by its name in the storage."""
    if not default_storage.exists(FOLDER):
        return
    for folder in default_storage.listdir(FOLDER)[0]:
        place = PurePosixPath(FOLDER, folder)
        yield from (str(place / name) for name in default_storage.listdir(str(place))[1])


def _is_old(name: str) -> bool:
    return default_storage.get_modified_time(name) < clock.now() - A_DAY


register_cleanup(Cleanup("abandoned uploads", abandoned_uploads))
register_cleanup(Cleanup("files without a row", files_without_a_row))
