"""What follows from a move of a request: when it was answered and closed, and which wards see it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from camhs_beds.models import BedRequest
from camhs_beds.states import REQUESTS
from camhs_beds.vocabulary import CLOSED, State
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.records.states import save


def finish(locked: BedRequest, **changes: Any) -> BedRequest:
    """Makes the move that was begun. What ends a request says when, and that it has been answered."""
    target, now = State(REQUESTS.begun(locked).target), clock.now()
    changes["closed_at"] = (locked.closed_at or now) if target in CLOSED else None
    if target in CLOSED or target is State.OFFER_MADE:
        changes["responded_at"] = locked.responded_at or now
    return REQUESTS.finish(locked, **changes)


def move_on(locked: BedRequest, verb: str, by: Principal, **changes: Any) -> BedRequest:
    """A move of a request that is locked already."""
    return finish(REQUESTS.begin_locked(locked, verb, by), **changes)


def show_to(locked: BedRequest, units: Iterable[int]) -> BedRequest:
    return save(locked, visible_to_units=sorted(set(units)))
