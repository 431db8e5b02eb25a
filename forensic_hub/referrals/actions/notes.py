"""Contacts and notes."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from forensic_hub.referrals.actions import notices
from forensic_hub.referrals.models import Note, Referral
from forensic_hub.referrals.policy import REFERRAL
from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.records.days import refuse_future


@transaction.atomic
def add(
    *, referral: Referral, kind: str, text: str, by: Principal, contact: str = "", happened_on: dt.date | None = None
) -> Note:
    """A note, or a contact with someone, on a referral that this person may see. Refuses a day to come."""
    REFERRAL[Action.NOTE].demand(by)
    referral = permitted(by, REFERRAL[Action.NOTE], Referral).get(pk=referral.pk)
    happened_on = happened_on or clock.today()
    refuse_future("Date of the contact", happened_on)
    note = Note.objects.create(
        referral=referral, kind=kind, contact=contact, text=text, happened_on=happened_on, written_by=by.actor,
        written_at=clock.now(),
    )  # fmt: skip
    notices.noted(note, by)
    return note
