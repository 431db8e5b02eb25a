"""What a referral's clocks say: on a row, in the head of its page, and at length, with how each date was worked out."""

from __future__ import annotations

from forensic_hub.referrals import clocks
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.vocabulary import State
from partnership.arithmetic import clock, words
from partnership.arithmetic.targets import ONE_DAY, Pause, days_left
from partnership.pages.heads import Clock

PAUSED = "Clock paused"
NO_DAY_ZERO = "Day 0 not set"


def running(referral: Referral) -> str:
    """The clock of the referral itself: "Assessment due in 3 days", "Triage 2 days overdue"; nothing when none runs.

    A panel that has met makes its decision overdue from the next day.
    """
    if referral.is_paused:
        return PAUSED
    if referral.days_left is not None:
        return f"{referral.get_clock_display()} {words.days_left(referral.days_left)}"
    if referral.state != State.AWAITING_DECISION:
        return ""
    if referral.decision_days_left is None:
        return "No panel yet"
    is_late = referral.decision_days_left < 0
    return f"Decision {words.days_left(referral.decision_days_left)}" if is_late else f"{referral.panel}"


def head(referral: Referral) -> Clock | None:
    """The clock that is due first, for the head of the record."""
    if not referral.is_open:
        return None
    panel_on = referral.panel.meets_on if referral.panel_id else None
    clocks_of_it = (
        (referral.days_left, referral.due_on, referral.get_clock_display()),
        (referral.decision_days_left, panel_on, "Decision"),
        (referral.transfer_days_left, referral.transfer_due_on, referral.get_transfer_clock_display()),
    )
    left, due_on, step = min((one for one in clocks_of_it if one[0] is not None), default=(None, None, ""))
    if left is None:
        says = running(referral) or transfer(referral)
        return Clock(says) if says else None
    late = left < 0
    others = [line for line in (running(referral), transfer(referral)) if line and not line.startswith(step)]
    due = f"{step} {'was' if late else 'is'} due on {words.day(due_on)}"
    return Clock(words.sentence(words.days_left(left)), ". ".join([due, *others]) + ".", late)


def transfer(referral: Referral) -> str:
    """The clock of a transfer from prison; nothing for anyone else."""
    if not referral.has_transfer_clock or not referral.is_open:
        return ""
    if referral.day_zero_on is None:
        return NO_DAY_ZERO
    step = referral.get_transfer_clock_display()
    return f"{step} {words.days_left(referral.transfer_days_left)}" if referral.transfer_due_on else ""


def how_it_was_worked_out(referral: Referral) -> list[str]:
    """Each part of the running clock as a sentence: the target, where it was counted from, and what was left out."""
    if not referral.clock:
        return []
    rule = clocks.rule(referral.clock, referral.priority, referral.counted_from_on)
    step = referral.get_clock_display()
    if rule is None:
        return [f"No target for {step.lower()} was in force on {words.day(referral.counted_from_on)}."]
    pauses = [request.pause for request in referral.information_requests.all()]
    return [
        f"The target for {step.lower()} of {_a(referral.get_priority_display().lower())} referral is "
        f"{rule.amount} {rule.get_unit_display()}.",
        f"It is counted from {words.day(referral.counted_from_on)}, {_start(referral)}.",
        *(_left_out(pause) for pause in sorted(pauses) if _moved(pause, referral)),
    ]


def how_the_transfer_was_worked_out(referral: Referral) -> list[str]:
    """The rule of the transfer clock in words; the dates are shown next to it."""
    to_assess, to_transfer = clocks.transfer_rules(referral.day_zero_on or clock.today())
    if not (to_assess and to_transfer):
        return []
    return [
        f"{to_assess.amount} {to_assess.get_unit_display()} from day 0 to the first assessment, then "
        f"{to_transfer.amount} {to_transfer.get_unit_display()} to the transfer. Nothing pauses this clock."
    ]


def _start(referral: Referral) -> str:
    return "the day it was received" if referral.counted_from_on == referral.received_on else "the day it was reopened"


def _moved(pause: Pause, referral: Referral) -> bool:
    """Not one from before the referral was reopened, nor one from after the day that it made due."""
    if pause.end_on is None:
        return True
    counted = pause.end_on > referral.counted_from_on or pause.start_on >= referral.counted_from_on
    return counted and (referral.due_on is None or pause.start_on < referral.due_on)


def _left_out(pause: Pause) -> str:
    if pause.end_on is None:
        return f"The clock stopped on {words.day(pause.start_on)} and is paused until the information is received."
    days = days_left(pause.end_on, pause.start_on)
    if not days:
        return f"Information asked for on {words.day(pause.start_on)} came the same day: no day is left out."
    first, last = words.day(pause.start_on + ONE_DAY), words.day(pause.end_on)
    span = f"{first} is" if days == 1 else f"{first} to {last}, {days} days, are"
    return f"{span} left out: the hub was waiting for information."


def _a(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
