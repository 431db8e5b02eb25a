"""What the database refuses of referrals, from anyone: columns that are frozen."""

from __future__ import annotations

from typing import Any

import pgtrigger

from partnership.records import guards


def changed_only_by_correction(*, referral: str, **guard: Any) -> pgtrigger.Trigger:
    """As ``records.guards`` says; ``referral`` is the row's column with the referral's number."""
    return guards.changed_only_by_correction(
        record=referral, kept_in="referrals_referralcorrection", of="referral_id", **guard
    )
