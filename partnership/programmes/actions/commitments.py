"""Milestones and actions: added, told of, and put right. Both go by the same verbs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction

from partnership.access.models import User
from partnership.access.policy import Action, Policy
from partnership.access.principal import Principal
from partnership.access.roles import PROGRAMME_LEAD, TRUST_MANAGER
from partnership.arithmetic import clock
from partnership.organisations.models import Organisation, Programme
from partnership.programmes.actions import notices
from partnership.programmes.models import ActionUpdate, Milestone, MilestoneUpdate, ProgrammeAction
from partnership.programmes.models.commitment import Commitment, Update
from partnership.programmes.policy import ACTION, MILESTONE
from partnership.programmes.refusals import (
    CompletedHasNoDueDate,
    DueInThePast,
    MovedWithoutReason,
    NotDoneYet,
    NotYourTrust,
    OwnerOfAnotherTrust,
)
from partnership.programmes.states import ACTIONS, MILESTONES
from partnership.programmes.vocabulary import Progress
from partnership.records.guards import ThisTransaction
from partnership.records.models.sequence import next_reference
from partnership.records.states import StateTable, lock
from partnership.records.undo import TooLateToUndo, refuse_unless_just_done

C = TypeVar("C", bound=Commitment)


@dataclass(frozen=True)
class Kind:
    """What differs between a milestone and an action. ``of`` is the update's foreign key."""

    policy: Policy
    states: StateTable
    prefix: str
    update: type[Update]
    of: str


KINDS: dict[type[Commitment], Kind] = {
    Milestone: Kind(MILESTONE, MILESTONES, "MS", MilestoneUpdate, "milestone"),
    ProgrammeAction: Kind(ACTION, ACTIONS, "AC", ActionUpdate, "action"),
}


def owners(by: Principal) -> Any:
    """Who can be given something by this person: programme leads, and the managers of the trusts that they work for."""
    trust = by.grant.trust if by.grant else None
    leads, managers = (
        User.objects.at_work(PROGRAMME_LEAD.code),
        User.objects.at_work(TRUST_MANAGER.code, trust=trust),
    )
    return (leads | managers).order_by("first_name", "last_name", "pk")


@transaction.atomic
def add(
    *, model: type[C], programme: Programme, title: str, due_on: dt.date, owner: User, by: Principal,
    detail: str = "", trust: Organisation | None = None,
) -> C:  # fmt: skip
    """Promised for ``due_on``, which is kept as its baseline.

    Who works for a trust adds for it (NotYourTrust). Refuses an owner who could not open it (OwnerOfAnotherTrust).
    """
    kind = KINDS[model]
    kind.policy[Action.NEW].demand(by)
    if by.trust_id and (trust is None or trust.pk != by.trust_id):
        raise NotYourTrust
    added = model(
        reference=next_reference(kind.prefix), programme=programme, trust=trust, title=title, detail=detail,
        owner=owner, baseline_on=due_on, due_on=due_on, added_by=by.actor, added_at=clock.now(),
    )  # fmt: skip
    _refuse_owner(added)
    added.save()
    if isinstance(added, ProgrammeAction):
        notices.assigned(added, by)
    return added


def _refuse_owner(commitment: Commitment) -> None:
    owner, trust = User.objects.filter(pk=commitment.owner_id), commitment.trust
    if owner.at_work(PROGRAMME_LEAD.code) or (trust and owner.at_work(TRUST_MANAGER.code, trust=trust)):
        return
    if owner.at_work(TRUST_MANAGER.code):
        raise OwnerOfAnotherTrust(commitment.owner, commitment.whose)


@transaction.atomic
def update(
    *, commitment: C, progress: str, what_happened: str, by: Principal, due_on: dt.date | None = None,
    why_moved: str = "", evidence: str = "", done_on: dt.date | None = None, version: int | None = None,
) -> C:  # fmt: skip
    """What has happened since last time, and how it stands now. ``done_on`` is today unless another day is given.

    A later due date needs a reason (MovedWithoutReason), and one in the past is none (DueInThePast). What is complete
    takes no new due date (CompletedHasNoDueDate) and was done by today (NotDoneYet).
    """
    kind = KINDS[type(commitment)]
    kind.policy[Action.EDIT].demand(by)
    locked = lock(commitment, kind.policy[Action.EDIT], by)
    locked.refuse_if_changed_since(version)
    moved_to = due_on if due_on != locked.due_on else None
    _refuse_days(locked, progress, moved_to, why_moved, done_on)
    kind.update._default_manager.create(
        **{kind.of: locked}, state=progress, what_happened=what_happened, due_on=moved_to,
        was_state=locked.state, was_due_on=locked.due_on, was_done_on=locked.done_on,
        why_moved=why_moved if moved_to else "", evidence=evidence, written_by=by.actor, written_at=clock.now(),
    )  # fmt: skip
    if isinstance(locked, ProgrammeAction):
        notices.started(locked)
    is_complete = progress == Progress.COMPLETE
    moved: C = kind.states.perform(
        locked, progress, by=by,
        due_on=moved_to or locked.due_on,
        done_on=(done_on or clock.today()) if is_complete else None,
    )  # fmt: skip
    return moved


@transaction.atomic
def undo(*, commitment: C, by: Principal) -> C:
    """The last update never was: its progress and dates are those before it, and a slip that it made is none.

    Refuses anybody but the person who wrote it, and anybody after ten minutes (TooLateToUndo).
    """
    kind = KINDS[type(commitment)]
    kind.policy[Action.EDIT].demand(by)
    locked: Any = lock(commitment, kind.policy[Action.EDIT], by)
    last = locked.updates.standing().first()
    if last is None:
        raise TooLateToUndo
    refuse_unless_just_done(last.written_by_id, last.written_at, by)
    last.undone_at, last.undone_in = clock.now(), ThisTransaction()
    last.save()
    as_it_was: C = kind.states.perform(
        locked, last.was_state, by=by, due_on=last.was_due_on, done_on=last.was_done_on
    )  # fmt: skip
    return as_it_was


def _refuse_days(
    locked: Commitment, progress: str, moved_to: dt.date | None, why_moved: str, done_on: dt.date | None
) -> None:
    if progress == Progress.COMPLETE:
        if moved_to:
            raise CompletedHasNoDueDate
        if done_on and done_on > clock.today():
            raise NotDoneYet
    elif moved_to:
        if moved_to < clock.today():
            raise DueInThePast
        if moved_to > locked.due_on and not why_moved:
            raise MovedWithoutReason


@transaction.atomic
def change(*, commitment: C, title: str, detail: str, owner: User, by: Principal, version: int | None = None) -> C:
    """What it is called, what it takes and whose it is. Its dates and its progress go by ``update``.

    Refuses a new owner who could not open it (OwnerOfAnotherTrust).
    """
    kind = KINDS[type(commitment)]
    kind.policy[Action.EDIT].demand(by)
    locked: C = lock(commitment, kind.policy[Action.EDIT], by)
    locked.refuse_if_changed_since(version)
    changes_hands = locked.owner_id != owner.pk
    locked.title, locked.detail, locked.owner = title, detail, owner
    if changes_hands:
        _refuse_owner(locked)
    locked.save()
    locked.refresh_from_db()
    if changes_hands and isinstance(locked, ProgrammeAction):
        notices.assigned(locked, by)
    return locked
