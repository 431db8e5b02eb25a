"""Who owns a referral."""

from __future__ import annotations

from forensic_hub.referrals.actions import duty, referrals
from forensic_hub.referrals.forms.owner import OwnerForm
from forensic_hub.referrals.views.record import OfReferral, ReferralForm
from partnership.pages.views import RecordAct, RecordFormPage

ReferralTake = RecordAct.of(OfReferral, referrals.take, "{record} is yours.", undo="owner-undo")
ReferralGiveBack = RecordFormPage.of(
    OfReferral,
    referrals.give_back,
    title="Make this referral unassigned",
    button="Make it unassigned",
    hint="You no longer own it. It stays unassigned until someone takes it.",
    success="{record} is unassigned.",
    undo="owner-undo",
)


class ReferralOwner(ReferralForm):
    action = staticmethod(referrals.assign)
    form_class = OwnerForm
    title = "Assign this referral"
    button = "Assign"
    undo = "owner-undo"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"officers": duty.officers()}

    def get_initial(self):
        return super().get_initial() | {"to": str(self.record.owner_id or OwnerForm.NOBODY)}

    def get_success(self) -> str:
        owner = self.changed.owner
        return f"{self.record} is assigned to {owner}." if owner else f"{self.record} is unassigned."
