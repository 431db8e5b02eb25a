"""The clock of a transfer from prison."""

from __future__ import annotations

from forensic_hub.referrals import clock_words
from forensic_hub.referrals.actions import transfers
from forensic_hub.referrals.forms.transfer import DayZeroForm
from forensic_hub.referrals.views.record import ReferralForm
from partnership.arithmetic import words


class ReferralDayZero(ReferralForm):
    action = staticmethod(transfers.set_day_zero)
    form_class = DayZeroForm
    title = "Set day 0 of the transfer"
    button = "Set day 0"

    def check(self) -> None:
        transfers.refuse_setting(self.record)

    @property
    def hint(self) -> str:
        return " ".join(clock_words.how_the_transfer_was_worked_out(self.record))

    def get_success(self) -> str:
        referral = self.changed
        due = f" {clock_words.transfer(referral)}." if referral.transfer_due_on else ""
        return f"Day 0 is {words.day(referral.day_zero_on)}.{due}"
