"""What happens to a request besides a bed: information, the access assessment, its end, and opening it again."""

from __future__ import annotations

from camhs_beds.actions import requests, undo_ending
from camhs_beds.forms.finding_a_bed import AssessmentForm, CommunityForm, InformationForm, WithdrawForm
from camhs_beds.views.record import RequestAct, RequestForm, RequestMove, url
from partnership.pages.banners import say_done
from partnership.pages.forms import PortalForm


class RequestAskForInformation(RequestMove):
    verb = "ask_information"
    form_class = InformationForm
    title = "Ask for information"
    button = "Save"
    hint = "Telephone or email the referring team. The response clock goes on while you wait."

    def change(self, form) -> None:
        requests.ask_information(**self.made_on, what=form.cleaned_data["what"])
        say_done(self.request, f"{self.record} waits for information from {self.record.referring_team}.")


class RequestInformationReceived(RequestMove):
    verb = "receive_information"
    form_class = PortalForm
    title = "Record information received"
    button = "It has been received"

    @property
    def hint(self) -> str:
        return f"Asked for: {self.record.information_wanted}"

    def change(self, form) -> None:
        requests.receive_information(**self.made_on)
        say_done(self.request, f"Information received. A bed is looked for again for {self.record}.")


class RequestAssessment(RequestForm):
    form_class = AssessmentForm
    title = "Record the access assessment"
    button = "Save"

    def values_now(self) -> dict[str, object]:
        return {}

    def change(self, form) -> None:
        requests.record_assessment(**self.made_on, on=form.cleaned_data["on"])
        say_done(self.request, "The access assessment is recorded.")


class RequestWithdraw(RequestMove):
    verb = "withdraw"
    form_class = WithdrawForm
    title = "Withdraw this request"
    button = "Withdraw the request"
    hint = "Nobody looks for a bed any more. A bed that is held for it is free again, and no unit has to answer."

    def change(self, form) -> None:
        typed = form.cleaned_data
        requests.withdraw(**self.made_on, why=typed["why"], explanation=typed["explanation"])
        say_done(self.request, f"{self.record} is withdrawn.", undo_url=url("ending-undo", self.record))


class RequestCommunity(RequestMove):
    verb = "choose_community"
    form_class = CommunityForm
    title = "Record a community alternative"
    button = "Save and close the request"
    hint = "The request ends. A bed that is held for it is free again."

    def change(self, form) -> None:
        typed = form.cleaned_data
        requests.community_alternative(**self.made_on, community=typed["community"], explanation=typed["explanation"])
        say_done(self.request, f"{self.record} is closed.", undo_url=url("ending-undo", self.record))


class RequestReopen(RequestMove):
    verb = "reopen"
    form_class = PortalForm
    title = "Open this request again"
    button = "Open the request again"
    hint = "A bed is looked for again. What units said before does not count any more: they are asked anew."

    def change(self, form) -> None:
        requests.reopen(**self.made_on)
        say_done(self.request, f"{self.record} is open again.")


class EndingUndo(RequestAct):
    def act(self) -> None:
        reopened = undo_ending.ending(request=self.record, by=self.principal)
        say_done(self.request, f"Undone. {reopened} is open again: {reopened.get_state_display().lower()}.")
