"""Fills the world: a row of every scoped table for each trust or owner, as its constraints ask.

A table that is declared and of which its app says nothing is filled by itself, behind its parent. How others are filled
the apps say (``ForTheLaws.rows`` and ``columns``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from partnership.access.models import User
from partnership.access.policy import TABLES, Table, parent_of
from partnership.access.row_security import declared as tables_are_declared
from tests.laws.canaries import Canaries
from tests.laws.declaring import Given, declared, every
from tests.laws.filling import fill

if TYPE_CHECKING:
    from tests.laws.world import World

A_WEEK = dt.timedelta(days=7)
A_PDF = b"%PDF-1.4\n%% "


class Builder:
    def __init__(self, world: World, canaries: Canaries) -> None:
        self.world, self.canaries = world, canaries
        self.made: dict[str, list[Model]] = {}
        self.columns = every("columns")
        self.writer = User.objects.order_by("pk")[0]

    def make_everything(self) -> None:
        tables_are_declared()  # so that those of history are known, which fill themselves
        for label, rows in ((label, rows) for app in declared() for label, rows in app.rows.items()):
            self.made.setdefault(label, []).extend(self.fill(label, given) for given in rows(self))
        for table in _parents_first(label for label in TABLES if label not in self.made):
            self.made[table.model] = list(self._rows_of(table))
        for app in declared():
            if app.afterwards:
                app.afterwards(self)

    def _rows_of(self, table: Table) -> Iterator[Model]:
        if table.follows:
            parents: Iterable[Given] = ({table.follows: p} for p in self.made[parent_of(table).model])
        elif table.own:
            parents = ({table.own: user, **of} for user, of in self.at_work(table.model))
        elif table.trust:
            parents = ({table.trust: trust} for trust in self.world.trusts)
        else:
            parents = ({}, {})
        return (self.fill(table.model, given) for given in parents)

    def fill(self, label: str, given: Given) -> Model:
        columns = self.columns.get(label)
        return fill(TABLES[label].model_class, self.canaries, **((columns(self, given) if columns else {}) | given))

    def first(self, model: type[Model]) -> Any:
        return self.made[model._meta.label][0]

    def at_work(self, label: str) -> Iterator[tuple[User, Given]]:
        """Everybody who has a role now, with what the table keeps of it."""
        columns = {column.name for column in TABLES[label].model_class._meta.concrete_fields}
        for who in (asker.principal for asker in self.world.askers if asker.principal.role):
            kept = {"role": who.role.code, "trust": who.grant.trust}
            yield who.user, {name: value for name, value in kept.items() if name in columns}


def _parents_first(labels: Iterable[str]) -> list[Table]:
    """Every table that has to be filled: the database writes history itself, and migrations reference data."""

    def depth(table: Table) -> int:
        return 1 + depth(parent_of(table)) if table.follows else 0

    def is_filled(table: Table) -> bool:
        return hasattr(table.model_class, "pgh_tracked_model") or getattr(table.model_class, "is_reference", False)

    return sorted((TABLES[label] for label in labels if not is_filled(TABLES[label])), key=depth)
