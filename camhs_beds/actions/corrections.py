"""Corrections: the old value, who, when and why are kept with the new one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction

from camhs_beds import clocks
from camhs_beds.actions.requests import refuse_an_adult, refuse_other_pathway, refuse_second
from camhs_beds.models import BedRequest, BedRequestCorrection, Stay
from camhs_beds.models.bed_request import ASKED
from camhs_beds.policy import STAY
from camhs_beds.states import EDIT
from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.people import actions as people
from partnership.people.models import Person
from partnership.people.policy import PERSON
from partnership.records.correcting import differing, keep, set_values
from partnership.records.days import refuse_after
from partnership.records.states import lock, save

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
    that changes nothing, and another young person for a request after an admission.
    """
    if "person" in changes:  # before the request, as in correct_person
        changes = {**changes, "person": lock(changes["person"], PERSON[Action.EDIT], by)}
    locked = lock(request, EDIT, by, version)
    asked = dict(changes)
    age_checked = asked.pop("age_checked", locked.age_checked)
    old = set_values(locked, differing(locked, asked, CORRECTABLE))
    if "person" in changes:
        _refuse_person(locked, by)
        locked.responsible_trust = locked.person.responsible_trust
    _refuse_times(locked)
    refuse_an_adult(locked.person, locked.wanted_on, checked=age_checked or locked.age_checked)
    locked.age_checked = age_checked
    for name, at in clocks.due(locked.received_at, locked.response).items():
        setattr(locked, name, at)
    new = partial(BedRequestCorrection, request=locked, why=why, explanation=explanation, corrected_by=by.actor)
    keep(old, locked, new, called="bed_request")
    return save(locked)


def _refuse_person(locked: BedRequest, by: Principal) -> None:
    refuse_other_pathway(locked.person)
    if locked.stays.exists():
        undo = "Undo the admission, or end the stay, and log a new request."
        raise Refusal(f"A young person was admitted for {locked}. {undo}")
    if locked.is_open:
        refuse_second(locked.person, by, other_than=locked)


def _refuse_times(locked: BedRequest) -> None:
    """It came before it was logged, and before any unit was asked."""
    first = locked.asks.order_by("asked_at").values_list("asked_at", flat=True).first()
    refuse_after("Time received", locked.received_at, locked.logged_at, "when it was logged")
    refuse_after("Time received", locked.received_at, first, "when the first unit was asked")


@transaction.atomic
def correct_person(
    *, person: Person, changes: Mapping[str, Any], why: str, explanation: str, by: Principal, version: int | None
) -> Person:
    """Puts right a young person's details. Their requests and stays go to the trust that is now responsible, out of the
    other's sight; the closed ones as well: a user who sees a request sees the person."""
    person = people.correct(person=person, by=by, version=version, changes=changes, why=why, explanation=explanation)
    stays = permitted(by, STAY[Action.EDIT], Stay).filter(person=person)
    for request in people.follow_trust(person, person.bed_requests.all(), EDIT, by):
        request.save()
    for stay in people.follow_trust(person, stays, STAY[Action.EDIT], by):
        stay.save()
    return person
