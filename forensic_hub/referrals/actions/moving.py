"""What follows from a change of a referral: its clocks, when it closed, whose agenda it is on, who is notified."""

from __future__ import annotations

from typing import Any

from forensic_hub.referrals import clocks
from forensic_hub.referrals.actions import notices
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.states import REFERRALS
from forensic_hub.referrals.vocabulary import CLOSED, State
from partnership.arithmetic import clock
from partnership.records.states import WrongState, save


def finish(locked: Referral, **changes: Any) -> Referral:
    """Makes the move that was begun: state, clocks, closing and agenda in one save."""
    target = State(REFERRALS.begun(locked).target)
    for name, value in changes.items():
        setattr(locked, name, value)
    changes["closed_at"] = (locked.closed_at or clock.now()) if target in CLOSED else None
    changes["panel"] = locked.panel if target == State.AWAITING_DECISION else None
    if locked.state == State.NEW:
        notices.started(locked)
    if locked.state == State.WAITING:
        notices.answered(locked)
    return REFERRALS.finish(locked, **changes, **clocks.columns(locked, target))


def resave(locked: Referral) -> Referral:
    """Saves a change that is no move, with the clocks as they now are."""
    return save(locked, **clocks.columns(locked, locked.state))


def refuse_closed(locked: Referral) -> None:
    if not locked.is_open:
        raise WrongState(locked)
