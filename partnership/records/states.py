"""A state machine is a table of transitions.

An action begins a move (one lock, one check) and finishes it (one write); the same check draws the buttons and gives
the sentence that says why not. A trigger made from the table (``trigger()``) makes the database refuse any other move.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import pghistory
import pgtrigger
from django.db import models

from partnership.access.policy import Permission, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.records.events import with_last_change

R = TypeVar("R", bound=models.Model)
Requirement = Callable[[Any], str | None]
"""Takes the record; gives the sentence that says what is missing, or None."""
Follows = Callable[[Any, str], Mapping[str, Any]]
"""Takes the record and the state that it moves to; gives columns with their values."""


class WrongState(Refusal):
    """The record is not in a state from which this can be done."""

    def __init__(self, record: Any):
        super().__init__(with_last_change(record, f"{record} is now “{record.get_state_display()}”."))


class NotReady(Refusal):
    """The state allows it, but something that must be true is not."""


class NotBegun(RuntimeError):
    """A mistake in an action: a move without its lock and its check."""


@dataclass(frozen=True)
class Transition:
    """One row of a state table: the move, its page and its sentences.

    ``label`` is the button and ``done`` the line in the history. ``only`` says in words what the action checks besides:
    who made the last move, and when.

    ``page`` is the URL name of the page that makes the move; without one it is not offered on the record. ``path`` is
    its address under the record's, where that is not the end of its name (``withdraw`` of ``referral-withdraw``).
    ``link`` leads there, where that says something else than the button; one move of a page says it for all of them.
    ``leads_in`` are the states in which it is what comes next, and so the green button. The page's heading is ``title``
    ("Withdraw this referral"), with ``hint`` under it, which may name ``{record}``. ``success`` is said afterwards, of
    ``{record}`` as it then is, with a button to ``undo``, a URL name.
    """

    verb: str
    label: str
    done: str
    sources: tuple[str, ...]
    target: str
    needs: Permission
    requires: tuple[Requirement, ...] = ()
    only: str = ""
    page: str = ""
    path: str = ""
    link: str = ""
    leads_in: tuple[str, ...] = ()
    title: str = ""
    hint: str = ""
    success: str = ""
    undo: str = ""

    def missing(self, record: models.Model) -> str | None:
        return next((sentence for requirement in self.requires if (sentence := requirement(record))), None)


@dataclass(frozen=True)
class StateTable:
    """Every move that a record can make. ``states`` is the TextChoices of the field ``state``.

    ``follows`` gives the further columns that any move changes, such as when the record was closed.
    """

    name: str
    states: type[models.TextChoices]
    initial: tuple[str, ...]
    transitions: tuple[Transition, ...]
    follows: Follows | None = None

    def __getitem__(self, verb: str) -> Transition:
        return next(transition for transition in self.transitions if transition.verb == verb)

    def check(self, record: Any, verb: str, by: Principal) -> Transition:
        """The transition, or the Refusal that says why this person may not make it now."""
        transition = self[verb]
        transition.needs.demand(by)
        if record.state not in transition.sources:
            raise WrongState(record)
        if sentence := transition.missing(record):
            raise NotReady(sentence)
        return transition

    def begin(self, record: R, verb: str, by: Principal, version: int | None = None) -> R:
        """The record, locked and checked, ready for ``finish``; ``version`` is that of the person's form.

        Of two people at once the second waits, then reads in the refusal what the first left and who it was.
        """
        locked = self.begin_locked(lock(record, self[verb].needs, by), verb, by)
        refuse_if_changed(locked, version)
        return locked

    def begin_locked(self, locked: R, verb: str, by: Principal) -> R:
        """The same for a record that this action has locked already: to make a second move, or after other checks."""
        locked._transition = self.check(locked, verb, by)  # type: ignore[attr-defined]
        return locked

    def finish(self, locked: R, **changes: Any) -> R:
        """Makes the move that was begun and writes ``changes`` with it. The same object, as the database now has it."""
        transition = self.begun(locked)
        del locked._transition  # type: ignore[attr-defined]
        if self.follows:
            changes |= self.follows(locked, transition.target)
        with pghistory.context(verb=f"{self.name}.{transition.verb}"):
            return save(locked, **changes, state=transition.target)

    def begun(self, locked: models.Model) -> Transition:
        """The move that was begun on this record, for an action that adds what its target needs."""
        transition: Transition | None = locked.__dict__.get("_transition")
        if transition is None:
            raise NotBegun(f"{locked} was not begun: finish() follows begin() or begin_locked().")
        return transition

    def move(self, locked: R, verb: str, by: Principal, **changes: Any) -> R:
        """A whole move at once, of a record that this action has locked: ``begin_locked``, then ``finish``."""
        return self.finish(self.begin_locked(locked, verb, by), **changes)

    def offers(self, record: Any, by: Principal) -> Iterator[tuple[Transition, str | None]]:
        """The moves open to this person from here, each with the sentence that says why not yet, or None."""
        for transition in self.transitions:
            if record.state in transition.sources and transition.needs.held_by(by):
                yield transition, transition.missing(record)

    def trigger(self) -> pgtrigger.Trigger:
        """Makes the database refuse a move that the table does not have, bulk and raw SQL included."""
        moves = {(source, row.target) for row in self.transitions for source in row.sources if source != row.target}
        return FromStateTable(name="state_table", field="state", transitions=sorted(moves), table=self)

    def diagram(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", *(f"    [*] --> {state}" for state in self.initial)]
        lines += [f"    {state} : {self.states(state).label}" for state in self.states]
        lines += [f"    {source} --> {row.target} : {row.label}" for row in self.transitions for source in row.sources]
        return "\n".join(lines)


class FromStateTable(pgtrigger.FSM):
    """The trigger on a model, which leads back to its ``table``."""

    def __init__(self, *, table: StateTable, **more: Any) -> None:
        super().__init__(**more)
        self.table = table


def lock(record: R, permission: Permission, by: Principal, version: int | None = None) -> R:
    """The record as it is now, its row locked until the transaction ends: how a change that is no move begins.

    Refuses a role without the permission (NotPermitted) and a form made on an older ``version`` (ChangedSinceOpened);
    raises DoesNotExist for a record out of scope.
    """
    permission.demand(by)
    locked: R = permitted(by, permission, type(record)).select_for_update(of=("self",)).get(pk=record.pk)
    refuse_if_changed(locked, version)
    return locked


def save(locked: R, **changes: Any) -> R:
    """Writes ``changes`` to a locked record: how a change that is no move ends. The same object, as the database now
    has it; its version counts up even where nothing is changed."""
    for name, value in changes.items():
        setattr(locked, name, value)
    locked.save()
    locked.refresh_from_db()
    return locked


def refuse_if_changed(locked: models.Model, version: int | None) -> None:
    if version is not None:
        locked.refuse_if_changed_since(version)  # type: ignore[attr-defined]


STATE_TABLES: dict[str, StateTable] = {}


def register_states(table: StateTable) -> StateTable:
    """Puts a table under the laws and into the reference pages."""
    STATE_TABLES[table.name] = table
    return table
