"""The first look at a referral: is it for this service?"""

from __future__ import annotations

from django.db import transaction

from forensic_hub.referrals.actions.moving import move, ready
from forensic_hub.referrals.actions.referrals import close
from forensic_hub.referrals.models import Closure, Referral
from partnership.access.principal import Principal
from partnership.arithmetic import clock


@transaction.atomic
def accept(*, referral: Referral, by: Principal, version: int | None = None) -> Referral:
    """Accepted for assessment: the triage clock stops, and the assessment's runs from the day received."""
    locked = ready(referral, "accept", by, version)
    return move(locked, "accept", by, accepted_at=clock.now())


@transaction.atomic
def not_accept(
    *, referral: Referral, why: str, explanation: str, by: Principal, version: int | None = None
) -> Referral:
    """Turned down at triage, with a reason of NotAcceptedWhy."""
    locked = ready(referral, "not_accept", by, version)
    return close(locked, "not_accept", by, how=Closure.How.NOT_ACCEPTED, why=why, explanation=explanation)


@transaction.atomic
def send_on(
    *, referral: Referral, service: str, explanation: str, by: Principal, version: int | None = None
) -> Referral:
    """Not for this service but for another, which is named."""
    locked = ready(referral, "send_on", by, version)
    return close(locked, "send_on", by, how=Closure.How.SENT_ON, service=service, explanation=explanation)
