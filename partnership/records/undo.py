"""Taking back what one has just done: by the person who did it, within ten minutes."""

from __future__ import annotations

import datetime as dt

from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock

WITHIN = dt.timedelta(minutes=10)
JUST_DONE = "Within 10 minutes, by the person who did it"
"""What a state table says of a move that undoes another."""


class TooLateToUndo(Refusal):
    """Or never for this person, or not any more because something came between."""

    def __init__(self) -> None:
        super().__init__("This can be undone for 10 minutes, by the person who did it. Change it on its own page.")


def refuse_unless_just_done(user_id: int | None, at: dt.datetime, by: Principal) -> None:
    if user_id != by.user_id or clock.now() - at > WITHIN:
        raise TooLateToUndo
