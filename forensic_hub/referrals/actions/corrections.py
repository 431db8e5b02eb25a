"""Corrections: the old value, who, when and why are kept with the new one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model

from forensic_hub.referrals.actions.assessments import refuse_day
from forensic_hub.referrals.actions.moving import resave
from forensic_hub.referrals.actions.transfers import refuse_day_zero
from forensic_hub.referrals.models import ASKED, Assessment, InformationRequest, Note, Referral, ReferralCorrection
from forensic_hub.referrals.states import EDIT
from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.people import actions as people
from partnership.people.models import Person
from partnership.people.policy import PERSON
from partnership.records.correcting import differing, keep, set_values
from partnership.records.days import refuse_after, refuse_before, refuse_future
from partnership.records.states import lock

CORRECTABLE: dict[type[Model], tuple[str, ...]] = {
    Referral: (*ASKED, "day_zero_on"),
    Assessment: ("took_place_on", "outcome", "recommended_setting", "gender_specific", "risks", "summary"),
    InformationRequest: ("sent_at", "ended_at"),
    Note: ("kind", "contact", "text", "happened_on"),
}  # fmt: skip


@transaction.atomic
def correct(
    *, row: Referral | Assessment | InformationRequest | Note, changes: Mapping[str, Any], why: str, explanation: str,
    by: Principal, version: int | None = None,
) -> Any:  # fmt: skip
    """Puts right what was recorded on a referral; ``version`` is the referral's. Returns the row as it now is.

    ``changes`` names fields of CORRECTABLE; ``why`` is one of ``Correction.Why``. The clocks follow, and with another
    person the responsible trust. A note whose text becomes empty is struck out. Refuses a correction that changes
    nothing, and days that cannot be.
    """
    if "person" in changes:  # before the referral, as in correct_person
        changes = {**changes, "person": lock(changes["person"], PERSON[Action.EDIT], by)}
    referral = lock(row if isinstance(row, Referral) else row.referral, EDIT, by, version)
    was_received_on = referral.received_on
    row = referral if isinstance(row, Referral) else type(row).objects.get(pk=row.pk, referral=referral)
    old = set_values(row, differing(row, changes, CORRECTABLE[type(row)]))
    _follow(referral, was_received_on)
    _refuse_days(row, referral)
    new = partial(ReferralCorrection, referral=referral, why=why, explanation=explanation, corrected_by=by.actor)
    keep(old, row, new)
    if row is not referral:
        row.save()
    resave(referral)
    row.refresh_from_db()
    return row


@transaction.atomic
def correct_person(
    *, person: Person, changes: Mapping[str, Any], why: str, explanation: str, by: Principal, version: int | None
) -> Person:
    """Puts right a person's details. Their referrals go to the trust that is now responsible, out of the other's sight.

    The closed ones as well: a user who sees a referral sees the person.
    """
    person = people.correct(person=person, by=by, version=version, changes=changes, why=why, explanation=explanation)
    for referral in people.follow_trust(person, person.referrals.all(), EDIT, by):
        resave(referral)
    return person


def _follow(referral: Referral, was_received_on: dt.date) -> None:
    """What is derived from the person and from the day received, unless a reopening made another day count."""
    referral.responsible_trust = referral.person.responsible_trust
    if referral.counted_from_on == was_received_on:
        referral.counted_from_on = referral.received_on


def _refuse_days(row: Any, referral: Referral) -> None:
    if isinstance(row, Assessment) and row.took_place_on:
        refuse_day(referral, row.took_place_on)
    if isinstance(row, InformationRequest):
        _refuse_times(row, referral)
    if isinstance(row, Note):
        refuse_future("Date of the contact", row.happened_on)
    if isinstance(row, Referral):
        if row.day_zero_on:
            refuse_day_zero(row.day_zero_on)
        refuse_future("Date received", row.received_on)
        refuse_received_later(row)


def _refuse_times(request: InformationRequest, referral: Referral) -> None:
    """It is asked after the referral came, and the answer comes after that; neither is still to come."""
    for what, given, first, because in (
        ("Time sent", request.sent_at, referral.received_at, "when the referral was received"),
        ("Time received or cancelled", request.ended_at, request.sent_at, "when it was sent"),
    ):
        refuse_future(what, given)
        refuse_before(what, given, first, because)


def refuse_received_later(referral: Referral) -> None:
    """What was done with a referral came after it: it was logged, asked about and assessed."""
    asked = referral.information_requests.order_by("sent_at").values_list("sent_at", flat=True).first()
    took_place = referral.assessments.exclude(took_place_on=None).order_by("took_place_on")
    first = took_place.values_list("took_place_on", flat=True).first()
    refuse_after("Date received", referral.received_at, referral.logged_at, "when the referral was logged")
    refuse_after("Date received", referral.received_at, asked, "when information was asked for")
    refuse_after("Date received", referral.received_on, first, "the date of the assessment")
