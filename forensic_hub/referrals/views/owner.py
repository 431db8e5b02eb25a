"""Who has a referral in hand."""

from __future__ import annotations

from forensic_hub.referrals.actions import duty, referrals
from forensic_hub.referrals.forms.owner import OwnerForm
from forensic_hub.referrals.views.record import OfReferral, ReferralAct, ReferralForm, url
from partnership.pages.banners import say_done
from partnership.pages.forms import PortalForm
from partnership.pages.views import FormPage
from partnership.pages.views.records import OfRecord


class ReferralTake(ReferralAct):
    def act(self) -> None:
        referrals.take(referral=self.record, by=self.principal)
        say_done(self.request, f"{self.record} is yours.", undo_url=url("owner-undo", self.record))


class ReferralGiveBack(OfReferral, OfRecord, FormPage):
    form_class = PortalForm
    title = "Make this referral unassigned"
    button = "Make it unassigned"
    hint = "You no longer have it in hand. It stands in the list of unassigned referrals until somebody takes it."

    def back_link(self) -> str:
        return self.to_record()

    def get_context_data(self, **kwargs):
        return super().get_context_data(caption=f"{self.record}, {self.record.person.initials}", **kwargs)

    def act(self, form) -> str:
        referrals.give_back(referral=self.record, by=self.principal)
        say_done(self.request, f"{self.record} is unassigned.", undo_url=url("owner-undo", self.record))
        return self.to_record()


class ReferralOwner(ReferralForm):
    form_class = OwnerForm
    title = "Assign this referral"
    button = "Assign"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"officers": duty.officers()}

    def get_initial(self):
        return super().get_initial() | {"to": str(self.record.owner_id or OwnerForm.NOBODY)}

    def change(self, form) -> None:
        stands = referrals.assign(**self.made_on, to=form.chosen)
        to = stands.owner or "nobody"
        say_done(self.request, f"{self.record} is assigned to {to}.", undo_url=url("owner-undo", self.record))
