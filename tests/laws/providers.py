"""Words in which apps say which rows an address names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from partnership.access.policy import TABLES
from tests.laws.declaring import Named, Provider, Tried

NO_KEY = UUID(int=7)
"""That of nothing."""


def owned(
    model: str, argument: str, where: Callable[[Any], bool] = lambda row: True, by: str = "pk", **further: Any
) -> Provider:
    """The asker's own row in the role that they work in, and another's, of those that fit."""

    def provider(tried: Tried) -> list[Named]:
        who, column = tried.asker.principal, TABLES[model].own
        fitting = [row for row in tried.world.of(model) if where(row)]
        own = [row for row in fitting if getattr(row, column) == who.user and _role_of(row) in (None, str(who.role))]
        others = [row for row in fitting if getattr(row, column) != who.user]
        return [({argument: getattr(row, by), **further}, row) for row in [*own[:1], *others[:1]]]

    return provider


def _role_of(row: Any) -> str | None:
    return getattr(row, "role", None)
