"""Settling a month: drawn up for one trust, closed for another, and never changed after."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.organisations.models import Organisation
from partnership.records.models.sequence import next_reference
from partnership.records.states import lock
from partnership.savings.actions import notices
from partnership.savings.models import MonthFigure, SettledPayment, SettledShare, Settlement
from partnership.savings.policy import SETTLEMENT
from partnership.savings.refusals import (
    DrawnUpAlready,
    FiguresHaveMoved,
    MonthIsNotOver,
    NotAllConfirmed,
    NothingToSettle,
    SameTrust,
)
from partnership.savings.states import SETTLEMENTS
from partnership.savings.sums import SettlementDraft, calculate, is_over, trusts

NEW, DECIDE = SETTLEMENT[Action.NEW], SETTLEMENT[Action.DECIDE]


@transaction.atomic
def draw_up(*, month: dt.date, by: Principal) -> Settlement:
    """The first half of settling a month: somebody says for their trust that these figures are to be settled.

    Refuses a month that is not over, with figures that are not confirmed by all three trusts, with none that are, and
    one that is drawn up already. A month in which nothing releases cash is settled at nothing, so as to be closed.
    """
    NEW.demand(by)
    if standing := Settlement.objects.filter(month=month).first():
        raise DrawnUpAlready(standing)
    settlement = Settlement.objects.create(
        reference=next_reference("ST"), month=month, seen=_ready(month).seen, drawn_up_by=by.actor,
        drawn_up_for=_trust_of(by), drawn_up_at=clock.now(),
    )  # fmt: skip
    notices.drawn_up(settlement, by)
    return settlement


@transaction.atomic
def draw_up_again(*, settlement: Settlement, by: Principal, version: int | None = None) -> Settlement:
    """With the figures as they are confirmed now. Whoever does it has drawn it up, so another trust has to close it."""
    DECIDE.demand(by)
    locked: Settlement = lock(settlement, DECIDE, by)
    SETTLEMENTS.check(locked, "close", by)
    locked.refuse_if_changed_since(version)
    locked.seen = _ready(locked.month).seen
    locked.drawn_up_by, locked.drawn_up_for, locked.drawn_up_at = by.actor, _trust_of(by), clock.now()
    locked.save()
    locked.refresh_from_db()
    notices.closed(locked)
    notices.drawn_up(locked, by)
    return locked


@transaction.atomic
def close(*, settlement: Settlement, minute: str, by: Principal, version: int | None = None) -> Settlement:
    """Closes the month for good and keeps what was settled. ``minute`` is the board's.

    Refuses the trust that drew it up (SameTrust) and figures that have moved since (FiguresHaveMoved). The move comes
    first: it takes the month for itself, so that what is then calculated cannot change any more.
    """
    DECIDE.demand(by)
    locked: Settlement = lock(settlement, DECIDE, by)
    SETTLEMENTS.check(locked, "close", by)
    locked.refuse_if_changed_since(version)
    trust = _trust_of(by)
    if trust == locked.drawn_up_for or by.user == locked.drawn_up_by:
        raise SameTrust(locked)
    _refuse_unconfirmed(calculate(locked.month))
    closed: Settlement = SETTLEMENTS.perform(
        locked, "close", by=by, closed_by=by.user, closed_for=trust, closed_at=clock.now(), minute=minute
    )
    draft = calculate(closed.month)
    _refuse_unconfirmed(draft)
    if draft.seen != closed.seen:
        raise FiguresHaveMoved(closed)
    _keep(closed, draft)
    notices.closed(closed)
    return closed


def _ready(month: dt.date) -> SettlementDraft:
    if not is_over(month):
        raise MonthIsNotOver(month)
    draft = calculate(month)
    _refuse_unconfirmed(draft)
    if not MonthFigure.objects.of_month(month).confirmed().exists():
        raise NothingToSettle(month)
    return draft


def _refuse_unconfirmed(draft: SettlementDraft) -> None:
    if draft.unconfirmed:
        raise NotAllConfirmed(draft.unconfirmed)


def _keep(settlement: Settlement, draft: SettlementDraft) -> None:
    named, shares, balances = trusts(), draft.shares, draft.balances
    for slug, realised in draft.realised.items():
        SettledShare.objects.create(
            settlement=settlement, trust=named[slug], realised=realised, share=shares[slug], balance=balances[slug]
        )
    for payment in draft.payments:
        SettledPayment.objects.create(
            settlement=settlement, payer=named[payment.payer], payee=named[payment.payee], amount=payment.amount
        )


def _trust_of(by: Principal) -> Organisation:
    """Whoever holds the permission works for a trust."""
    assert by.grant is not None
    assert by.grant.trust is not None
    return by.grant.trust
