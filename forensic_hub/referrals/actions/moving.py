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
    stands: Referral = lock(referral, permission, by)
    stands.refuse_if_changed_since(version)
    return stands


def ready(referral: Referral, verb: str, by: Principal, version: int | None = None) -> Referral:
    """The referral, locked, from where this verb can be done now. The state's own refusal says who was first."""
    stands = locked(referral, by, permission=REFERRALS[verb].needs)
    REFERRALS.check(stands, verb, by)
    stands.refuse_if_changed_since(version)
    return stands


def move(stands: Referral, verb: str, by: Principal, **changes: Any) -> Referral:
    """Makes the move of a referral that is ``ready``: state, clocks, closing and agenda in one save."""
    target = State(REFERRALS[verb].target)
    for name, value in changes.items():
        setattr(stands, name, value)
    changes["closed_at"] = (stands.closed_at or clock.now()) if target in CLOSED else None
    changes["panel"] = stands.panel if target == State.AWAITING_DECISION else None
    if stands.state == State.NEW:
        notices.started(stands)
    if stands.state == State.WAITING:
        notices.answered(stands)
    return REFERRALS.perform(stands, verb, by=by, **changes, **clocks.columns(stands, target))


def resave(stands: Referral) -> Referral:
    """Saves a change that is no move, with the clocks as they now are; counts up the version in any case."""
    for name, value in clocks.columns(stands, stands.state).items():
        setattr(stands, name, value)
    stands.save()
    stands.refresh_from_db()
    return stands


def refuse_closed(stands: Referral) -> None:
    if not stands.is_open:
        raise Closed(stands)
