"""What the clocks of a request say, in words: what is due by when, and how long a bed is still held."""

from __future__ import annotations

import datetime as dt

from camhs_beds.models import BedRequest, BedRule, Reservation
from camhs_beds.vocabulary import Rule
from partnership.arithmetic import clock
from partnership.arithmetic.words import moment, plural, time_of_day
from partnership.pages.heads import Clock

MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)


def length(time: dt.timedelta) -> str:
    """3 days, 5 hours 20 minutes, 12 minutes: as exactly as it matters."""
    time = abs(time)
    if time >= 2 * DAY:
        return _count(time // DAY, "day")
    hours, rest = divmod(time, HOUR)
    minutes = rest // MINUTE
    said = [_count(hours, "hour")] if hours else []
    return " ".join([*said, _count(minutes, "minute")] if minutes or not hours else said)


def _count(number: int, noun: str) -> str:
    return f"{number} {plural(number, noun)}"


def response_hints(received_at: dt.datetime) -> dict[str, str]:
    """Beside each response that may be needed, its clocks: for a request received at this moment."""
    rules = BedRule.objects.on(clock.local(received_at).date()).filter(rule__in=(Rule.RESPOND, Rule.ASSESS))
    of = {(rule.rule, rule.response): rule for rule in rules}
    return {
        response: f"Respond within {_amount(of[Rule.RESPOND, response])}, by {moment(rule.after(received_at))}. "
        f"Assess within {_amount(of[Rule.ASSESS, response])}"
        for (which, response), rule in of.items()
        if which == Rule.RESPOND
    }


def _amount(rule: BedRule) -> str:
    unit = rule.get_unit_display()
    return f"{rule.amount} {unit.removesuffix('s') if rule.amount == 1 else unit}"


def response(request: BedRequest) -> str:
    """Response due by 16 April 2018 at 9:00pm, in 3 hours."""
    if request.responded_at:
        return f"Responded on {moment(request.responded_at)}"
    return f"Response {_due(request.respond_by)}" if request.respond_by else ""


def assessment(request: BedRequest) -> str:
    if request.assessed_on:
        return f"Assessed on {moment(request.assessed_on)}"
    return f"Assessment {_due(request.assess_by)}" if request.assess_by and request.is_open else ""


def head(request: BedRequest, held: Reservation | None) -> Clock | None:
    """The clock that runs out first, for the head of the record: of the bed that is held, or the response."""
    if not request.is_open:
        return None
    if held and held.is_live:
        return Clock(f"{length(held.until - clock.now())} left", f"{held.bed} is held until {short(held.until)}.")
    due_at, step = (request.assess_by, "Assessment") if request.responded_at else (request.respond_by, "Response")
    if due_at is None or (request.responded_at and request.assessed_on):
        return None
    left, late = length(due_at - clock.now()), due_at < clock.now()
    was = "was" if late else "is"
    return Clock(f"{left} overdue" if late else f"{left} left", f"{step} {was} due by {moment(due_at)}.", late)


def in_a_row(request: BedRequest) -> str:
    """The clock that matters next, short enough for a list."""
    if not request.is_open:
        return f"Closed {moment(clock.local(request.closed_at).date())}"
    if request.responded_at:
        return "Responded"
    return f"Response {_due(request.respond_by, short=True)}"


def _due(at: dt.datetime, short: bool = False) -> str:
    left = at - clock.now()
    if left < dt.timedelta(0):
        return f"overdue by {length(left)}" if short else f"was due by {moment(at)}, {length(left)} ago"
    return f"due in {length(left)}" if short else f"due by {moment(at)}, in {length(left)}"


def held(reservation: Reservation) -> str:
    """Reserved until 2:30pm, 3 hours 10 minutes left."""
    when = short(reservation.until)
    if reservation.is_live:
        return f"Reserved until {when}, {length(reservation.until - clock.now())} left"
    return f"The reservation ended at {when}"


def short(at: dt.datetime) -> str:
    """The time alone, today."""
    return time_of_day(at) if clock.local(at).date() == clock.today() else moment(at)
