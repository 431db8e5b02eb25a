"""The first look at a referral."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from django.shortcuts import redirect

from forensic_hub.referrals import clocks
from forensic_hub.referrals.actions import triage
from forensic_hub.referrals.forms.triage import ACCEPT, ASK, NOT_ACCEPT, SEND_ON, TriageForm
from forensic_hub.referrals.states import REFERRALS
from forensic_hub.referrals.views.record import ReferralMove
from forensic_hub.referrals.vocabulary import Step
from partnership.arithmetic import words


class ReferralTriage(ReferralMove):
    verb = NOT_ACCEPT
    actions: ClassVar = {ACCEPT: triage.accept, NOT_ACCEPT: triage.not_accept, SEND_ON: triage.send_on}
    form_class = TriageForm
    title = "Triage this referral"
    button = "Save and continue"

    def get_form_kwargs(self):
        verbs = [transition.verb for transition, _ in REFERRALS.offers(self.record, self.principal)]
        return super().get_form_kwargs() | {"verbs": verbs, "hints": self.hints()}

    def hints(self) -> dict[str, str]:
        due_on = clocks.target_days(self.record)[Step.ASSESSMENT]
        assess = f"The assessment is due by {words.day(due_on)}." if due_on else ""
        return {ACCEPT: assess, ASK: "The clock stops until the information is received."}

    def form_valid(self, form) -> HttpResponse:
        """Asking for information has a page of its own."""
        return (
            redirect(self.to_record("referral-ask-for-information")) if form.verb == ASK else super().form_valid(form)
        )
