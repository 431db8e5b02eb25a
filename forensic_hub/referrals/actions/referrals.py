"""Logging a referral, who owns it, and its end and reopening."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction

from forensic_hub.referrals import clocks
from forensic_hub.referrals.actions import documents, duty, notices
from forensic_hub.referrals.actions.moving import finish, refuse_closed, resave
from forensic_hub.referrals.models import Assessment, Closure, Referral
from forensic_hub.referrals.models.information_request import InformationRequest
from forensic_hub.referrals.policy import REFERRAL
from forensic_hub.referrals.states import DECIDE, EDIT, REFERRALS
from forensic_hub.referrals.vocabulary import State
from partnership.access.models import User
from partnership.access.policy import Action, Permission, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.people.models import Person
from partnership.people.policy import PERSON
from partnership.records.days import refuse_future
from partnership.records.events import with_last_change
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
    ``uploads`` become its documents. With ``hand_out`` it goes to the officer on duty whose turn it is, if any.
    Refuses a day of receipt that has not come.
    """
    REFERRAL[Action.NEW].demand(by)
    person = lock(person, PERSON[Action.VIEW], by)  # their trust stays as it is until the referral has it too
    refuse_future("Date received", asked["received_at"])
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
    """Makes this person the owner of an unassigned referral. Refuses one that has another owner."""
    return give(_lock_own(referral, by), by.user, by)


@transaction.atomic
def give_back(*, referral: Referral, by: Principal, version: int | None = None) -> Referral:
    """This person's own referral becomes unassigned. Refuses one that has another owner."""
    return give(_lock_own(referral, by, version), None, by)


@transaction.atomic
def assign(*, referral: Referral, to: User | None, by: Principal, version: int | None = None) -> Referral:
    """The hub lead gives a referral to an officer, or makes it unassigned. Refuses a user who is not of the hub."""
    locked = lock_open(referral, DECIDE, by, version)
    duty.refuse_stranger(to)
    return give(locked, to, by)


@transaction.atomic
def assign_all(*, references: Collection[str], to: User, by: Principal) -> list[Referral]:
    """The hub lead gives each of these to one officer: all of them, or none where one is refused."""
    chosen = permitted(by, DECIDE, Referral).filter(reference__in=references).order_by("pk")
    return [assign(referral=referral, to=to, by=by) for referral in chosen]


def lock_open(referral: Referral, permission: Permission, by: Principal, version: int | None = None) -> Referral:
    locked = lock(referral, permission, by, version)
    refuse_closed(locked)
    return locked


def give(locked: Referral, to: User | None, by: Principal) -> Referral:
    locked.owner = to
    notices.assigned(locked, by)
    return resave(locked)


def _lock_own(referral: Referral, by: Principal, version: int | None = None) -> Referral:
    locked = lock_open(referral, EDIT, by, version)
    if locked.owner_id not in (None, by.user_id):
        raise Refusal(with_last_change(locked, f"{locked.owner} already has {locked}."))
    return locked


@transaction.atomic
def withdraw(*, referral: Referral, why: str, explanation: str, by: Principal, version: int | None = None) -> Referral:
    """The referrer or the hub ends it, with a reason of WithdrawnWhy."""
    locked = REFERRALS.begin(referral, "withdraw", by, version)
    return close(locked, by, how=Closure.How.WITHDRAWN, why=why, explanation=explanation)


@transaction.atomic
def reopen(*, referral: Referral, why: str, by: Principal, version: int | None = None) -> Referral:
    """It goes on as New: triaged again, its target counted from today. What was decided before stays in its history."""
    locked = REFERRALS.begin(referral, "reopen", by, version)
    reopen_closure(locked, why, by)
    return finish(locked, counted_from_on=clock.today(), accepted_at=None, decision=None)


def close(locked: Referral, by: Principal, **reason: Any) -> Referral:
    """Ends a referral whose move was begun, with a Closure, and whatever is still open on it."""
    now = clock.now()
    end_what_is_open(locked, by, now)
    Closure.objects.create(referral=locked, closed_by=by.actor, closed_at=now, **reason)
    return finish(locked)


def reopen_closure(locked: Referral, why: str, by: Principal) -> None:
    for closure in locked.closures.filter(reopened_at=None):
        closure.reopened_by, closure.reopened_at, closure.why_reopened = by.user, clock.now(), why
        closure.save()


def end_what_is_open(locked: Referral, by: Principal, at: dt.datetime) -> None:
    """No referrer is chased, and no assessor travels, for a referral that has ended."""
    for request in locked.information_requests.open():
        request.ending, request.ended_by, request.ended_at = InformationRequest.Ending.CANCELLED, by.user, at
        request.why_cancelled = "The referral was closed"
        request.save()
    for booking in locked.assessments.filter(status=Assessment.Status.BOOKED):
        booking.status, booking.why_cancelled = Assessment.Status.CANCELLED, "The referral was closed"
        booking.save()
