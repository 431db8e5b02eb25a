"""The first look at a referral: is it for this service?"""

from __future__ import annotations

from django.db import transaction

from forensic_hub.referrals.actions.moving import finish
from forensic_hub.referrals.actions.referrals import close
from forensic_hub.referrals.models import Closure, Referral
from forensic_hub.referrals.states import REFERRALS
from partnership.access.principal import Principal
from partnership.arithmetic import clock


@transaction.atomic
def accept(*, referral: Referral, by: Principal, version: int | None = None) -> Referral:
    """The triage clock stops, and the assessment's runs from the day received."""
    return finish(REFERRALS.begin(referral, "accept", by, version), accepted_at=clock.now())


@transaction.atomic
def not_accept(
    *, referral: Referral, why: str, explanation: str, by: Principal, version: int | None = None
) -> Referral:
    """Turned down at triage, with a reason of NotAcceptedWhy."""
    locked = REFERRALS.begin(referral, "not_accept", by, version)
    return close(locked, by, how=Closure.How.NOT_ACCEPTED, why=why, explanation=explanation)


@transaction.atomic
def send_on(
    *, referral: Referral, service: str, explanation: str, by: Principal, version: int | None = None
) -> Referral:
    """Not for this service but for another, which is named."""
    locked = REFERRALS.begin(referral, "send_on", by, version)
    return close(locked, by, how=Closure.How.SENT_ON, service=service, explanation=explanation)
