"""Asking for a bed outside the Partnership."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property

from camhs_beds import places
from camhs_beds.actions import out_of_area
from camhs_beds.forms.out_of_area import AskOutOfAreaForm, units_in_words
from camhs_beds.views.out_of_area import OfOutOfArea
from camhs_beds.views.record import RequestForm
from partnership.arithmetic import clock, words
from partnership.organisations.models import Unit
from partnership.pages.banners import say
from partnership.pages.values import Missing
from partnership.pages.views import ConfirmStep
from partnership.records.states import WrongState


class RequestOutOfArea(ConfirmStep, RequestForm):
    """What was tried and what is proposed is read over before two people are asked to approve it."""

    action = staticmethod(out_of_area.ask)
    form_class = AskOutOfAreaForm
    template_name = "camhs_beds/request_out_of_area.html"
    title = "Ask for an out of area placement"
    button = "Continue"
    confirm_template = "camhs_beds/request_out_of_area_confirm.html"
    success = "{record} waits for two approvals. The people who can give them are notified."

    @cached_property
    def units(self):
        """Open units of young people that no Partnership trust runs."""
        found = self.permitted(Unit).open_on(clock.today()).with_facts_on(clock.today())
        elsewhere = Q(run_by_partnership=False) | Q(run_by_partnership=None)
        found = found.filter(elsewhere, service_line=Unit.ServiceLine.CAMHS)
        return found.select_related("site", "provider")

    @cached_property
    def miles(self):
        return places.miles_to(self.record.person, self.units)

    def get_form_kwargs(self):
        labels = units_in_words(self.units, self.miles, self.record.unit_type)
        return super().get_form_kwargs() | {"units": self.units, "labels": labels}

    def check(self) -> None:
        if not self.record.is_open:
            raise WrongState(self.record)

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if asked := self.record.placements.open().first():
            say(request, f"{asked} has been asked for already. Go on with that one.")
            return redirect(OfOutOfArea.url_of(asked))
        return super().get(request, *args, **kwargs)

    def context(self, form) -> dict[str, object]:
        typed = form.cleaned_data
        unit, miles = typed["unit"], self.miles.get(typed["unit"].pk)
        return {
            "confirm_title": "Check this placement before you ask for it",
            "confirm_button": "Ask for approval",
            "rows": [
                ("Proposed unit", f"{unit}, {unit.provider.short_name}"),
                ("Distance from home", f"{miles} miles" if miles is not None else Missing("Not known")),
                ("Price a day", words.money(typed["price"])),
                ("Why no Partnership bed", dict(form.fields["why"].choices)[typed["why"]]),
                ("Explanation", typed["explanation"] or Missing("None given")),
                ("Family told", typed["family_told"]),
                ("Plan for coming back", typed["return_plan"]),
            ],
        }

    def act(self, form) -> str:
        super().act(form)
        return OfOutOfArea.url_of(self.changed)

    def get_context_data(self, **kwargs):
        return super().get_context_data(tried=out_of_area.units_tried(self.record), **kwargs)
