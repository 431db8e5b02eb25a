"""The first look at a referral."""

from __future__ import annotations

from forensic_hub.referrals import clocks
from forensic_hub.referrals.actions import triage
from forensic_hub.referrals.forms.triage import ACCEPT, ASK, NOT_ACCEPT, SEND_ON, TriageForm
from forensic_hub.referrals.states import REFERRALS
from forensic_hub.referrals.views.record import ReferralForm
from forensic_hub.referrals.vocabulary import Step
from partnership.arithmetic import words
from partnership.pages.banners import say_done


class ReferralTriage(ReferralForm):
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

    def act(self, form) -> str:
        typed = form.cleaned_data
        if typed["what"] == ASK:
            return self.to_record("referral-ask-for-information")
        sentence = {ACCEPT: self.accept, NOT_ACCEPT: self.not_accept, SEND_ON: self.send_on}[typed["what"]](typed)
        say_done(self.request, sentence, undo_url=self.to_record("accept-undo") if typed["what"] == ACCEPT else "")
        return self.to_record()

    def accept(self, typed) -> str:
        triage.accept(**self.made_on)
        return f"{self.record} is accepted for assessment."

    def not_accept(self, typed) -> str:
        triage.not_accept(**self.made_on, why=typed["why"], explanation=typed["explanation"])
        return f"{self.record} is not accepted."

    def send_on(self, typed) -> str:
        triage.send_on(**self.made_on, service=typed["service"], explanation=typed["why_sent_on"])
        return f"{self.record} is sent to {typed['service']}."
