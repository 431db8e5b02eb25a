"""Drafts and files that have had their time, tokens of forms that nobody will send again, and jobs that are done."""

from __future__ import annotations

import datetime as dt

from django.core.management import call_command
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from partnership.arithmetic import clock
from partnership.records.models import FormToken
from partnership.work.actions.exports import let_go_of_file
from partnership.work.chores import Chore, throw_away
from partnership.work.models import Draft, Export, Import, ImportRow
from partnership.work.models.draft import KEPT_FOR
from partnership.work.states import ImportState

A_WEEK = dt.timedelta(days=7)
"""Longer than any page stays open: a session ends after 12 hours. Nor is an import asked about that is over."""
A_MONTH = dt.timedelta(days=30)
OVER = (ImportState.COMPLETED, ImportState.UNDONE, ImportState.CANCELLED)


def old_drafts() -> int:
    return Draft.objects.filter(saved_at__lt=clock.now() - KEPT_FOR).delete()[0]


def spent_tokens() -> int:
    return FormToken.objects.filter(used_at__lt=clock.now() - A_WEEK).delete()[0]


def files_of_imports() -> int:
    """With their rows: of those that are over for a week, and of those that nobody went on with for a month."""
    now = clock.now()
    over = Q(state__in=OVER, heard_at__lt=now - A_WEEK) & ~Q(completed_at__gt=now - A_WEEK)
    abandoned = ~Q(state__in=OVER) & Q(heard_at__lt=now - A_MONTH)
    uploads = list(Import.objects.exclude(file="").filter(over | abandoned))
    ImportRow.objects.filter(upload__in=uploads).delete()
    return _let_go(uploads)


def files_of_exports() -> int:
    return _let_go(list(Export.objects.over()))


def _let_go(records: list) -> int:
    for record in records:
        let_go_of_file(record)
        record.save(update_fields=["file"])
    return len(records)


def finished_jobs() -> int:
    before = DBTaskResult.objects.count()
    call_command("prune_db_task_results", verbosity=0)
    return before - DBTaskResult.objects.count()


throw_away(Chore("drafts", old_drafts))
throw_away(Chore("spent form tokens", spent_tokens))
throw_away(Chore("files of imports", files_of_imports))
throw_away(Chore("files of exports", files_of_exports))
throw_away(Chore("finished jobs", finished_jobs))
