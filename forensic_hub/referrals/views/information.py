"""Asking the referrer for what is missing, chasing it, and recording what came."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from forensic_hub.referrals.actions import information
from forensic_hub.referrals.forms.information import AskForm, ChaseForm, ReceivedForm, StopWaitingForm
from forensic_hub.referrals.models import InformationRequest
from forensic_hub.referrals.views.record import ReferralForm
from forensic_hub.referrals.vocabulary import State
from partnership.arithmetic import clock, words
from partnership.arithmetic.working_days import add_working_days
from partnership.pages.banners import say_done
from partnership.pages.views import ConfirmStep


class ReferralAskForInformation(ConfirmStep, ReferralForm):
    """The message is read over before it is sent."""

    form_class = AskForm
    title = "Ask for information"
    button = "Preview the request"
    confirm_template = "forensic_hub/ask_confirm.html"
    hint = "The clock stops when the request is sent and runs again when the information is received."

    def get_initial(self):
        needed = [paper.value for paper in self.record.missing_papers]
        return super().get_initial() | {"needed": needed, "sent_to": self.record.referrer_email}

    def values_now(self) -> dict[str, object]:
        return {}

    def context(self, form) -> dict[str, object]:
        typed = form.cleaned_data
        chase_on = add_working_days(clock.today(), typed["chase_every"])
        return {
            "confirm_title": "Check the request before you send it",
            "confirm_button": "Send the request",
            "change_button": "Change the request",
            "rows": [("Send to", typed["sent_to"]), ("Chase on", chase_on)],
            "message": information.message_for(self.record, form.papers, typed["other"], typed["message"]),
        }

    def change(self, form) -> None:
        typed = form.cleaned_data
        information.ask(
            **self.made_on, papers=form.papers, other=typed["other"], send_to=typed["sent_to"],
            message=typed["message"], chase_every=typed["chase_every"],
        )  # fmt: skip
        is_referrer = typed["sent_to"] == self.record.referrer_email
        to = self.record.referrer_name if is_referrer else typed["sent_to"]
        say_done(self.request, f"Request sent to {to}. The clock is paused.", undo_url=self.to_record("asking-undo"))


class OfRequest(ReferralForm):
    """A page about the request that is open. Without one there is nothing to do here."""

    @cached_property
    def open_request(self) -> InformationRequest:
        """The newest: when it has ended in the meantime, the action says by whom."""
        return get_object_or_404(self.record.information_requests.all()[:1])

    def get_context_data(self, **kwargs):
        return super().get_context_data(open_request=self.open_request, **kwargs)


class ReferralChase(OfRequest):
    form_class = ChaseForm
    template_name = "forensic_hub/referral_chase.html"
    title = "Record that you chased"
    button = "Save"

    def change(self, form) -> None:
        typed = form.cleaned_data
        made = information.chase(
            request=self.open_request, by=self.principal, note=typed["note"], send=typed["how"] == ChaseForm.EMAIL
        )
        say_done(self.request, f"Chase {made.number} recorded. Chase again on {words.day(made.request.chase_on)}.")


class ReferralInformationReceived(OfRequest):
    form_class = ReceivedForm
    title = "Record information received"
    button = "Save"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"items": self.open_request.items.filter(received_on=None)}

    def change(self, form) -> None:
        referral = information.receive(
            request=self.open_request,
            items=form.received,
            enough=form.cleaned_data["enough"],
            by=self.principal,
            version=self.version,
        )
        waits = referral.state == State.WAITING
        still = "The clock stays paused until the rest is received." if waits else "The clock is running again."
        say_done(self.request, f"Information received. {still}")


class ReferralStopWaiting(OfRequest):
    form_class = StopWaitingForm
    title = "Stop waiting for information"
    button = "Stop waiting"
    hint = "The request is cancelled and the clock runs again from now."
    success = "The request for information is cancelled. The clock is running again."

    def change(self, form) -> None:
        information.stop_asking(
            request=self.open_request, why=form.cleaned_data["why"], by=self.principal, version=self.version
        )
