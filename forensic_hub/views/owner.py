"""Who has a referral in hand."""

from __future__ import annotations

from forensic_hub.actions import duty, referrals
from forensic_hub.forms.owner import OwnerForm
from forensic_hub.views.record import ReferralAct, ReferralForm, url
from partnership.pages.banners import say_done


class ReferralTake(ReferralAct):
    def act(self) -> None:
        referrals.take(referral=self.record, by=self.principal)
        say_done(self.request, f"{self.record} is yours.", undo_url=url("owner-undo", self.record))


class ReferralGiveBack(ReferralAct):
    def act(self) -> None:
        referrals.give_back(referral=self.record, by=self.principal)
        say_done(self.request, f"{self.record} is unassigned.", undo_url=url("owner-undo", self.record))


class ReferralOwner(ReferralForm):
    form_class = OwnerForm
    title = "Assign this referral"
    button = "Assign"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"officers": duty.officers().order_by("first_name", "last_name")}

    def get_initial(self):
        return super().get_initial() | {"to": str(self.record.owner_id or OwnerForm.NOBODY)}

    def change(self, form) -> None:
        stands = referrals.assign(**self.made_on, to=form.chosen)
        to = stands.owner or "nobody"
        say_done(self.request, f"{self.record} is assigned to {to}.", undo_url=url("owner-undo", self.record))
