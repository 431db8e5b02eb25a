"""Asking the referrer for what is missing, chasing it, and recording what came."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from forensic_hub.referrals.actions import information
from forensic_hub.referrals.forms.information import AskForm, ChaseForm, ReceivedForm, StopWaitingForm
from forensic_hub.referrals.models import InformationRequest
from forensic_hub.referrals.views.record import OfReferral, ReferralMove
from forensic_hub.referrals.vocabulary import State
from partnership.arithmetic import clock, words
from partnership.arithmetic.working_days import add_working_days
from partnership.pages.views import ConfirmStep, MovePage, RecordAddPage


class ReferralAskForInformation(ConfirmStep, ReferralMove):
    """The message is read over before it is sent."""

    verb = "ask"
    action = staticmethod(information.ask)
    form_class = AskForm
    button = "Preview the request"
    confirm_template = "forensic_hub/ask_confirm.html"

    def get_initial(self):
        needed = [paper.value for paper in self.record.missing_papers]
        return super().get_initial() | {"needed": needed, "sent_to": self.record.referrer_email}

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


class OfRequest(OfReferral):
    """The request for information that is open, or was last: an action refuses one that has ended, and says who did."""

    argument = "request"

    @cached_property
    def subject(self) -> InformationRequest:
        return get_object_or_404(self.record.information_requests.all()[:1])


class ReferralChase(OfRequest, RecordAddPage):
    action = staticmethod(information.chase)
    form_class = ChaseForm
    template_name = "forensic_hub/referral_chase.html"
    title = "Record that you chased"
    button = "Save"

    def get_success(self) -> str:
        chase = self.changed
        return f"Chase {chase.number} recorded. Chase again on {words.day(chase.request.chase_on)}."

    def get_context_data(self, **kwargs):
        return super().get_context_data(open_request=self.subject, **kwargs)


ReferralStopWaiting = MovePage.of(OfRequest, information.stop_asking, StopWaitingForm, verb="stop_asking")


class ReferralInformationReceived(OfRequest, MovePage):
    verb = "receive"
    action = staticmethod(information.receive)
    form_class = ReceivedForm
    button = "Save"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"items": self.subject.items.filter(received_on=None)}

    def get_success(self) -> str:
        waits = self.changed.state == State.WAITING
        still = "The clock stays paused until the rest is received." if waits else "The clock is running again."
        return f"Information received. {still}"
