"""Settling a month: drawn up for one trust, closed for another, and never changed after."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock, months, words
from partnership.organisations.models import Organisation
from partnership.records.events import who_changed_last
from partnership.records.models.sequence import next_reference
from partnership.records.states import save
from partnership.savings.actions import notices
from partnership.savings.models import MonthFigure, SettledPayment, SettledShare, Settlement
from partnership.savings.policy import SETTLEMENT
from partnership.savings.states import SETTLEMENTS
from partnership.savings.sums import SettlementDraft, calculate, is_over, trusts

NEW = SETTLEMENT[Action.NEW]
MOST_NAMED = 5


@transaction.atomic
def draw_up(*, month: dt.date, by: Principal) -> Settlement:
    """The first half of settling a month: someone says for their trust that these figures are to be settled.

    Refuses a month that is not over, with figures that are not confirmed by all three trusts, with none that are, and
    one that is drawn up already. A month in which nothing releases cash is settled at nothing, so as to be closed.
    """
    NEW.demand(by)
    if before := Settlement.objects.filter(month=month).first():
        raise Refusal(f"{before.month_in_words} is already drawn up. {who_changed_last(before)}".strip())
    settlement = Settlement.objects.create(
        reference=next_reference("ST"), month=month, seen=_ready(month).seen, drawn_up_by=by.actor,
        drawn_up_for=by.employer, drawn_up_at=clock.now(),
    )  # fmt: skip
    notices.drawn_up(settlement, by)
    return settlement


@transaction.atomic
def draw_up_again(*, settlement: Settlement, by: Principal, version: int | None = None) -> Settlement:
    """With the figures as they are confirmed now, while it can be closed. It is then another trust that closes it."""
    locked = SETTLEMENTS.begin(settlement, "close", by, version)
    seen = _ready(locked.month).seen
    drawn_up = {"drawn_up_by": by.actor, "drawn_up_for": by.employer, "drawn_up_at": clock.now()}
    again = save(locked, seen=seen, **drawn_up)
    notices.closed(again)
    notices.drawn_up(again, by)
    return again


@transaction.atomic
def close(*, settlement: Settlement, minute: str, by: Principal, version: int | None = None) -> Settlement:
    """Closes the month for good and keeps what was settled. ``minute`` is the board's.

    Refuses the trust that drew it up and figures that have changed since. The move comes first: it takes the month for
    itself, so that what is then calculated cannot change any more.
    """
    begun = SETTLEMENTS.begin(settlement, "close", by, version)
    trust = by.employer
    _refuse_same_trust(begun, trust, by)
    _refuse_unconfirmed(calculate(begun.month))
    closed = SETTLEMENTS.finish(begun, closed_by=by.user, closed_for=trust, closed_at=clock.now(), minute=minute)
    draft = calculate(closed.month)
    _refuse_unconfirmed(draft)
    if draft.seen != closed.seen:
        raise Refusal(
            f"The confirmed figures for {closed.month_in_words} have changed since the settlement was drawn up."
            " Draw it up again first."
        )
    _keep(closed, draft)
    notices.closed(closed)
    return closed


def _ready(month: dt.date) -> SettlementDraft:
    if not is_over(month):
        ends = words.day(months.last_day(month))
        raise Refusal(f"{months.in_words(month)} ends on {ends}. Settle it after that.")
    draft = calculate(month)
    _refuse_unconfirmed(draft)
    if not MonthFigure.objects.of_month(month).confirmed().exists():
        raise Refusal(f"Nothing is confirmed for {months.in_words(month)}, so there is nothing to settle.")
    return draft


def _refuse_same_trust(settlement: Settlement, trust: Organisation, by: Principal) -> None:
    drawn_up_by, drawn_up_for = settlement.drawn_up_by, settlement.drawn_up_for
    if trust == drawn_up_for or by.user == drawn_up_by:
        raise Refusal(f"{drawn_up_by} drew this up for {drawn_up_for}. Someone from another trust closes it.")


def _refuse_unconfirmed(draft: SettlementDraft) -> None:
    figures = draft.unconfirmed
    if figures:
        named = [f"{one.saving.title} ({one.get_state_display().lower()})" for one in figures[:MOST_NAMED]]
        more = f" and {len(figures) - MOST_NAMED} more" if len(figures) > MOST_NAMED else ""
        raise Refusal(f"Not confirmed by all three trusts yet: {words.listed(named)}{more}.")


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
