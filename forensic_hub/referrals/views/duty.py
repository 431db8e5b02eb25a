"""Who is on duty: new referrals are shared between them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import cached_property

from forensic_hub.referrals.actions import duty
from forensic_hub.referrals.forms.duty import DutyForm
from forensic_hub.referrals.views.record import OfReferral
from partnership.pages.views import FormPage


class OnDuty(FormPage):
    form_class = DutyForm
    title = "On duty today"
    section = "Forensic"
    button = "Save"
    success = "Who is on duty today was saved."

    def back_link(self) -> str:
        return OfReferral.list_url()

    @cached_property
    def officers(self):
        return duty.officers()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"officers": self.officers}

    def get_initial(self):
        return {"officers": [str(one.officer_id) for one in duty.on_duty()]}

    def act(self, form: DutyForm) -> str:
        duty.set_for_today(by=self.principal, officers=form.chosen)
        return reverse("forensic_hub:on-duty")

    def get_context_data(self, **kwargs):
        self.shows([])
        return super().get_context_data(**kwargs)
