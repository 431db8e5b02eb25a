"""Telling PostgreSQL who is asking, for the length of one transaction.

``set_config(…, true)`` is local to the transaction: nothing leaks to the next request on the same connection, nor
through a pooler. Row-level security stops a forgotten filter; it does not stop code that sets the scope itself, so only
the request middleware, commands and jobs may call this module (a law holds that).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pghistory
from django.db import connection, transaction

from partnership.access.principal import NOBODY, Principal
from partnership.arithmetic import clock

SETTINGS = ("app.user", "app.role", "app.trust", "app.pathway", "app.unit", "app.today")
SYSTEM = "system"


def _set(**values: object) -> None:
    """Every setting anew: those that are not given are empty. ``app.today`` is the day on the portal's clock."""
    values["today"] = clock.today().isoformat()
    with connection.cursor() as cursor:
        calls = ", ".join("set_config(%s, %s, true)" for _ in SETTINGS)
        pairs = [part for name in SETTINGS for part in (name, str(values.get(name.removeprefix("app.")) or ""))]
        cursor.execute(f"SELECT {calls}", pairs)  # noqa: S608 - only placeholders


def narrow_to(principal: Principal) -> None:
    """Inside a transaction: from here on, the database shows what ``principal`` may see."""
    _set(
        user=principal.user_id, role=principal.role, trust=principal.trust_id, pathway=principal.pathway,
        unit=principal.unit_id,
    )  # fmt: skip


@contextmanager
def for_request(principal: Principal) -> Iterator[None]:
    """Inside the request's transaction: the database, and the history that it keeps, know who is asking."""
    with _history(principal):
        narrow_to(principal)
        yield


@contextmanager
def acting_as(principal: Principal) -> Iterator[None]:
    """One transaction on behalf of a person, outside a request: for jobs and tests."""
    with transaction.atomic(), for_request(principal):
        try:
            yield
        finally:
            if not connection.needs_rollback:
                narrow_to(NOBODY)


@contextmanager
def as_the_system(why: str) -> Iterator[None]:
    """One transaction that sees every row: for commands and jobs, never a request. ``why`` is kept in the history."""
    with transaction.atomic(), pghistory.context(system=why, at=clock.now().isoformat()):
        _set(role=SYSTEM)
        try:
            yield
        finally:
            if not connection.needs_rollback:
                narrow_to(NOBODY)


def _history(principal: Principal) -> pghistory.context:
    """Every role can read history's context: it holds ids and codes, never a name or a reason."""
    return pghistory.context(
        user=principal.user_id,
        role=str(principal.role or ""),
        trust=principal.trust_id,
        at=clock.now().isoformat(),
        request=str(uuid.uuid4()),
    )
