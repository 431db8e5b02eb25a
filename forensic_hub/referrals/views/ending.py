"""Withdrawing a referral, and taking one up again that had ended."""

from __future__ import annotations

from forensic_hub.referrals.actions import referrals
from forensic_hub.referrals.forms.ending import ReopenForm, WithdrawForm
from forensic_hub.referrals.views.record import ReferralForm, url
from partnership.pages.banners import say_done


class ReferralWithdraw(ReferralForm):
    form_class = WithdrawForm
    title = "Withdraw this referral"
    button = "Withdraw referral"
    hint = "Whatever is still open on it, such as a request for information or a booking, is cancelled."

    def change(self, form) -> None:
        typed = form.cleaned_data
        referrals.withdraw(**self.made_on, why=typed["why"], explanation=typed["explanation"])
        say_done(self.request, f"{self.record} is withdrawn.", undo_url=url("withdraw-undo", self.record))


class ReferralReopen(ReferralForm):
    form_class = ReopenForm
    title = "Reopen this referral"
    button = "Reopen referral"
    hint = "It becomes New again: it is triaged once more, and its target is counted from today."

    def change(self, form) -> None:
        referrals.reopen(**self.made_on, why=form.cleaned_data["why"])
        say_done(self.request, f"{self.record} is reopened.")
