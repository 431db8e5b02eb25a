"""Assigning several referrals to one officer at once."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from forensic_hub.referrals.actions.referrals import assign
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.policy import REFERRAL
from partnership.access.models import User
from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal


@transaction.atomic
def assign_all(*, by: Principal, references: Collection[str], to: User) -> list[Referral]:
    """Assigns each of these to one officer: all of them, or none where ``assign`` refuses one."""
    chosen = permitted(by, REFERRAL[Action.DECIDE], Referral).filter(reference__in=references).order_by("pk")
    return [assign(referral=referral, to=to, by=by) for referral in chosen]
