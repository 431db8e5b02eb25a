"""The job of an export: the rows of a list as the person who asked may see them, some at a time, into a file."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files import File
from django.http import HttpRequest, QueryDict
from django.urls import resolve, reverse
from django_tasks import task

from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.access.routes import access_of
from partnership.access.scope import as_the_system
from partnership.files.actions import exports
from partnership.files.jobs.queue import on_behalf_of
from partnership.files.models import Export
from partnership.pages.downloads import of_list, write
from partnership.pages.views.downloads import ListDownload, some_at_a_time

logger = logging.getLogger(__name__)

WENT_WRONG = "Something went wrong here, and it has been noted. Start it again, or ask for a shorter list."
Step = Callable[[ListDownload, Export, Principal], Any]


def page_of(export: Export, by: Principal) -> ListDownload:
    """The download page that the file was asked for on, as this person sees it now. Refuses whom it is not open to."""
    match = resolve(reverse(export.page, kwargs=export.arguments))
    access_of(match).needs.demand(by)  # type: ignore[union-attr]
    request = HttpRequest()
    request.method, request.path = "GET", reverse(export.page, kwargs=export.arguments)
    request.GET = QueryDict(export.query)  # type: ignore[assignment]
    request.principal, request.user, request.resolver_match = by, by.actor, match  # type: ignore[attr-defined]
    page = match.func.view_class()  # type: ignore[attr-defined]
    page.setup(request, **match.kwargs)
    return page


@task()
def make_file(*, record: int, attempt: int, user: int, grant: int) -> None:
    with _told_if_it_fails(record, attempt), tempfile.TemporaryFile() as file:
        job = {"export": record, "attempt": attempt}

        def step(do: Step) -> Any:
            """One transaction as the person."""
            with on_behalf_of(user, grant) as by:
                export = exports.in_hand(**job, by=by)
                return do(page_of(export, by), export, by)

        file_type, name = step(lambda page, export, by: (export.file_type, page.file_name))
        headings = step(lambda page, export, by: of_list(page.list.file_columns, ())[0])
        write(file, file_type, headings, _rows(step, job))
        file.seek(0)
        step(lambda page, export, by: exports.finish(**job, file=File(file), name=name, by=by))


def _rows(step: Callable[[Step], Any], job: dict[str, int]) -> Iterator[list[Any]]:
    """The values of every row. Whose they are is written into the read log as they are read."""
    keys = step(lambda page, export, by: page.keys())
    done = 0
    for some in some_at_a_time(keys):

        def read(page: ListDownload, export: Export, by: Principal, some=some, done=done) -> list[list[Any]]:
            rows = page.rows_of(some)
            page.says_whose(rows, export.why)
            exports.still_at_it(**job, done=done + len(some), total=len(keys), by=by)
            return list(of_list(page.list.file_columns, rows)[1])

        yield from step(read)
        done += len(some)


@contextmanager
def _told_if_it_fails(record: int, attempt: int) -> Iterator[None]:
    try:
        yield
    except exports.ExportIsOver:
        logger.info("Export %s is in other hands.", record)
    except Refusal as refusal:
        _note(record, attempt, refusal.sentence)
    except Exception:
        logger.exception("Export %s failed.", record)
        _note(record, attempt, WENT_WRONG)


def _note(record: int, attempt: int, sentence: str) -> None:
    with as_the_system("an export stopped"):
        Export.objects.filter(pk=record, attempt=attempt).update(problem=sentence[:500])
