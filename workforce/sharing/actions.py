"""Sharing one's passport with another trust, and stopping it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.organisations.models import Organisation
from partnership.records.days import refuse_past
from workforce.passports.models import Passport
from workforce.passports.policy import MY_PASSPORT
from workforce.sharing.models import Share
from workforce.sharing.policy import SHARE


@transaction.atomic
def give(*, with_trust: Organisation, purpose: str, starts_on: dt.date, ends_on: dt.date, by: Principal) -> Share:
    """Opens the passport of ``by`` to a trust. Refuses their own trust, and days that have passed."""
    SHARE[Action.NEW].demand(by)
    passport = permitted(by, MY_PASSPORT[Action.VIEW], Passport).select_related("staff_member").first()
    if passport is None:
        raise Refusal("You do not have a passport yet. Ask your HR team.")
    if passport.staff_member.trust_id == with_trust.pk:
        raise Refusal(f"{with_trust} employs you and reads your passport already. Select another trust")
    refuse_past("The first day", starts_on)
    if ends_on < starts_on:
        raise Refusal("The last day must be the same as or after the first day")
    return Share.objects.create(
        staff_member=passport.staff_member, with_trust=with_trust, purpose=purpose, starts_on=starts_on,
        ends_on=ends_on, given_by=by.actor, given_at=clock.now(),
    )  # fmt: skip


@transaction.atomic
def stop(*, share: Share, by: Principal) -> Share:
    """Closes the passport to that trust from its next request on."""
    locked = permitted(by, SHARE[Action.EDIT], Share).select_for_update(of=("self",)).get(pk=share.pk)
    if locked.ended_at:
        raise Refusal(f"You have already stopped sharing with {locked.with_trust}")
    locked.ended_at = clock.now()
    locked.save(update_fields=["ended_at"])
    return locked
