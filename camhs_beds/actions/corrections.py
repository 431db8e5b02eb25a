"""Corrections: the old value, who, when and why are kept beside the new one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model

from camhs_beds import clocks
from camhs_beds.actions.locking import locked_request
from camhs_beds.actions.requests import refuse_an_adult, refuse_second
from camhs_beds.models import BedRequest, BedRequestCorrection, Stay
from camhs_beds.models.bed_request import ASKED
from camhs_beds.policy import STAY
from camhs_beds.refusals import HasBeenAdmitted, PersonOfAnotherPathway, ReceivedAfter
from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.roles import Pathway
from partnership.people import actions as people
from partnership.people.models import Person
from partnership.people.policy import PERSON
from partnership.records.correcting import keep, set_values
from partnership.records.corrections import NothingToCorrect
from partnership.records.states import lock

CORRECTABLE = (*ASKED, "assessed_on")


@transaction.atomic
def correct(
    *,
    request: BedRequest,
    changes: Mapping[str, Any],
    why: str,
    explanation: str,
    by: Principal,
    version: int | None = None,
) -> BedRequest:
    """Puts right what was asked. ``changes`` names fields of CORRECTABLE, and ``age_checked``; ``why`` is one of
    ``Correction.Why``.

    The clocks follow, and with another young person the responsible trust. Refuses what logging refuses, a correction
    that changes nothing (NothingToCorrect), and another young person for a request that somebody was admitted for.
    """
    if "person" in changes:  # before the request, as in correct_person
        changes = {**changes, "person": lock(changes["person"], PERSON[Action.EDIT], by)}
    locked = locked_request(request, by, version)
    asked = {name: changes[name] for name in CORRECTABLE if name in changes}
    different = different_from(locked, asked)
    if not different:
        raise NothingToCorrect
    old = set_values(locked, different)
    if "person" in changes:
        _refuse_person(locked, by)
        locked.responsible_trust = locked.person.responsible_trust
    _refuse_times(locked)
    refuse_an_adult(locked.person, locked.wanted_on, checked=changes.get("age_checked") or locked.age_checked)
    locked.age_checked = changes.get("age_checked", locked.age_checked)
    for name, at in clocks.due(locked.received_at, locked.response).items():
        setattr(locked, name, at)
    new = partial(BedRequestCorrection, request=locked, why=why, explanation=explanation, corrected_by=by.actor)
    keep(old, locked, new, called="bed_request")
    locked.save()
    locked.refresh_from_db()
    return locked


def different_from(row: Model, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the changes that the row does not say already."""
    return {name: value for name, value in changes.items() if not _is_same(getattr(row, name), value)}


def _is_same(now: Any, then: Any) -> bool:
    """Of several, the order says nothing; of a time, what is less than a minute."""
    if isinstance(now, dt.datetime) and then is not None:
        return bool(now.replace(second=0, microsecond=0) == then.replace(second=0, microsecond=0))
    return sorted(now) == sorted(then) if isinstance(now, list) else bool(now == then)


def _refuse_person(locked: BedRequest, by: Principal) -> None:
    if locked.person.pathway != Pathway.CAMHS:
        raise PersonOfAnotherPathway
    if locked.stays.exists():
        raise HasBeenAdmitted(locked)
    if locked.is_open:
        refuse_second(locked.person, by, other_than=locked)


def _refuse_times(locked: BedRequest) -> None:
    """It came before anybody logged it, and before any unit was asked."""
    first = locked.asks.order_by("asked_at").values_list("asked_at", flat=True).first()
    for what, limit in (("when it was logged", locked.logged_at), ("when the first unit was asked", first)):
        if limit and locked.received_at > limit:
            raise ReceivedAfter(what, limit)


@transaction.atomic
def correct_person(
    *, person: Person, changes: Mapping[str, Any], why: str, explanation: str, by: Principal, version: int | None
) -> Person:
    """Puts right a young person's details. Their requests and stays go to the trust that is now responsible, out of the
    other's sight; the closed ones as well: whoever sees a request sees the person."""
    person = people.correct(person=person, by=by, version=version, changes=changes, why=why, explanation=explanation)
    for request in person.bed_requests.exclude(responsible_trust=person.responsible_trust).order_by("pk"):
        _give(locked_request(request, by), person)
    for stay in permitted(by, STAY[Action.EDIT], Stay).filter(person=person).order_by("pk"):
        _give(lock(stay, STAY[Action.EDIT], by), person)
    return person


def _give(record: BedRequest | Stay, person: Person) -> None:
    """Unless it turned out meanwhile to be about somebody else."""
    if record.person_id == person.pk and record.responsible_trust_id != person.responsible_trust_id:
        record.responsible_trust = person.responsible_trust
        record.save()
