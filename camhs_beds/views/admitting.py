"""Admitting the young person for whom a bed is held."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from camhs_beds import mail
from camhs_beds.actions import stays
from camhs_beds.forms.stays import AdmitForm
from camhs_beds.models import BedRequest, Reservation
from camhs_beds.policy import BED_REQUEST
from camhs_beds.states import has_a_live_reservation
from camhs_beds.views.record import RequestMove
from camhs_beds.views.stay_record import OfStay
from camhs_beds.views.stays import beds_of, free_of
from camhs_beds.views.units import OfUnit
from partnership.access.policy import Action
from partnership.records.models import Read
from partnership.records.reads import log_read
from partnership.records.states import NotReady


class StayNew(RequestMove):
    """The request is named behind the question mark: ``?request=CB-2018-0031``."""

    checks_posts = True
    verb = "admit"
    action = staticmethod(stays.admit)
    form_class = AdmitForm
    related = ("person__home_borough", "person__responsible_trust")

    @cached_property
    def record(self) -> BedRequest:
        rows = self.permitted(BedRequest, BED_REQUEST[Action.DECIDE]).select_related(*self.related)
        reference = self.request.GET.get("request", "")
        if "\0" in reference:
            raise Http404
        request = get_object_or_404(rows, reference=reference)
        log_read(self.request, BED_REQUEST, [request.reference], Read.How.VIEW)
        self.shows([])
        return request

    @cached_property
    def held(self) -> Reservation | None:
        return self.record.reservations.live().select_related("bed__unit__family_page").first()

    def check(self) -> None:
        if self.record.is_open and self.held is None:
            raise NotReady(has_a_live_reservation(self.record))
        super().check()

    def get_form_kwargs(self):
        held, person = self.held.bed, self.record.person
        beds, has_page = beds_of(self, held.unit), hasattr(held.unit, "family_page")
        own = [(held, f"Bed {held.number}, held for {self.record}")] if held.is_for(person.sex) else []
        free = own + [(bed, said) for bed, said in free_of(beds, person) if bed != held]
        return super().get_form_kwargs() | {"beds": beds, "free": free, "has_page": has_page}

    def get_initial(self):
        return {"bed": str(self.held.bed.number), "legal_status": self.record.legal_status}

    def act(self, form: AdmitForm) -> str:
        stay = self.changed = self.change(form)
        if email := form.cleaned_data.get("family_email"):
            url = self.request.build_absolute_uri(OfUnit.url_of(stay.unit, "family-page"))
            mail.send_family_page(unit=stay.unit, to=email, page_url=url, stay=stay, by=self.principal)
        return OfStay.url_of(stay)

    def get_success(self) -> str:
        stay = self.changed
        bed = stay.periods.select_related("bed").get().bed
        return f"{stay.person.full_name} was admitted to bed {bed.number} on {stay.unit}."

    def undo_url(self) -> str:
        return OfStay.url_of(self.changed, "stay-undo")
