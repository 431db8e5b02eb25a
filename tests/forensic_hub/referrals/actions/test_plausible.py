"""Day 0 is a day from which a clock can run, and a list that is only put in another order is not corrected."""

import datetime as dt

import pytest

from forensic_hub.referrals.actions import corrections, transfers
from partnership.access.refusals import Refusal
from partnership.records.corrections import Correction, NothingToCorrect
from tests.factories.forensic import ReferralFactory, legal_status


def test_day_zero_before_any_target_was_in_force_is_refused(as_officer):
    referral = ReferralFactory(whereabouts="prison", legal_status=legal_status("s48-49"))

    with pytest.raises(Refusal, match="not 1 January 1900"):
        transfers.set_day_zero(referral=referral, day_zero=dt.date(1900, 1, 1), why="A typing error", by=as_officer)

    referral.refresh_from_db()
    assert referral.day_zero_on is None


def test_needs_in_another_order_are_nothing_to_correct(as_officer):
    referral = ReferralFactory(needs=["autism", "learning_disability"])

    with pytest.raises(NothingToCorrect):
        corrections.correct(
            row=referral, changes={"needs": ["learning_disability", "autism"]}, why=Correction.Why.WRONG_VALUE,
            explanation="The same needs", by=as_officer,
        )  # fmt: skip
