"""Risks: raised, reviewed, closed and reopened."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction

from partnership.access.models import User
from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.arithmetic.shares import NOTHING, in_pence
from partnership.organisations.models import Programme
from partnership.programmes.models import Risk, RiskReview
from partnership.programmes.policy import PROGRAMME
from partnership.programmes.states import RISKS
from partnership.records.models.sequence import next_reference

What = RiskReview.What


@transaction.atomic
def raise_risk(
    *, programme: Programme, title: str, likelihood: int, impact: int, mitigation: str, owner: User, by: Principal,
    detail: str = "", provision: Decimal = NOTHING,
) -> Risk:  # fmt: skip
    """A new risk; ``provision`` is in whole pence."""
    PROGRAMME[Action.NEW].demand(by)
    in_pence(provision)
    return Risk.objects.create(
        reference=next_reference("RK"), programme=programme, title=title, detail=detail, likelihood=likelihood,
        impact=impact, mitigation=mitigation, provision=provision, owner=owner, added_by=by.actor,
        added_at=clock.now(),
    )  # fmt: skip


@transaction.atomic
def review(
    *, risk: Risk, found: str, likelihood: int, impact: int, mitigation: str, provision: Decimal, owner: User,
    by: Principal, version: int | None = None,
) -> Risk:  # fmt: skip
    """The risk as it is now, and what has changed since last time. Only of an open one (WrongState)."""
    in_pence(provision)
    return _move(
        risk, "review", What.REVIEWED, found, by, version, likelihood=likelihood, impact=impact,
        mitigation=mitigation, provision=provision, owner=owner,
    )  # fmt: skip


@transaction.atomic
def close(*, risk: Risk, why: str, by: Principal, version: int | None = None) -> Risk:
    return _move(risk, "close", What.CLOSED, why, by, version)


@transaction.atomic
def reopen(*, risk: Risk, why: str, by: Principal, version: int | None = None) -> Risk:
    return _move(risk, "reopen", What.REOPENED, why, by, version)


def _move(risk: Risk, verb: str, what: str, found: str, by: Principal, version: int | None, **changes: Any) -> Risk:
    moved = RISKS.finish(RISKS.begin(risk, verb, by, version), **changes)
    RiskReview.objects.create(
        risk=moved, what=what, found=found, score=moved.score, reviewed_by=by.actor, reviewed_at=clock.now()
    )
    return moved
