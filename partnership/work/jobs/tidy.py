"""What has had its time goes: once a day, by ``manage.py tidy``."""

from __future__ import annotations

import datetime as dt

from django.core.management import call_command
from django.db.models import Q

from partnership.access.scope import as_the_system
from partnership.arithmetic import clock
from partnership.records.models import FormToken
from partnership.work.actions.exports import let_go_of_file
from partnership.work.models import Export, Import, ImportRow
from partnership.work.states import ImportState

AFTER_ITS_END = dt.timedelta(days=7)
"""The rows of an import that is over: after that nobody asks what was in them, and the records have a history."""
UNFINISHED = dt.timedelta(days=30)
TOKENS = dt.timedelta(days=7)
"""Longer than any session, so no page is open any more whose form was made with one."""
OVER = (ImportState.COMPLETED, ImportState.UNDONE, ImportState.CANCELLED)


def tidy() -> dict[str, int]:
    """What was deleted, and how many of each."""
    with as_the_system("tidy"):
        found = {
            "files of imports": _imports(),
            "files of exports": _exports(),
            "form tokens": FormToken.objects.filter(used_at__lt=clock.now() - TOKENS).delete()[0],
        }
    call_command("prune_db_task_results", verbosity=0)
    return found


def _imports() -> int:
    now = clock.now()
    over = Q(state__in=OVER, heard_at__lt=now - AFTER_ITS_END) & ~Q(completed_at__gt=now - AFTER_ITS_END)
    abandoned = ~Q(state__in=OVER) & Q(heard_at__lt=now - UNFINISHED)
    uploads = list(Import.objects.exclude(file="").filter(over | abandoned))
    ImportRow.objects.filter(upload__in=uploads).delete()
    return _let_go(uploads)


def _exports() -> int:
    return _let_go(list(Export.objects.over()))


def _let_go(records: list) -> int:
    for record in records:
        let_go_of_file(record)
        record.save(update_fields=["file"])
    return len(records)
