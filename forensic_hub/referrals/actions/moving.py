"""What every action begins and ends with: the referral under a lock, and its move with the clocks that follow."""

from __future__ import annotations

from typing import Any

from forensic_hub.referrals import clocks
from forensic_hub.referrals.actions import notices
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.policy import REFERRAL
from forensic_hub.referrals.refusals import Closed
from forensic_hub.referrals.states import REFERRALS
from forensic_hub.referrals.vocabulary import CLOSED, State
from partnership.access.policy import Action, Permission
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.records.states import lock

EDIT = REFERRAL[Action.EDIT]


def locked(referral: Referral, by: Principal, version: int | None = None, permission: Permission = EDIT) -> Referral:
    """The referral as it stands, its row locked until the transaction ends.

    Refuses a role without the permission (NotPermitted) and an older version than stands now (ChangedSinceOpened);
    raises DoesNotExist for one out of scope.
    """
    permission.demand(by)
    referral = lock(referral, permission, by)
    referral.refuse_if_changed_since(version)
    return referral


def ready(referral: Referral, verb: str, by: Principal, version: int | None = None) -> Referral:
    """The referral, locked, from where this verb can be done now. The state's own refusal says who was first."""
    referral = locked(referral, by, permission=REFERRALS[verb].needs)
    REFERRALS.check(referral, verb, by)
    referral.refuse_if_changed_since(version)
    return referral


def move(referral: Referral, verb: str, by: Principal, **changes: Any) -> Referral:
    """Makes the move of a referral that is ``ready``: state, clocks, closing and agenda in one save."""
    target = State(REFERRALS[verb].target)
    for name, value in changes.items():
        setattr(referral, name, value)
    changes["closed_at"] = (referral.closed_at or clock.now()) if target in CLOSED else None
    changes["panel"] = referral.panel if target == State.AWAITING_DECISION else None
    if referral.state == State.NEW:
        notices.started(referral)
    if referral.state == State.WAITING:
        notices.answered(referral)
    return REFERRALS.perform(referral, verb, by=by, **changes, **clocks.columns(referral, target))


def resave(referral: Referral) -> Referral:
    """Saves a change that is no move, with the clocks as they now are; counts up the version in any case."""
    for name, value in clocks.columns(referral, referral.state).items():
        setattr(referral, name, value)
    referral.save()
    referral.refresh_from_db()
    return referral


def refuse_closed(referral: Referral) -> None:
    if not referral.is_open:
        raise Closed(referral)
