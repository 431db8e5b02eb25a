"""Putting work into the queue, and being the person it is done for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django_tasks.base import Task

from partnership.access.models import Grant
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.access.scope import acting_as
from partnership.files.models.running import Running


def later(job: Task, record: Running, *, by: Principal) -> None:
    """Queue a job on ``record`` for this person. It begins once the transaction that asks for it has been committed."""
    assert by.grant is not None  # whoever asks holds a permission, and so has a grant
    job.enqueue(record=record.pk, attempt=record.attempt, user=by.user_id, grant=by.grant.pk)


LONGEST_STATEMENT = "5min"
"""A job may take longer than a page: a hundred thousand rows are checked against what they name when it commits."""


@contextmanager
def on_behalf_of(user: int, grant: int) -> Iterator[Principal]:
    """One transaction as the person, with their role as it is now. Refuses when it has ended."""
    held = Grant.objects.active().select_related("user", "trust").filter(pk=grant, user=user, user__is_active=True)
    principal = next((Principal(one.user, one) for one in held), None)
    if principal is None:
        raise Refusal("The role that this was asked for in has ended. Nothing was done.")
    with acting_as(principal):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [LONGEST_STATEMENT])
        yield principal
