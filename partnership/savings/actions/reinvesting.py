"""Reinvestment: proposed, approved within the budget, live, and reviewed after a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock, months, words
from partnership.records.events import who_changed_last
from partnership.records.models.sequence import next_reference
from partnership.records.states import lock, save
from partnership.savings.actions import notices
from partnership.savings.models import Reinvestment
from partnership.savings.policy import REINVESTMENT
from partnership.savings.states import REINVESTMENTS
from partnership.savings.sums import over_budget
from partnership.savings.vocabulary import COMMITTED, ReinvestmentState

PROPOSAL = ("title", "area", "place", "amount", "recurring", "starts_on", "funding", "measure", "expected")
"""What a form about a proposal asks."""
NEW, EDIT, DECIDE = REINVESTMENT[Action.NEW], REINVESTMENT[Action.EDIT], REINVESTMENT[Action.DECIDE]
MONTHS_TO_REVIEW = 12


@transaction.atomic
def propose(*, by: Principal, proposal: Mapping[str, Any]) -> Reinvestment:
    """A new scheme, for others to decide on. ``proposal`` has the fields of PROPOSAL."""
    NEW.demand(by)
    scheme = Reinvestment.objects.create(
        **{name: proposal[name] for name in PROPOSAL},
        reference=next_reference("RI"),
        proposed_by=by.actor,
        proposed_at=clock.now(),
    )
    notices.proposed(scheme, by)
    return scheme


@transaction.atomic
def change(
    *, reinvestment: Reinvestment, by: Principal, proposal: Mapping[str, Any], version: int | None = None
) -> Reinvestment:
    """Changes a proposal. Refuses one that was decided."""
    locked = lock(reinvestment, EDIT, by, version)
    if locked.state != ReinvestmentState.PROPOSED:
        raise Refusal(f"{locked} is now “{locked.get_state_display()}”. {who_changed_last(locked)}".strip())
    return save(locked, **proposal)


@transaction.atomic
def approve(*, reinvestment: Reinvestment, minute: str, by: Principal, version: int | None = None) -> Reinvestment:
    """Commits money to a scheme. ``minute`` is the board's.

    Refuses one's own proposal and, where confirmed savings are to pay, more than is confirmed and not committed yet.
    """
    DECIDE.demand(by)
    _one_after_another(by)
    begun = _begin_deciding(reinvestment, "approve", by, version)
    _refuse_over_budget(begun)
    return _decide(begun, by, minute=minute)


def _one_after_another(by: Principal) -> None:
    """Holds every scheme that takes from savings or wants to: each approval reads what the one before has left."""
    wants = Q(state=ReinvestmentState.PROPOSED) | Q(state__in=COMMITTED)
    list(permitted(by, DECIDE, Reinvestment).filter(wants).select_for_update(of=("self",)).order_by("pk"))


def _refuse_over_budget(scheme: Reinvestment) -> None:
    if (over := over_budget(scheme)) > 0:
        raise Refusal(f"This is {words.money(over)} more than is available")


@transaction.atomic
def decline(*, reinvestment: Reinvestment, why: str, by: Principal, version: int | None = None) -> Reinvestment:
    return _decide(_begin_deciding(reinvestment, "decline", by, version), by, why_declined=why)


@transaction.atomic
def go_live(
    *, reinvestment: Reinvestment, live_on: dt.date, by: Principal, version: int | None = None
) -> Reinvestment:  # fmt: skip
    """The service is there. Its benefits are reviewed twelve months later."""
    begun = REINVESTMENTS.begin(reinvestment, "go_live", by, version)
    due = months.after(months.month_of(live_on), MONTHS_TO_REVIEW)
    due = min(due.replace(day=1) + dt.timedelta(days=live_on.day - 1), months.last_day(due))
    return REINVESTMENTS.finish(begun, live_on=live_on, review_due_on=due)


@transaction.atomic
def review(*, reinvestment: Reinvestment, review: str, by: Principal, version: int | None = None) -> Reinvestment:
    """What came of it. Refuses before it was live at all."""
    begun = REINVESTMENTS.begin(reinvestment, "review", by, version)
    if begun.live_on and clock.today() < begun.live_on:
        raise Refusal(f"The review must be the same as or after {words.day(begun.live_on)}")
    return REINVESTMENTS.finish(begun, review=review, reviewed_by=by.user, reviewed_at=clock.now())


def _begin_deciding(reinvestment: Reinvestment, verb: str, by: Principal, version: int | None) -> Reinvestment:
    begun = REINVESTMENTS.begin(reinvestment, verb, by, version)
    if begun.proposed_by_id == by.user_id:
        raise Refusal(f"You proposed {begun}. Someone else has to decide on it.")
    return begun


def _decide(begun: Reinvestment, by: Principal, **changes: Any) -> Reinvestment:
    decision = {"decided_by": by.user, "decided_for_id": by.trust_id, "decided_at": clock.now()}
    decided = REINVESTMENTS.finish(begun, **decision, **changes)
    notices.decided(decided, by)
    return decided
