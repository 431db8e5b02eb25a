"""Logging a referral, who has it in hand, and its end and reopening."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction

from forensic_hub.referrals import clocks
from forensic_hub.referrals.actions import documents, duty, notices
from forensic_hub.referrals.actions.moving import locked, move, ready, refuse_closed, resave
from forensic_hub.referrals.models import Assessment, Closure, Referral
from forensic_hub.referrals.models.information_request import InformationRequest
from forensic_hub.referrals.policy import REFERRAL
from forensic_hub.referrals.refusals import AlreadyTaken, NotYet
from forensic_hub.referrals.vocabulary import State
from partnership.access.models import User
from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.people.models import Person
from partnership.people.policy import PERSON
from partnership.records.models.sequence import next_reference
from partnership.records.states import lock


@transaction.atomic
def log(
    *,
    by: Principal,
    person: Person,
    asked: Mapping[str, Any],
    answers: Sequence[Mapping[str, Any]] = (),
    papers: Collection[str] = (),
    uploads: Collection[uuid.UUID] = (),
    hand_out: bool = True,
) -> Referral:
    """A new referral: from here on it is frozen as it was asked.

    ``asked`` gives the fields of ``models.ASKED`` but the person; ``answers`` the questions and answers in words.
    ``uploads`` become its documents. With ``hand_out`` it goes to the officer on duty whose turn it is, or to nobody
    when nobody is on duty. Refuses a day of receipt that has not come (NotYet).
    """
    REFERRAL[Action.NEW].demand(by)
    person = lock(person, PERSON[Action.VIEW], by)  # their trust stays as it is until the referral has it too
    if asked["received_at"] > clock.now():
        raise NotYet("Date received")
    referral = Referral(
        person=person, **asked, answers=list(answers), papers=sorted(set(papers)), logged_by=by.user,
        logged_at=clock.now(), responsible_trust=person.responsible_trust, owner=duty.take_turn() if hand_out else None,
    )  # fmt: skip
    referral.counted_from_on = referral.received_on
    for name, value in clocks.columns(referral, State.NEW).items():
        setattr(referral, name, value)
    referral.reference = next_reference("FR")
    referral.save()
    documents.attach(referral, uploads, by)
    notices.assigned(referral, by)
    return referral


@transaction.atomic
def take(*, referral: Referral, by: Principal) -> Referral:
    """Oneself becomes the owner of a referral that nobody has. Refuses one that somebody has (AlreadyTaken)."""
    referral = locked(referral, by)
    refuse_closed(referral)
    if referral.owner_id not in (None, by.user_id):
        raise AlreadyTaken(referral)
    referral.owner = by.user
    notices.assigned(referral, by)
    return resave(referral)


@transaction.atomic
def give_back(*, referral: Referral, by: Principal, version: int | None = None) -> Referral:
    """One's own referral becomes unassigned. Refuses somebody else's (AlreadyTaken)."""
    referral = locked(referral, by, version)
    refuse_closed(referral)
    if referral.owner_id not in (None, by.user_id):
        raise AlreadyTaken(referral)
    referral.owner = None
    notices.assigned(referral, by)
    return resave(referral)


@transaction.atomic
def assign(*, referral: Referral, to: User | None, by: Principal, version: int | None = None) -> Referral:
    """The hub lead gives a referral to an officer, or with None to nobody. Refuses a stranger (NotOfTheHub)."""
    referral = locked(referral, by, version, REFERRAL[Action.DECIDE])
    refuse_closed(referral)
    if to is not None:
        duty.refuse_stranger(to)
    referral.owner = to
    notices.assigned(referral, by)
    return resave(referral)


@transaction.atomic
def withdraw(*, referral: Referral, why: str, explanation: str, by: Principal, version: int | None = None) -> Referral:
    """The referrer or the hub ends it, with a reason of WithdrawnWhy."""
    referral = ready(referral, "withdraw", by, version)
    return close(referral, "withdraw", by, how=Closure.How.WITHDRAWN, why=why, explanation=explanation)


@transaction.atomic
def reopen(*, referral: Referral, why: str, by: Principal, version: int | None = None) -> Referral:
    """It goes on as New: triaged again, its target counted from today. What was decided before stays in its history."""
    referral = ready(referral, "reopen", by, version)
    reopen_closure(referral, why, by)
    return move(referral, "reopen", by, counted_from_on=clock.today(), accepted_at=None, decision=None)


def close(referral: Referral, verb: str, by: Principal, **reason: Any) -> Referral:
    """Ends a referral that is ``ready``, with a Closure, and whatever was still open on it."""
    now = clock.now()
    end_what_is_open(referral, by, now)
    Closure.objects.create(referral=referral, closed_by=by.actor, closed_at=now, **reason)
    return move(referral, verb, by)


def reopen_closure(referral: Referral, why: str, by: Principal) -> None:
    for closure in referral.closures.filter(reopened_at=None):
        closure.reopened_by, closure.reopened_at, closure.why_reopened = by.user, clock.now(), why
        closure.save()


def end_what_is_open(referral: Referral, by: Principal, at: dt.datetime) -> None:
    """Nobody is chased, and no assessor travels, for a referral that has ended."""
    for request in referral.information_requests.open():
        request.ending, request.ended_by, request.ended_at = InformationRequest.Ending.CANCELLED, by.user, at
        request.why_cancelled = "The referral was closed"
        request.save()
    for booking in referral.assessments.filter(status=Assessment.Status.BOOKED):
        booking.status, booking.why_cancelled = Assessment.Status.CANCELLED, "The referral was closed"
        booking.save()
