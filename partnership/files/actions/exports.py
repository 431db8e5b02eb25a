"""Files that take long to make: asked for, made by a job, deleted."""

from __future__ import annotations

from typing import Any

from django.core.files import File
from django.db import transaction

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.files.models import Export
from partnership.files.models.exports import LONGEST_QUERY
from partnership.files.policy import EXPORT
from partnership.files.stored_files import delete_file
from partnership.pages.downloads import stamped
from partnership.records.models.sequence import next_reference
from partnership.records.states import lock, save
from partnership.work.actions.notifications import notify, resolve

NOTICE = "export"


class ExportIsOver(Refusal):
    def __init__(self) -> None:
        super().__init__("This file was deleted, or made by now. Ask for it again from its list if you need it.")


@transaction.atomic
def ask(*, by: Principal, page: str, query: str, why: str, file_type: str, **about: Any) -> Export:
    """Has a file made. ``page`` is the URL name of the download; ``about``: its arguments, title and filters.

    Refuses a ``query`` that is too long to be kept whole: the file would have other rows than the list.
    """
    EXPORT[Action.NEW].demand(by)
    if len(query) > LONGEST_QUERY:
        raise Refusal("A file cannot be made of this many filters. Clear some of them on the list first")
    asked = Export.objects.create(
        reference=next_reference("EX"), owner=by.actor, role=str(by.role), trust_id=by.trust_id, page=page, query=query,
        why=why, file_type=file_type, asked_at=clock.now(), **about,
    )  # fmt: skip
    return _queued(asked, by)


@transaction.atomic
def start_again(*, export: Export, by: Principal) -> Export:
    """Gives the work of a job that stopped to another one."""
    locked = lock(export, EXPORT[Action.EDIT], by)
    if not locked.has_stopped:
        raise ExportIsOver
    again = save(locked, attempt=locked.attempt + 1, problem="", heard_at=clock.now(), rows_done=0)
    return _queued(again, by)


def _queued(export: Export, by: Principal) -> Export:
    from partnership.files.jobs.exports import make_file  # the job calls the actions below
    from partnership.files.jobs.queue import later

    later(make_file, export, by=by)
    return export


def in_hand(*, export: int, attempt: int, by: Principal) -> Export:
    """The export, locked, if this job is still the one that is wanted for it."""
    rows = permitted(by, EXPORT[Action.EDIT], Export).filter(pk=export, attempt=attempt, deleted_at=None, ready_at=None)
    found = rows.select_for_update(of=("self",)).first()
    if found is None:
        raise ExportIsOver
    return found


@transaction.atomic
def still_at_it(*, export: int, attempt: int, done: int, total: int, by: Principal) -> Export:
    locked = in_hand(export=export, attempt=attempt, by=by)
    return save(locked, rows_done=done, rows_total=total, heard_at=clock.now())


@transaction.atomic
def finish(*, export: int, attempt: int, file: File, name: str, by: Principal) -> Export:
    made = in_hand(export=export, attempt=attempt, by=by)
    made.file_name, made.ready_at, made.heard_at = stamped(name, made.file_type), clock.now(), clock.now()
    made.file.save(made.reference, file, save=False)
    made.save()
    url = f"/exports/{made.reference}/"
    text = f"{made.title}: the file is ready to download"[:200]
    notify(to=[made.owner], policy=EXPORT, kind=NOTICE, about=made.reference, url=url, text=text)
    return made


@transaction.atomic
def delete(*, export: Export, by: Principal) -> Export:
    """Deletes the file. That it was made, of what and why, is kept."""
    locked = lock(export, EXPORT[Action.EDIT], by)
    if locked.deleted_at:
        raise ExportIsOver
    delete_file(locked)
    resolve(about=locked.reference, kind=NOTICE)
    return save(locked, deleted_at=clock.now())
