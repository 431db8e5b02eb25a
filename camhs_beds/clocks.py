"""What is due by when, from the rules in force on the day that it is counted from."""

from __future__ import annotations

import datetime as dt

from camhs_beds.models import BedRule
from camhs_beds.vocabulary import Rule
from partnership.arithmetic import clock


def rule(which: Rule, response: str = "", on: dt.date | None = None) -> BedRule:
    """The rule in force on this day (today). The reference data has one of each from April 2016 on."""
    return BedRule.objects.on(on or clock.today()).get(rule=which, response=response)


def due(received_at: dt.datetime, response: str) -> dict[str, dt.datetime]:
    """``respond_by`` and ``assess_by`` of a request."""
    on = clock.local(received_at).date()
    return {
        "respond_by": rule(Rule.RESPOND, response, on).after(received_at),
        "assess_by": rule(Rule.ASSESS, response, on).after(received_at),
    }


def held_until() -> dt.datetime:
    """The end of a reservation that is made now."""
    return rule(Rule.RESERVE).after(clock.now())


# Held for longer, a bed is empty that someone else waits for. A placement out of area is reviewed each week too.
LONGEST_HOLD = dt.timedelta(days=7)


def latest_hold() -> dt.datetime:
    """The last moment until which a bed can be held, counted from now each time that it is held longer."""
    return clock.now() + LONGEST_HOLD


def fresh_for() -> dt.timedelta:
    """How long a ward's confirmation is believed."""
    return rule(Rule.CONFIRM).length


def ward_sees_until(left_at: dt.datetime) -> dt.date:
    """The last day on which a ward sees somebody who left it at this moment."""
    return clock.local(left_at).date() + rule(Rule.SHOWN).length


def review_on(last: dt.date) -> dt.date:
    """The day on which a placement out of area has to be reviewed again."""
    return last + rule(Rule.REVIEW).length
