"""Changing what holds for a time: by ending rows and beginning others, never by editing one."""

from __future__ import annotations

from copy import copy
from datetime import date
from typing import Any, TypeVar

from django.db import transaction

from partnership.access.refusals import Refusal
from partnership.arithmetic.words import day
from partnership.organisations.models import Dated

Row = TypeVar("Row", bound=Dated)


@transaction.atomic
def end(*, row: Row, on: date) -> Row:
    """From ``on`` the row no longer holds; on the day that it began, it never did.

    Refuses a row that has ended already, and a day before it began.
    """
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if row.valid_until is not None:
        raise Refusal(f"This ends on {day(row.valid_until)} and that cannot be changed. Add what holds from then")
    if on < row.valid_from:
        raise Refusal(f"The last change takes effect on {day(row.valid_from)}. Enter that date or a later one")
    row.valid_until = on
    row.save(update_fields=["valid_until"])
    return row


@transaction.atomic
def succeed(*, row: Row, on: date, **changes: Any) -> Row:
    """Ends the row on ``on`` and begins the next, the same but for ``changes``. Refuses as ``end`` does."""
    successor = copy(end(row=row, on=on))
    successor.pk, successor._state.adding = None, True
    for name, value in {**changes, "valid_from": on, "valid_until": None}.items():
        setattr(successor, name, value)
    successor.save()
    return successor
