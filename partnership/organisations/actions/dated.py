"""Changing what holds for a time: by ending rows and beginning others, never by editing one."""

from __future__ import annotations

from copy import copy
from datetime import date
from typing import Any, TypeVar

from django.db import transaction

from partnership.organisations.models import Dated

Row = TypeVar("Row", bound=Dated)


class AlreadyEnded(Exception):
    def __init__(self, row: Dated) -> None:
        super().__init__(
            f"This ends on {row.valid_until:%-d %B %Y} and that cannot be changed. Add what holds from then"
        )


class EndsBeforeItBegins(Exception):
    def __init__(self, row: Dated) -> None:
        super().__init__(f"The last change takes effect on {row.valid_from:%-d %B %Y}. Enter that date or a later one")


@transaction.atomic
def end(*, row: Row, on: date) -> Row:
    """From `on` the row no longer holds; on the day that it began, it never did.

    Refuses a row that has been ended with AlreadyEnded, a day before it began with EndsBeforeItBegins.
    """
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if row.valid_until is not None:
        raise AlreadyEnded(row)
    if on < row.valid_from:
        raise EndsBeforeItBegins(row)
    row.valid_until = on
    row.save(update_fields=["valid_until"])
    return row


@transaction.atomic
def succeed(*, row: Row, on: date, **changes: Any) -> Row:
    """End the row on `on` and begin the one that follows it: the same but for `changes`. Returns the new row.

    Refuses as `end` does.
    """
    successor = copy(end(row=row, on=on))
    successor.pk, successor._state.adding = None, True
    for name, value in {**changes, "valid_from": on, "valid_until": None}.items():
        setattr(successor, name, value)
    successor.save()
    return successor
