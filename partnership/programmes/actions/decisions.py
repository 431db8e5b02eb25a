"""What the Partnership decides: recorded, ratified by the boards of the three trusts, put right, withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.organisations.models import Programme
from partnership.programmes.actions import notices
from partnership.programmes.models import Decision, DecisionCorrection, Ratification
from partnership.programmes.policy import DECISION, RATIFICATION
from partnership.programmes.refusals import (
    BoardBeforeDecision,
    BoardInTheFuture,
    DecidedAfterBoard,
    DecidedInTheFuture,
    NoResponse,
    NothingToCorrect,
    RespondedAlready,
)
from partnership.programmes.states import DECISIONS, has_all_three
from partnership.programmes.vocabulary import DecisionState
from partnership.records.history import shown
from partnership.records.models.sequence import next_reference
from partnership.records.states import lock
from partnership.records.undo import TooLateToUndo, refuse_unless_just_done

CORRECTABLE = ("programme", "title", "text", "meeting", "decided_on")


@transaction.atomic
def record(
    *, title: str, text: str, meeting: str, decided_on: dt.date, needs_ratification: bool, by: Principal,
    programme: Programme | None = None,
) -> Decision:  # fmt: skip
    """Agreed, or agreed in principle until the boards of all three trusts have ratified it."""
    DECISION[Action.NEW].demand(by)
    if decided_on > clock.today():
        raise DecidedInTheFuture
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
    response of one trust (RespondedAlready) and a day before the decision or to come. Three managers at once: each
    waits for the one before, so that the last one sees the other two.
    """
    RATIFICATION[Action.NEW].demand(by)
    locked = _locked(decision, by, DECISION[Action.DECIDE])
    if earlier := _response_of(locked, by):
        raise RespondedAlready(earlier)
    locked.refuse_if_changed_since(version)
    DECISIONS.check(locked, "respond", by)
    _refuse_day(said_on, locked.decided_on)
    Ratification.objects.create(
        decision=locked, trust_id=by.trust_id, ratified=ratified, said_on=said_on,  # type: ignore[misc]
        why="" if ratified else why, recorded_by=by.actor, recorded_at=clock.now(),
    )  # fmt: skip
    return _follow(locked, ratified, by)


def _follow(locked: Decision, ratified: bool, by: Principal) -> Decision:
    """The decision goes where the boards send it."""
    verb = "turn_down" if not ratified else "respond" if has_all_three(locked) else "ratify"
    moved: Decision = DECISIONS.perform(locked, verb, by=by)
    if verb != "respond":
        notices.settled(moved)
    return moved


@transaction.atomic
def undo(*, decision: Decision, by: Principal) -> Decision:
    """The response of this person's own board was recorded by mistake: the decision waits for that board again.

    Refuses anyone but the person who recorded it, and anyone after ten minutes or once another trust has responded
    (TooLateToUndo).
    """
    RATIFICATION[Action.NEW].demand(by)
    locked = _locked(decision, by, DECISION[Action.DECIDE])
    last = locked.ratifications.standing().order_by("recorded_at", "pk").last()
    if last is None or last.trust_id != by.trust_id:
        raise TooLateToUndo
    refuse_unless_just_done(last.recorded_by_id, last.recorded_at, by)
    was_settled = locked.state != DecisionState.IN_PRINCIPLE
    waits: Decision = DECISIONS.perform(locked, "undo", by=by)
    last.undone_at = clock.now()
    last.save()
    if was_settled:
        notices.reopened(waits)
    return waits


@transaction.atomic
def withdraw(*, decision: Decision, why: str, by: Principal, version: int | None = None) -> Decision:
    DECISIONS["withdraw"].needs.demand(by)
    locked = _locked(decision, by, DECISIONS["withdraw"].needs)
    DECISIONS.check(locked, "withdraw", by)
    locked.refuse_if_changed_since(version)
    was_waiting = locked.state == DecisionState.IN_PRINCIPLE
    moved: Decision = DECISIONS.perform(locked, "withdraw", by=by, why_withdrawn=why)
    if was_waiting:
        notices.settled(moved)
    return moved


@transaction.atomic
def correct(
    *, decision: Decision, changes: Mapping[str, Any], why: str, explanation: str, by: Principal,
    version: int | None = None,
) -> Decision:  # fmt: skip
    """Puts right what was recorded: fields of CORRECTABLE. The old values stay beside the new ones.

    Refuses a correction that changes nothing (NothingToCorrect), and a day that cannot be.
    """
    DECISION[Action.EDIT].demand(by)
    locked = _locked(decision, by, DECISION[Action.EDIT])
    locked.refuse_if_changed_since(version)
    decided_on = changes.get("decided_on", locked.decided_on)
    if decided_on > clock.today():
        raise DecidedInTheFuture
    first = locked.ratifications.standing().order_by("said_on").first()
    if first and first.said_on < decided_on:
        raise DecidedAfterBoard(first.said_on)
    different = {name: changes[name] for name in CORRECTABLE if name in changes}
    if not _keep_old(locked, locked, different, why, explanation, by):
        raise NothingToCorrect
    locked.save()
    locked.refresh_from_db()
    return locked


@transaction.atomic
def correct_date(
    *, decision: Decision, said_on: dt.date, why: str, explanation: str, by: Principal, version: int | None = None
) -> Ratification:
    """Corrects the day on which the board of this person's own trust responded. Refuses where it has not."""
    RATIFICATION[Action.NEW].demand(by)
    locked = _locked(decision, by, DECISION[Action.DECIDE])
    locked.refuse_if_changed_since(version)
    response = _response_of(locked, by)
    if response is None:
        raise NoResponse
    _refuse_day(said_on, locked.decided_on)
    if not _keep_old(locked, response, {"said_on": said_on}, why, explanation, by):
        raise NothingToCorrect
    response.save()
    locked.save()
    return response


def _locked(decision: Decision, by: Principal, permission: Any) -> Decision:
    locked: Decision = lock(decision, permission, by)
    return locked


def _response_of(decision: Decision, by: Principal) -> Ratification | None:
    response: Ratification | None = (
        decision.ratifications.standing().filter(trust=by.trust_id).select_related("trust", "recorded_by").first()
    )
    return response


def _refuse_day(said_on: dt.date, decided_on: dt.date) -> None:
    if said_on > clock.today():
        raise BoardInTheFuture
    if said_on < decided_on:
        raise BoardBeforeDecision(decided_on)


def _keep_old(
    decision: Decision, row: Any, changes: Mapping[str, Any], why: str, explanation: str, by: Principal
) -> bool:
    """Sets the values that differ and writes a correction of each; False when none does."""
    different = {name: value for name, value in changes.items() if getattr(row, name) != value}
    for name, value in different.items():
        old = shown(row, name)
        setattr(row, name, value)
        label = str(row._meta.get_field(name).verbose_name)
        DecisionCorrection.objects.create(
            decision=decision, field=f"{row._meta.model_name}.{name}", row=row.pk, old_value=old,
            about=label[:1].upper() + label[1:], new_value=shown(row, name), why=why, explanation=explanation,
            corrected_by=by.actor, corrected_at=clock.now(),
        )  # fmt: skip
    return bool(different)
