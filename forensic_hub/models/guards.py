"""What the database refuses of referrals, whoever asks: columns that are frozen."""

from __future__ import annotations

from collections.abc import Sequence

import pgtrigger

from partnership.records import guards

CORRECTIONS = {"corrections": "forensic_hub_referralcorrection", "record": "referral_id"}


def changed_only_by_correction(
    *, name: str, row: str, referral: str, columns: Sequence[str], once: str = "TRUE"
) -> pgtrigger.Trigger:
    """``referral`` is the column of this table with the referral's number; the rest as ``records.guards`` says."""
    return guards.changed_only_by_correction(
        name=name, row=row, key=referral, columns=columns, once=once, **CORRECTIONS
    )
