"""A state machine is a table of transitions.

One function performs them (lock, check, write); the same check draws the buttons and gives the sentence that says why
not.
A trigger made from the same table (``trigger()``) makes the database refuse any other move.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pghistory
import pgtrigger
from django.db import models, transaction

from partnership.access.policy import Permission, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.records.events import who_changed_last

Requirement = Callable[[Any], str | None]
"""Takes the record; gives the sentence that says what is missing, or None."""


class WrongState(Refusal):
    """The record is not in a state from which this can be done."""


class NotReady(Refusal):
    """The state allows it, but something that must be true is not."""


@dataclass(frozen=True)
class Transition:
    """One row of a state table. ``label`` is the button, ``done`` the line in the history.

    ``only`` says in words what the action that makes the move checks besides: who made the last one, and when.
    """

    verb: str
    label: str
    done: str
    sources: tuple[str, ...]
    target: str
    needs: Permission
    requires: tuple[Requirement, ...] = ()
    only: str = ""

    def missing(self, record: models.Model) -> str | None:
        return next((sentence for requirement in self.requires if (sentence := requirement(record))), None)


@dataclass(frozen=True)
class StateTable:
    """Every move that a record can make. ``states`` is the TextChoices of the field ``state``."""

    name: str
    states: type[models.TextChoices]
    initial: tuple[str, ...]
    transitions: tuple[Transition, ...]

    def __getitem__(self, verb: str) -> Transition:
        return next(transition for transition in self.transitions if transition.verb == verb)

    def check(self, record: Any, verb: str, by: Principal) -> Transition:
        """The transition, or the Refusal that says why this person may not make it now."""
        transition = self[verb]
        transition.needs.demand(by)
        if record.state not in transition.sources:
            raise WrongState(f"{record} is now “{record.get_state_display()}”. {who_changed_last(record)}".strip())
        if sentence := transition.missing(record):
            raise NotReady(sentence)
        return transition

    def perform(self, record: Any, verb: str, *, by: Principal, **changes: Any) -> Any:
        """Make the move and write ``changes`` with it, under a lock on the row. Returns the record as it now is.

        Two people at once: the second waits, then reads the state that the first left, and is refused in a sentence.
        """
        with transaction.atomic():
            locked = lock(record, self[verb].needs, by)
            transition = self.check(locked, verb, by)
            for name, value in changes.items():
                setattr(locked, name, value)
            locked.state = transition.target
            with pghistory.context(verb=f"{self.name}.{verb}"):
                locked.save()
            locked.refresh_from_db()
            return locked

    def offers(self, record: Any, by: Principal) -> Iterator[tuple[Transition, str | None]]:
        """The moves open to this person from here, each with the sentence that says why not yet, or None."""
        for transition in self.transitions:
            if record.state in transition.sources and transition.needs.held_by(by):
                yield transition, transition.missing(record)

    def trigger(self) -> pgtrigger.Trigger:
        """Makes the database refuse a move that the table does not have, bulk and raw SQL included."""
        moves = {(source, row.target) for row in self.transitions for source in row.sources if source != row.target}
        return pgtrigger.FSM(name="state_table", field="state", transitions=sorted(moves))

    def diagram(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", *(f"    [*] --> {state}" for state in self.initial)]
        lines += [f"    {state} : {self.states(state).label}" for state in self.states]
        lines += [f"    {source} --> {row.target} : {row.label}" for row in self.transitions for source in row.sources]
        return "\n".join(lines)


def lock(record: Any, permission: Permission, by: Principal) -> Any:
    """The record as it is now, its row locked until the transaction ends. Raises DoesNotExist when out of scope."""
    return permitted(by, permission, type(record)).select_for_update(of=("self",)).get(pk=record.pk)


STATE_TABLES: dict[str, StateTable] = {}


def register(table: StateTable) -> StateTable:
    """Puts a table under the laws and into the reference pages."""
    STATE_TABLES[table.name] = table
    return table
