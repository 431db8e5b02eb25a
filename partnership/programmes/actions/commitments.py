"""Milestones and actions: added, updated and changed. Both go by the same verbs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from partnership.access.models import User
from partnership.access.policy import Action, Policy
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.access.roles import PROGRAMME_LEAD, TRUST_MANAGER
from partnership.arithmetic import clock
from partnership.organisations.models import Organisation, Programme
from partnership.programmes.actions import notices
from partnership.programmes.models import ActionUpdate, Milestone, MilestoneUpdate, ProgrammeAction
from partnership.programmes.models.commitment import Commitment, Update
from partnership.programmes.policy import ACTION, MILESTONE
from partnership.programmes.states import ACTIONS, MILESTONES
from partnership.programmes.vocabulary import Progress
from partnership.records.days import refuse_future, refuse_past
from partnership.records.guards import ThisTransaction
from partnership.records.models.sequence import next_reference
from partnership.records.states import StateTable, lock, save
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


def owners(by: Principal, present: User | None = None) -> QuerySet[User]:
    """Who this person can choose as an owner: programme leads, and the managers of the trusts that they work for.

    The ``present`` owner can stay, though they may have left that role.
    """
    trust = by.grant.trust if by.grant else None
    managers = User.objects.at_work(TRUST_MANAGER.code, trust=trust)
    found = User.objects.at_work(PROGRAMME_LEAD.code) | managers | User.objects.filter(pk=present and present.pk)
    return found.order_by("first_name", "last_name", "pk")


@transaction.atomic
def add(
    *, model: type[C], programme: Programme, title: str, due_on: dt.date, owner: User, by: Principal,
    detail: str = "", trust: Organisation | None = None,
) -> C:  # fmt: skip
    """Promised for ``due_on``, which is kept as its baseline.

    People who work for a trust add only for it. Refuses an owner who could not open it.
    """
    kind = KINDS[model]
    kind.policy[Action.NEW].demand(by)
    if by.trust_id and (trust is None or trust.pk != by.trust_id):
        raise Refusal("You can only add what belongs to your own trust.")
    added = model(
        reference=next_reference(kind.prefix), programme=programme, trust=trust, title=title, detail=detail,
        owner=owner, baseline_on=due_on, due_on=due_on, added_by=by.actor, added_at=clock.now(),
    )  # fmt: skip
    _refuse_owner(owner, added)
    added.save()
    if isinstance(added, ProgrammeAction):
        notices.assigned(added, by)
    return added


def _refuse_owner(owner: User, commitment: Commitment) -> None:
    """The owner can open it: a programme lead, or a manager of the trust that promised it."""
    held, trust, whose = User.objects.filter(pk=owner.pk), commitment.trust, commitment.whose
    if held.at_work(PROGRAMME_LEAD.code) or (trust and held.at_work(TRUST_MANAGER.code, trust=trust)):
        return
    if held.at_work(TRUST_MANAGER.code):
        raise Refusal(f"{owner} does not work for {whose}. Select a programme lead, or someone who does")


@transaction.atomic
def update(
    *, commitment: C, progress: str, what_happened: str, by: Principal, due_on: dt.date | None = None,
    why_moved: str = "", evidence: str = "", done_on: dt.date | None = None, version: int | None = None,
) -> C:  # fmt: skip
    """What has happened since last time, and the progress now. ``done_on`` is today unless another day is given.

    A new due date is not in the past, and a later one needs a reason. What is complete has no new due date, and was
    done by today.
    """
    kind = KINDS[type(commitment)]
    locked = kind.states.begin(commitment, progress, by, version)
    moved_to = due_on if due_on != locked.due_on else None
    _refuse_days(locked, progress, moved_to, why_moved, done_on)
    kind.update._default_manager.create(
        **{kind.of: locked}, state=progress, what_happened=what_happened, due_on=moved_to,
        was_state=locked.state, was_due_on=locked.due_on, was_done_on=locked.done_on,
        why_moved=why_moved if moved_to else "", evidence=evidence, written_by=by.actor, written_at=clock.now(),
    )  # fmt: skip
    if isinstance(locked, ProgrammeAction):
        notices.started(locked)
    completed_on = (done_on or clock.today()) if progress == Progress.COMPLETE else None
    return kind.states.finish(locked, due_on=moved_to or locked.due_on, done_on=completed_on)


@transaction.atomic
def undo(*, commitment: C, by: Principal) -> C:
    """Takes back the last update: progress and dates are again those before it, and a slip that it made is not counted.

    Refuses anyone but the person who wrote it, and anyone after ten minutes (TooLateToUndo).
    """
    kind = KINDS[type(commitment)]
    locked = lock(commitment, kind.policy[Action.EDIT], by)
    last = locked.updates.in_force().first()  # type: ignore[attr-defined]
    if last is None:
        raise TooLateToUndo
    refuse_unless_just_done(last.written_by_id, last.written_at, by)
    kind.states.begin_locked(locked, last.was_state, by)
    last.undone_at, last.undone_in = clock.now(), ThisTransaction()
    last.save()
    return kind.states.finish(locked, due_on=last.was_due_on, done_on=last.was_done_on)


def _refuse_days(
    locked: Commitment, progress: str, moved_to: dt.date | None, why_moved: str, done_on: dt.date | None
) -> None:
    if progress == Progress.COMPLETE:
        if moved_to:
            raise Refusal("Leave the new due date empty: what is complete is not due any more")
        refuse_future("Date completed", done_on)
    elif moved_to:
        refuse_past("New due date", moved_to)
        if moved_to > locked.due_on and not why_moved:
            raise Refusal("Enter the reason the due date has moved")


@transaction.atomic
def change(*, commitment: C, title: str, detail: str, owner: User, by: Principal, version: int | None = None) -> C:
    """Its title, what it takes and its owner; dates and progress go by ``update``.

    Refuses a new owner who could not open it.
    """
    locked = lock(commitment, KINDS[type(commitment)].policy[Action.EDIT], by, version)
    is_new_owner = locked.owner_id != owner.pk
    if is_new_owner:
        _refuse_owner(owner, locked)
    changed = save(locked, title=title, detail=detail, owner=owner)
    if is_new_owner and isinstance(changed, ProgrammeAction):
        notices.assigned(changed, by)
    return changed
