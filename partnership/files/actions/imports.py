"""What a person does with a file: send it, approve what it would do, cancel it, undo it, start it again."""

from __future__ import annotations

from pathlib import PurePath

from django.core.files import File
from django.db import transaction
from django_tasks.base import Task

from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.files.actions.import_steps import NOTICE, definition_of
from partnership.files.import_kinds import ImportKind
from partnership.files.jobs.imports import check_file, import_rows, undo_rows
from partnership.files.jobs.queue import later
from partnership.files.models import Import
from partnership.files.states import IMPORTS, ImportState
from partnership.records.models.sequence import next_reference
from partnership.work.actions.notifications import resolve

AGAIN: dict[str, tuple[str, Task]] = {
    ImportState.IMPORTING: ("import_again", import_rows),
    ImportState.UNDOING: ("undo_again", undo_rows),
}
"""How what has stopped goes on, by where it stopped; anywhere else the file is checked again."""


@transaction.atomic
def upload(*, kind: ImportKind, file: File, by: Principal, corrects: Import | None = None) -> Import:
    """Stores a file, to be checked by a job. ``corrects`` is the upload that it replaces."""
    kind.permission.demand(by)
    if corrects:
        cancel(upload=corrects, by=by)
    sent = Import.objects.create(
        reference=next_reference("IM"), owner=by.actor, role=str(by.role), trust_id=by.trust_id, kind=kind.slug,
        file=file, file_name=PurePath(file.name or "").name[-200:], uploaded_at=clock.now(), corrects=corrects,
        file_type=PurePath(file.name or "").suffix.lstrip(".").lower(),
    )  # fmt: skip
    later(check_file, sent, by=by)
    return sent


@transaction.atomic
def approve(*, upload: Import, by: Principal, version: int | None = None) -> Import:
    """Has every row imported, as the review says. Refuses a review that is no longer the present one."""
    definition_of(upload, by)
    return _begin("approve", import_rows, upload, by, version, approved_by=by.actor, approved_at=clock.now())


@transaction.atomic
def undo(*, upload: Import, by: Principal) -> Import:
    """Has everything taken back that this import did."""
    definition_of(upload, by)
    return _begin("undo", undo_rows, upload, by)


@transaction.atomic
def start_again(*, upload: Import, by: Principal) -> Import:
    """Gives the work of a job that stopped to another one."""
    verb, job = AGAIN.get(upload.state, ("check_again", check_file))
    return _begin(verb, job, upload, by)


def _begin(
    verb: str, job: Task, upload: Import, by: Principal, version: int | None = None, **changes: object
) -> Import:
    locked = IMPORTS.begin(upload, verb, by, version)
    resolve(about=locked.reference, kind=NOTICE)
    begun = IMPORTS.finish(locked, attempt=locked.attempt + 1, heard_at=clock.now(), problem="", **changes)
    later(job, begun, by=by)
    return begun


@transaction.atomic
def cancel(*, upload: Import, by: Principal) -> Import:
    """Nothing of the file becomes a record. It is deleted with the others that have ended."""
    resolve(about=upload.reference, kind=NOTICE)
    return IMPORTS.finish(IMPORTS.begin(upload, "cancel", by))
