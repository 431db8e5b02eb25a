"""Reinvestment: proposed, approved within what there is, live, and looked back at after a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.arithmetic import clock, months
from partnership.arithmetic.shares import NOTHING
from partnership.records.models.sequence import next_reference
from partnership.records.states import lock
from partnership.savings.actions import notices
from partnership.savings.models import Reinvestment
from partnership.savings.policy import REINVESTMENT
from partnership.savings.refusals import AlreadyDecided, MoreThanAvailable, NotBefore, OwnProposal
from partnership.savings.states import REINVESTMENTS
from partnership.savings.sums import reinvestment_budget
from partnership.savings.vocabulary import COMMITTED, Funding, ReinvestmentState

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
    *, reinvestment: Reinvestment, by: Principal, changes: Mapping[str, Any], version: int | None = None
) -> Reinvestment:
    """Changes a proposal while nobody has decided on it. Refuses one that was decided (AlreadyDecided)."""
    locked = _locked(reinvestment, EDIT, by, version)
    if locked.state != ReinvestmentState.PROPOSED:
        raise AlreadyDecided(locked)
    for name, value in changes.items():
        setattr(locked, name, value)
    locked.save()
    locked.refresh_from_db()
    return locked


@transaction.atomic
def approve(*, reinvestment: Reinvestment, minute: str, by: Principal, version: int | None = None) -> Reinvestment:
    """Commits money to a scheme. ``minute`` is the board's.

    Refuses one's own proposal (OwnProposal) and, where confirmed savings are to pay, more than is confirmed and not
    committed yet (MoreThanAvailable).
    """
    DECIDE.demand(by)
    _one_after_another(by)
    locked = _locked(reinvestment, DECIDE, by)
    REINVESTMENTS.check(locked, "approve", by)
    locked.refuse_if_changed_since(version)
    _refuse_own(locked, by)
    _refuse_more_than_there_is(locked)
    approved = _decide(locked, "approve", by, minute=minute)
    notices.decided(approved, by)
    return approved


def _one_after_another(by: Principal) -> None:
    """Holds every scheme that takes from savings or wants to: each approval reads what the one before has left."""
    wants = Q(state=ReinvestmentState.PROPOSED) | Q(state__in=COMMITTED)
    list(permitted(by, DECIDE, Reinvestment).filter(wants).select_for_update(of=("self",)).order_by("pk"))


def _refuse_more_than_there_is(scheme: Reinvestment) -> None:
    if scheme.funding != Funding.SAVINGS:
        return
    over = (scheme.amount or NOTHING) * scheme.years_by(clock.today()) - reinvestment_budget().left
    if over > 0:
        raise MoreThanAvailable(over)


@transaction.atomic
def decline(*, reinvestment: Reinvestment, why: str, by: Principal, version: int | None = None) -> Reinvestment:
    locked = _ready(reinvestment, "decline", by, version)
    _refuse_own(locked, by)
    declined = _decide(locked, "decline", by, why_declined=why)
    notices.decided(declined, by)
    return declined


@transaction.atomic
def go_live(
    *, reinvestment: Reinvestment, live_on: dt.date, by: Principal, version: int | None = None
) -> Reinvestment:  # fmt: skip
    """The service is there. Its benefits are reviewed twelve months later."""
    locked = _ready(reinvestment, "go_live", by, version)
    due = months.after(months.month_of(live_on), MONTHS_TO_REVIEW)
    due = min(due.replace(day=1) + dt.timedelta(days=live_on.day - 1), months.last_day(due))
    live: Reinvestment = REINVESTMENTS.perform(locked, "go_live", by=by, live_on=live_on, review_due_on=due)
    return live


@transaction.atomic
def review(*, reinvestment: Reinvestment, text: str, by: Principal, version: int | None = None) -> Reinvestment:
    """What came of it. Refuses before it was live at all (NotBefore)."""
    locked = _ready(reinvestment, "review", by, version)
    if locked.live_on and clock.today() < locked.live_on:
        raise NotBefore("The review", locked.live_on)
    told = {"review": text, "reviewed_by": by.user, "reviewed_at": clock.now()}
    reviewed: Reinvestment = REINVESTMENTS.perform(locked, "review", by=by, **told)
    return reviewed


def _decide(locked: Reinvestment, verb: str, by: Principal, **told: Any) -> Reinvestment:
    by_whom = {"decided_by": by.user, "decided_for_id": by.trust_id, "decided_at": clock.now()}
    decided: Reinvestment = REINVESTMENTS.perform(locked, verb, by=by, **by_whom, **told)
    return decided


def _refuse_own(locked: Reinvestment, by: Principal) -> None:
    if locked.proposed_by_id == by.user_id:
        raise OwnProposal(locked)


def _ready(reinvestment: Reinvestment, verb: str, by: Principal, version: int | None) -> Reinvestment:
    """Locked, from where the verb can be done now; the state's own refusal says who was first."""
    permission = REINVESTMENTS[verb].needs
    locked = _locked(reinvestment, permission, by)
    REINVESTMENTS.check(locked, verb, by)
    locked.refuse_if_changed_since(version)
    return locked


def _locked(reinvestment: Reinvestment, permission: Any, by: Principal, version: int | None = None) -> Reinvestment:
    permission.demand(by)
    locked: Reinvestment = lock(reinvestment, permission, by)
    locked.refuse_if_changed_since(version)
    return locked
