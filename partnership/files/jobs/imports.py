"""The jobs of an import. Each works as the person who sent the file, whom row-level security binds."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django_tasks import task

from partnership.access.refusals import Refusal
from partnership.access.scope import as_the_system
from partnership.files.actions import import_steps
from partnership.files.actions.import_steps import BATCH, Check, NoLongerWanted
from partnership.files.import_kinds.templates import Layout, NotTheTemplate
from partnership.files.jobs.queue import on_behalf_of
from partnership.files.models import Import
from partnership.files.sandbox.reading import FileRefused, Sheet, opened

logger = logging.getLogger(__name__)

WENT_WRONG = "Something went wrong here, and it has been noted. Nothing was changed. Start it again, or cancel it."
Step = Callable[..., Any]


@dataclass(frozen=True)
class Work:
    """One job on one upload. Each step that it calls is a transaction of its own as the person."""

    record: int
    attempt: int
    user: int
    grant: int

    def step(self, action: Step, **given: Any) -> Any:
        with on_behalf_of(self.user, self.grant) as by:
            return action(upload=self.record, attempt=self.attempt, by=by, **given)


@task()
def check_file(*, record: int, attempt: int, user: int, grant: int) -> None:
    with _told_if_it_fails(work := Work(record, attempt, user, grant)):
        upload = work.step(import_steps.begin_check)
        try:
            _check(work, upload)
        except (FileRefused, NotTheTemplate) as refusal:
            work.step(import_steps.refuse_file, sentence=refusal.sentence)
        else:
            work.step(import_steps.end_check)


def _check(work: Work, upload: Import) -> None:
    with upload.file.open("rb") as file, opened(file, upload.file_type) as sheet:
        headings = next(sheet.rows, None)
        if headings is None:
            raise FileRefused("empty")
        check = Check(work.record, work.attempt, Layout.of(upload.definition, headings.cells))
        for raw in _some_at_a_time(sheet):
            with on_behalf_of(work.user, work.grant) as by:
                import_steps.check_rows(check=check, raw=raw, total=sheet.total - 1, by=by)


def _some_at_a_time(sheet: Sheet) -> Iterator[list]:
    while raw := list(islice(sheet.rows, BATCH)):
        yield raw


@task()
def import_rows(*, record: int, attempt: int, user: int, grant: int) -> None:
    _all_or_nothing(Work(record, attempt, user, grant), import_steps.import_rows, import_steps.refuse_import)


@task()
def undo_rows(*, record: int, attempt: int, user: int, grant: int) -> None:
    _all_or_nothing(Work(record, attempt, user, grant), import_steps.undo_rows, import_steps.refuse_undo)


def _all_or_nothing(work: Work, do: Step, refuse: Step) -> None:
    with _told_if_it_fails(work):
        try:
            work.step(do)
        except NoLongerWanted:
            raise
        except Refusal as refusal:
            work.step(refuse, sentence=refusal.sentence)


@contextmanager
def _told_if_it_fails(work: Work) -> Iterator[None]:
    """Nothing of what went wrong stays in the queue, where everybody's jobs are: the owner reads it on the upload."""
    try:
        yield
    except NoLongerWanted:
        logger.info("Import %s is in other hands.", work.record)
    except Refusal as refusal:
        _note(work, refusal.sentence)
    except Exception:
        logger.exception("Import %s failed.", work.record)
        _note(work, WENT_WRONG)


def _note(work: Work, sentence: str) -> None:
    """As the system: the person's own role may be what has ended."""
    with as_the_system("an import stopped"):
        Import.objects.filter(pk=work.record, attempt=work.attempt).update(problem=sentence[:500])
