"""What the Partnership decides: recorded, ratified by the boards of the three trusts, corrected, withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.arithmetic.words import moment
from partnership.organisations.models import Programme
from partnership.programmes.actions import notices
from partnership.programmes.models import Decision, DecisionCorrection, Ratification
from partnership.programmes.policy import DECISION, RATIFICATION
from partnership.programmes.states import DECISIONS, has_all_three
from partnership.programmes.vocabulary import DecisionState
from partnership.records.correcting import differing, keep, set_values
from partnership.records.days import refuse_after, refuse_before, refuse_future
from partnership.records.models.sequence import next_reference
from partnership.records.states import lock, refuse_if_changed, save
from partnership.records.undo import TooLateToUndo, refuse_unless_just_done

DECIDED_ON = "Date of the decision"
CORRECTABLE = ("programme", "title", "text", "meeting", "decided_on")


@transaction.atomic
def record(
    *, title: str, text: str, meeting: str, decided_on: dt.date, needs_ratification: bool, by: Principal,
    programme: Programme | None = None,
) -> Decision:  # fmt: skip
    """Agreed, or agreed in principle until the boards of all three trusts have ratified it."""
    DECISION[Action.NEW].demand(by)
    refuse_future(DECIDED_ON, decided_on)
    decision = Decision.objects.create(
        reference=next_reference("DC"), programme=programme, title=title, text=text, meeting=meeting,
        decided_on=decided_on, needs_ratification=needs_ratification,
        state=DecisionState.IN_PRINCIPLE if needs_ratification else DecisionState.AGREED,
        recorded_by=by.actor, recorded_at=clock.now(),
    )  # fmt: skip
    if needs_ratification:
        notices.to_ratify(decision)
    return decision


@transaction.atomic
def respond(
    *, decision: Decision, ratified: bool, said_on: dt.date, by: Principal, why: str = "", version: int | None = None
) -> Decision:
    """Records the response of the board of this person's own trust.

    The third trust to ratify makes the decision ratified; one that does not makes it not ratified. Refuses a second
    response of one trust and a day before the decision or to come. Three managers at once: each waits for the one
    before, so that the last one sees the other two.
    """
    RATIFICATION[Action.NEW].demand(by)
    locked = lock(decision, DECISION[Action.DECIDE], by)
    refuse_second_response(locked, by)
    refuse_if_changed(locked, version)
    DECISIONS.begin_locked(locked, "respond", by)
    _refuse_said_on(said_on, locked.decided_on)
    Ratification.objects.create(
        decision=locked, trust_id=by.trust_id, ratified=ratified, said_on=said_on,  # type: ignore[misc]
        why="" if ratified else why, recorded_by=by.actor, recorded_at=clock.now(),
    )  # fmt: skip
    return _follow(locked, ratified, by)


def refuse_second_response(decision: Decision, by: Principal) -> None:
    """The board of this person's own trust responds once."""
    if earlier := _response_of(decision, by):
        on = moment(earlier.recorded_at)
        raise Refusal(f"{earlier.recorded_by} recorded “{earlier.words}” for {earlier.trust} on {on}.")


def _follow(locked: Decision, ratified: bool, by: Principal) -> Decision:
    """The decision goes where the boards send it: it waits on, or it is settled."""
    waits = ratified and has_all_three(locked) is not None
    if waits:
        return DECISIONS.finish(locked)
    DECISIONS.begin_locked(locked, "ratify" if ratified else "turn_down", by)
    settled = DECISIONS.finish(locked)
    notices.settled(settled)
    return settled


@transaction.atomic
def undo(*, decision: Decision, by: Principal) -> Decision:
    """The response of this person's own board was recorded by mistake: the decision waits for that board again.

    Refuses anyone but the person who recorded it, and anyone after ten minutes or once another trust has responded
    (TooLateToUndo).
    """
    RATIFICATION[Action.NEW].demand(by)
    locked = lock(decision, DECISION[Action.DECIDE], by)
    last = locked.ratifications.in_force().order_by("recorded_at", "pk").last()
    if last is None or last.trust_id != by.trust_id:
        raise TooLateToUndo
    refuse_unless_just_done(last.recorded_by_id, last.recorded_at, by)
    was_settled = locked.state != DecisionState.IN_PRINCIPLE
    waits = DECISIONS.finish(DECISIONS.begin_locked(locked, "undo", by))
    last.undone_at = clock.now()
    last.save()
    if was_settled:
        notices.reopened(waits)
    return waits


@transaction.atomic
def withdraw(*, decision: Decision, why: str, by: Principal, version: int | None = None) -> Decision:
    locked = DECISIONS.begin(decision, "withdraw", by, version)
    was_waiting = locked.state == DecisionState.IN_PRINCIPLE
    withdrawn = DECISIONS.finish(locked, why_withdrawn=why)
    if was_waiting:
        notices.settled(withdrawn)
    return withdrawn


@transaction.atomic
def correct(
    *, decision: Decision, changes: Mapping[str, Any], why: str, explanation: str, by: Principal,
    version: int | None = None,
) -> Decision:  # fmt: skip
    """Corrects what was recorded, fields of CORRECTABLE, and keeps the old values.

    Refuses a correction that changes nothing (NothingToCorrect), a day to come, and one after a board has responded.
    """
    locked = lock(decision, DECISION[Action.EDIT], by, version)
    different = differing(locked, changes, CORRECTABLE)
    old = set_values(locked, different)
    refuse_future(DECIDED_ON, locked.decided_on)
    if first := locked.ratifications.in_force().order_by("said_on").first():
        refuse_after(DECIDED_ON, locked.decided_on, first.said_on, "when a board responded to it")
    keep(old, locked, _correction(locked, why, explanation, by))
    return save(locked)


@transaction.atomic
def correct_date(
    *, decision: Decision, said_on: dt.date, why: str, explanation: str, by: Principal, version: int | None = None
) -> Ratification:
    """Corrects the day on which the board of this person's own trust responded.

    Refuses where it has not, and a day before the decision or to come.
    """
    RATIFICATION[Action.NEW].demand(by)
    locked = lock(decision, DECISION[Action.DECIDE], by, version)
    response = _response_of(locked, by)
    if response is None:
        raise Refusal("The board of your trust has not responded yet, so there is nothing to correct.")
    old = set_values(response, differing(response, {"said_on": said_on}, ("said_on",)))
    _refuse_said_on(response.said_on, locked.decided_on)
    keep(old, response, _correction(locked, why, explanation, by))
    response.save()
    save(locked)
    return response


def _correction(decision: Decision, why: str, explanation: str, by: Principal) -> partial[DecisionCorrection]:
    return partial(DecisionCorrection, decision=decision, why=why, explanation=explanation, corrected_by=by.actor)


def _response_of(decision: Decision, by: Principal) -> Ratification | None:
    own = decision.ratifications.in_force().filter(trust=by.trust_id)
    response: Ratification | None = own.select_related("trust", "recorded_by").first()
    return response


def _refuse_said_on(said_on: dt.date, decided_on: dt.date) -> None:
    refuse_future("Date of the board", said_on)
    refuse_before("Date of the board", said_on, decided_on, "the date of the decision")
