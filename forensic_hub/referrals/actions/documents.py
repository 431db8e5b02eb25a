"""Files of a referral: stored while it is written, attached when it is sent, removed from sight with a reason."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from functools import partial

from django.core.files import File
from django.db import transaction

from forensic_hub.referrals.actions.moving import resave
from forensic_hub.referrals.models import Document, Referral, Upload
from forensic_hub.referrals.policy import REFERRAL
from forensic_hub.referrals.states import EDIT
from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.arithmetic.words import moment
from partnership.files.stored_files import facts
from partnership.records.states import lock


@transaction.atomic
def store_upload(*, file: File, paper: str, by: Principal) -> Upload:
    """Stores a file for a referral that is still being written. Refuses what is no PDF or DOCX, empty or too big."""
    REFERRAL[Action.NEW].demand(by)
    return Upload.objects.create(**facts(file), file=file, paper=paper, uploaded_by=by.actor, uploaded_at=clock.now())


@transaction.atomic
def discard_upload(*, key: uuid.UUID, by: Principal) -> None:
    """Drops one's own file that has not been attached yet, and the bytes with it."""
    upload = Upload.objects.filter(key=key, uploaded_by=by.actor).first()
    if upload:
        transaction.on_commit(partial(upload.file.storage.delete, str(upload.file.name)), robust=True)
        upload.delete()


def attach(referral: Referral, uploads: Collection[uuid.UUID], by: Principal) -> None:
    """Files that this person uploaded become documents of a referral: the same bytes, under the same hidden name."""
    for upload in Upload.objects.filter(key__in=uploads, uploaded_by=by.actor).order_by("uploaded_at"):
        Document.objects.create(
            key=upload.key, referral=referral, file=upload.file.name, name=upload.name, size=upload.size,
            content_type=upload.content_type, sha256=upload.sha256, paper=upload.paper, uploaded_by=upload.uploaded_by,
            uploaded_at=upload.uploaded_at,
        )  # fmt: skip
        upload.delete()


@transaction.atomic
def add(*, referral: Referral, file: File, paper: str, by: Principal) -> Document:
    """Adds a file to a referral, and ticks it on the checklist where it is there. Refuses as ``store_upload`` does."""
    locked = lock(referral, EDIT, by)
    document = Document.objects.create(
        **facts(file), referral=locked, file=file, paper=paper, uploaded_by=by.actor, uploaded_at=clock.now()
    )
    if paper and paper not in locked.papers:
        locked.papers = sorted({*locked.papers, paper})
        resave(locked)
    return document


@transaction.atomic
def remove(*, document: Document, why: str, by: Principal) -> Document:
    """Takes a document out of sight. The file and the reason are kept. Refuses one removed already."""
    document = lock(document.referral, EDIT, by).documents.get(pk=document.pk)
    if document.removed_at:
        raise Refusal(f"{document.removed_by} removed this document on {moment(document.removed_at)}.")
    document.removed_by, document.removed_at, document.why_removed = by.user, clock.now(), why
    document.save()
    return document


@transaction.atomic
def tick(*, referral: Referral, papers: Collection[str], by: Principal, version: int | None = None) -> Referral:
    """Which documents of the checklist we have, as a whole."""
    locked = lock(referral, EDIT, by, version)
    locked.papers = sorted(set(papers))
    return resave(locked)
