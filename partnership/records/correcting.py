"""How a row is put right: what differs is set, then refused or not by its app, and only then kept with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model

from partnership.arithmetic import clock
from partnership.records.corrections import CorrectionOfRow
from partnership.records.history import label_of, shown

Old = dict[str, str]
"""What stood in each field that was set, as the history shows it."""


def set_values(row: Model, different: Mapping[str, Any]) -> Old:
    old = {name: shown(row, name) for name in different}
    for name, value in different.items():
        setattr(row, name, value)
    return old


def keep(old: Old, row: Model, new: Callable[..., CorrectionOfRow], *, called: str = "") -> None:
    """A correction of each field, before the row is saved: the database lets it change by nothing else.

    ``new`` makes one that lacks only the value; ``called`` is what corrections call the table, where it is not the
    model's name.
    """
    for name, value in old.items():
        new(
            row=row.pk, field=f"{called or row._meta.model_name}.{name}", about=label_of(type(row), name),
            old_value=value, new_value=shown(row, name), corrected_at=clock.now(),
        ).save()  # fmt: skip
