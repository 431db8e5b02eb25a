"""What the database refuses of a referral, whoever asks."""

from __future__ import annotations

from typing import Any

import pgtrigger

from partnership.records import guards
from partnership.records.guards import ThisTransaction, never_changed

__all__ = ["ThisTransaction", "changed_only_by_correction", "never_changed"]


def changed_only_by_correction(*, referral: str, **guard: Any) -> pgtrigger.Trigger:
    """As ``records.guards`` says; ``referral`` is the row's column with the referral's number."""
    return guards.changed_only_by_correction(
        record=referral, kept_in="forensic_hub_referralcorrection", of="referral_id", **guard
    )
