"""The clock of a transfer from prison."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect

from forensic_hub.referrals import clock_words
from forensic_hub.referrals.actions import transfers
from forensic_hub.referrals.forms.transfer import DayZeroForm
from forensic_hub.referrals.views.record import ReferralForm
from partnership.access.refusals import Refusal
from partnership.arithmetic import words
from partnership.pages.banners import say, say_done


class ReferralDayZero(ReferralForm):
    form_class = DayZeroForm
    title = "Set day 0 of the transfer"
    button = "Set day 0"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        try:
            transfers.refuse_setting(self.record)
        except Refusal as refusal:
            say(request, refusal.sentence)
            return redirect(self.to_record())
        return super().get(request, *args, **kwargs)

    @property
    def hint(self) -> str:
        return " ".join(clock_words.how_the_transfer_was_worked_out(self.record))

    def change(self, form) -> None:
        typed = form.cleaned_data
        referral = transfers.set_day_zero(**self.made_on, day_zero=typed["day_zero"], why=typed["why"])
        due = f" {clock_words.transfer(referral)}." if referral.transfer_due_on else ""
        say_done(self.request, f"Day 0 is {words.day(referral.day_zero_on)}.{due}")
