"""Files that have had their time, and jobs that are done."""

from __future__ import annotations

import datetime as dt

from django.core.management import call_command
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from partnership.arithmetic import clock
from partnership.files.models import Export, Import, ImportRow
from partnership.files.states import ImportState
from partnership.files.stored_files import delete_file
from partnership.work.cleanup import Cleanup, register_cleanup

A_WEEK = dt.timedelta(days=7)
A_MONTH = dt.timedelta(days=30)
OVER = (ImportState.COMPLETED, ImportState.UNDONE, ImportState.CANCELLED)


def files_of_imports() -> int:
    """With their rows: of those that ended a week ago, and of those that no one went on with for a month."""
    now = clock.now()
    over = Q(state__in=OVER, heard_at__lt=now - A_WEEK) & ~Q(completed_at__gt=now - A_WEEK)
    abandoned = ~Q(state__in=OVER) & Q(heard_at__lt=now - A_MONTH)
    uploads = list(Import.objects.exclude(file="").filter(over | abandoned))
    ImportRow.objects.filter(upload__in=uploads).delete()
    return _delete_files(uploads)


def files_of_exports() -> int:
    return _delete_files(list(Export.objects.over()))


def _delete_files(records: list) -> int:
    for record in records:
        delete_file(record)
        record.save(update_fields=["file"])
    return len(records)


def finished_jobs() -> int:
    before = DBTaskResult.objects.count()
    call_command("prune_db_task_results", verbosity=0)
    return before - DBTaskResult.objects.count()


register_cleanup(Cleanup("files of imports", files_of_imports))
register_cleanup(Cleanup("files of exports", files_of_exports))
register_cleanup(Cleanup("finished jobs", finished_jobs))
