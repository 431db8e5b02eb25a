"""How a row is put right: what differs is set, then refused or not by its app, and only then kept with its reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from django.db.models import Model

from partnership.arithmetic import clock
from partnership.records.corrections import CorrectionOfRow, NothingToCorrect
from partnership.records.history import label_of, shown

Old = dict[str, str]
"""The old value of each field that was set, as the history shows it."""
InWords = Callable[[Any, str], str]
"""How a row's field reads, where the history says more of it than ``shown`` does."""


def differing(row: Model, changes: Mapping[str, Any], correctable: Collection[str]) -> dict[str, Any]:
    """Those of the changes that the row does not say already. Refuses a correction that changes nothing.

    A change of anything but the ``correctable`` fields is a mistake in the code: ValueError.
    """
    different = {name: value for name, value in changes.items() if not _is_same(getattr(row, name), value)}
    if unknown := set(different) - set(correctable):
        raise ValueError(f"{type(row).__name__} is not corrected in {', '.join(sorted(unknown))}")
    if not different:
        raise NothingToCorrect
    return different


def _is_same(now: Any, given: Any) -> bool:
    """In a list the order says nothing, in a time what is less than a minute."""
    if isinstance(now, dt.datetime) and isinstance(given, dt.datetime):
        return now.replace(second=0, microsecond=0) == given.replace(second=0, microsecond=0)
    if isinstance(now, list) and isinstance(given, (list, tuple)):
        return sorted(now) == sorted(given)
    return bool(now == given)


def set_values(row: Model, different: Mapping[str, Any], in_words: InWords = shown) -> Old:
    old = {name: in_words(row, name) for name in different}
    for name, value in different.items():
        setattr(row, name, value)
    return old


def keep(old: Old, row: Model, new: Callable[..., CorrectionOfRow], *, called: str = "") -> None:
    """A correction of each field, before the row is saved: the database lets it change by nothing else.

    ``new`` makes one that lacks only the value; ``called`` is what corrections call the table, where it is not the
    model's name.
    """
    for name, values in corrected(old, row):
        new(row=row.pk, field=f"{called or row._meta.model_name}.{name}", **values).save()


def corrected(old: Old, row: Model, in_words: InWords = shown) -> Iterator[tuple[str, dict[str, Any]]]:
    """The name of each field that was set, with what its correction says of it."""
    for name, value in old.items():
        about, new_value = label_of(type(row), name), in_words(row, name)
        yield name, {"about": about, "old_value": value, "new_value": new_value, "corrected_at": clock.now()}
