"""Open referrals in numbers, for roles that never see a referral.

The rows stay behind row-level security: a function of the database counts them, and gives nothing but counts. It
answers only the roles of REFERRAL_COUNTS (migration 0003). Breakdowns come out under the rule for small numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from forensic_hub.referrals.policy import REFERRAL_COUNTS
from forensic_hub.referrals.vocabulary import OPEN, State
from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.arithmetic.small_numbers import disclosed
from partnership.organisations.models import Organisation

TO_BE_CONFIRMED = "Responsibility to be confirmed"


@dataclass(frozen=True)
class Breakdown:
    """Label and count of each part, and the total rounded by itself: all as they may be shown."""

    parts: Mapping[str, str]
    total: str


@dataclass(frozen=True)
class Counts:
    """``open`` and ``overdue`` are the headlines of the whole Partnership, and exact."""

    open: int
    overdue: int
    by_status: Breakdown
    by_trust: Breakdown


def open_referrals(by: Principal) -> Counts:
    """As they stand now. Refuses a role that has no counts (NotPermitted)."""
    REFERRAL_COUNTS[Action.VIEW].demand(by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT state, trust, overdue, number FROM referrals_counts(%s)", [clock.today()])
        rows = cursor.fetchall()
    by_state: Counter[str] = Counter()
    by_trust: Counter[int | None] = Counter()
    for state, trust, _, number in rows:
        by_state[state] += number
        by_trust[trust] += number
    return Counts(
        open=by_state.total(),
        overdue=sum(number for *_, overdue, number in rows if overdue),
        by_status=_breakdown({State(state).label: by_state[state] for state in OPEN}),
        by_trust=_breakdown(_named(by_trust)),
    )


def _named(by_trust: Counter[int | None]) -> dict[str, int]:
    trusts = Organisation.objects.partnership_trusts()
    return {str(trust): by_trust[trust.pk] for trust in trusts} | {TO_BE_CONFIRMED: by_trust[None]}


def _breakdown(counts: Mapping[str, int]) -> Breakdown:
    parts = {label: disclosed(count) for label, count in counts.items()}
    return Breakdown(parts, disclosed(sum(counts.values())))
