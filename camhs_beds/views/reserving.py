"""Holding a bed for a request, and holding it longer."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from camhs_beds import clock_words, clocks
from camhs_beds.actions import requests
from camhs_beds.forms.finding_a_bed import ReserveForm, UntilForm
from camhs_beds.models import Bed
from camhs_beds.models.bed import available, for_sex
from camhs_beds.policy import BED
from camhs_beds.views.record import RequestForm, RequestMove
from camhs_beds.vocabulary import Rule
from partnership.access.policy import Action
from partnership.arithmetic import clock, words
from partnership.pages.values import Link


class RequestReserve(RequestMove):
    verb = "reserve"
    action = staticmethod(requests.reserve)
    form_class = ReserveForm
    template_name = "camhs_beds/request_reserve.html"
    button = "Reserve this bed"

    @property
    def hint(self) -> str:
        held_for = clock_words.length(clocks.rule(Rule.RESERVE).length)
        return f"The bed is held for {held_for}. No one else can take it in that time, and then it is free again."

    def button_links(self) -> list[Link]:
        return [Link("Cancel", self.to_record("request-offers"))]

    @property
    def beds(self) -> QuerySet:
        """Every bed of the units that said yes: a person who chose one that is taken by now reads who took it."""
        units = self.record.asks.yes().values("unit")
        return self.permitted(Bed, BED[Action.LIST]).in_use().filter(unit__in=units).select_related("unit")

    @property
    def free(self) -> QuerySet:
        """Those that can be had, the longest free first; the bed of a person on leave only where that was agreed."""
        on_leave = Q(
            state="on_leave", periods__end_at=None, periods__stay__leaves__back_at=None,
            periods__stay__leaves__usable_tonight=True,
        )  # fmt: skip
        fits = for_sex(self.record.person.sex)
        return (
            self.beds.filter(fits & (available(clock.now()) | on_leave)).distinct().order_by("unit", "since", "number")
        )

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"beds": self.beds, "free": self.free}

    def get_success(self) -> str:
        held = self.changed
        others = self.record.asks.current().exclude(unit=held.unit_id).exclude(answer="no").exists()
        notified = " The other units that were asked are notified." if others else ""
        return f"{held.bed} is reserved until {words.time_of_day(held.until)}.{notified}"

    def get_context_data(self, **kwargs):
        return super().get_context_data(has_offers=self.record.asks.yes().exists(), **kwargs)


class RequestExtend(RequestForm):
    action = staticmethod(requests.extend)
    form_class = UntilForm
    title = "Hold the bed longer"
    button = "Hold the bed longer"

    @property
    def hint(self) -> str:
        return f"{self.held.bed}. {clock_words.held(self.held)}." if self.held else ""

    def get_initial(self):
        if not self.held:
            return super().get_initial()
        until = clock.local(max(self.held.until, clock.now()) + dt.timedelta(hours=1))
        return super().get_initial() | {"until_on": until.date(), "until_time": until.time().replace(second=0)}

    def values_now(self) -> dict[str, object]:
        """A proposal, and not what the record says."""
        return {}

    def get_success(self) -> str:
        return f"{self.changed.bed} is held until {words.moment(self.changed.until)}."
