"""One bed: what has become of it, and its times out of service."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from camhs_beds.actions import beds
from camhs_beds.board import Occupant, find_occupants, occupant_of
from camhs_beds.forms.beds import ExtendForm, OutOfServiceForm
from camhs_beds.history import timeline
from camhs_beds.models import Bed, OutOfService, Reservation, Stay
from camhs_beds.nights_out_of_service import ONE_DAY
from camhs_beds.policy import BED, BED_REQUEST, STAY
from camhs_beds.views.bed_columns import bed_url, occupant_name
from camhs_beds.views.stay_record import moves_of
from camhs_beds.views.units import request_url, unit_url
from camhs_beds.vocabulary import BedState
from partnership.access.policy import Action
from partnership.arithmetic import clock, words
from partnership.arithmetic.nights import Span, nights
from partnership.pages.banners import say, say_done
from partnership.pages.forms import PortalForm
from partnership.pages.heads import RecordHead
from partnership.pages.tables import Column, Table
from partnership.pages.values import Link, Missing, Several, Tag
from partnership.pages.views import FormPage, Page
from partnership.records.models import Read
from partnership.records.reads import log_read

EDIT = BED[Action.EDIT]
MOST_TIMES = 25
STILL, NONE_GIVEN = Missing("Still out of service"), Missing("None")


class OfBed:
    """Found by the name in the address: cedar-7."""

    section = "CAMHS"

    @cached_property
    def bed(self) -> Bed:
        beds = self.permitted(Bed).in_use().select_related("unit__provider")
        bed = get_object_or_404(beds, slug=self.kwargs["slug"])
        find_occupants([bed])
        return bed

    @cached_property
    def closed(self) -> OutOfService | None:
        return self.permitted(OutOfService).open().filter(bed=self.bed).select_related("taken_by", "bed__unit").first()

    def to_bed(self) -> str:
        return bed_url(self.bed)

    def back_link(self) -> str:
        return self.to_bed()


class BedView(OfBed, Page):
    """Its state, what can be done about it, its times out of service with their nights, and its timeline."""

    template_name = "camhs_beds/bed.html"
    columns = (
        Column("why", "Reason", value=lambda one: one.get_why_display()),
        Column("start_at", "From", value=lambda one: words.day(one.start_at)),
        Column("expected", "Expected end", value=lambda one: _expected(one)),
        Column("ended", "Back in service", value=lambda one: words.day(one.ended_at), missing=STILL),
        Column("nights", "Nights lost", value=lambda one: _nights_lost(one), numeric=True),
        Column("work_order", "Work order", missing=NONE_GIVEN),
    )

    def get_title(self) -> str:
        return str(self.bed)

    def back_link(self) -> str:
        return ""

    def breadcrumbs(self) -> list[Link]:
        unit = self.bed.unit
        return [Link("Home", "/"), Link("Units", reverse("camhs_beds:unit-list")), Link(unit.name, unit_url(unit))]

    @property
    def stay(self) -> Occupant | None:
        return occupant_of(self.bed)

    @cached_property
    def held(self) -> Reservation | None:
        rows = self.permitted(Reservation, BED_REQUEST[Action.LIST]).live().filter(bed=self.bed)
        return rows.select_related("request__person").first()

    def head(self) -> RecordHead:
        bed, actions = self.bed, tuple(self.actions())
        return RecordHead(
            heading=f"Bed {bed.number}", reference=bed.unit.name, tags=tuple(self.tags()), facts=tuple(self.facts()),
            actions=actions,
        )  # fmt: skip

    def tags(self) -> Iterator[Tag]:
        yield Tag(self.bed.state_now.label)
        if self.closed and self.closed.is_overdue:
            yield Tag("Overdue")

    def facts(self) -> Iterator[tuple[str, object]]:
        yield "Since", self.bed.since_now
        yield "For", self.bed.get_sex_display()
        if self.stay:
            yield "Young person", occupant_name(self.stay)
        if self.held:
            until = words.time_of_day(self.held.until)
            yield f"Reserved until {until}", Link(str(self.held.request), request_url(self.held.request.reference))

    def actions(self) -> Iterator[Link]:
        """What the state allows, for whoever may."""
        if self.stay and self.may(STAY[Action.EDIT]):
            for stay in self.permitted(Stay, STAY[Action.EDIT]).filter(pk=self.stay.stay_id):
                yield from moves_of(stay)
        if not self.permitted(Bed, EDIT).filter(pk=self.bed.pk).exists():
            return
        if self.held:
            yield Link("Admit", f"{reverse('camhs_beds:stay-new')}?request={self.held.request}")
        if self.closed:
            yield Link("Return to service", bed_url(self.bed, "bed-return-to-service"))
            yield Link("Out of service for longer", bed_url(self.bed, "bed-extend"))
        if self.bed.state_now is BedState.AVAILABLE:
            yield Link("Take out of service", bed_url(self.bed, "bed-out-of-service"))

    def get_context_data(self, **kwargs):
        stay, held = self.stay, self.held
        log_read(self.request, STAY, [stay.reference] if stay else [], Read.How.VIEW)
        log_read(self.request, BED_REQUEST, [held.request.reference] if held else [], Read.How.VIEW)
        times = self.permitted(OutOfService).filter(bed=self.bed)[:MOST_TIMES]
        self.sensitive = bool(stay)
        return super().get_context_data(
            head=self.head(),
            times=Table("Times out of service", self.columns, list(times), id="times"),
            entries=self.page_of(timeline(self.bed)),
            bed=self.bed,
            **kwargs,
        )


def _expected(one: OutOfService) -> object:
    return Several([words.day(one.expected_end_on), *([Tag("Overdue")] if one.is_overdue else [])])


def _nights_lost(one: OutOfService) -> int:
    """The nights that are over."""
    return nights(Span(one.start_at, one.ended_at), clock.local(one.start_at).date(), clock.today() - ONE_DAY)


class BedOutOfService(OfBed, FormPage):
    form_class = OutOfServiceForm
    button = "Take out of service"

    def get_title(self) -> str:
        return f"Take {words.in_a_sentence(str(self.bed))} out of service"

    def get_initial(self):
        return {"start_on": clock.today()}

    def act(self, form: OutOfServiceForm) -> str:
        closed = beds.take_out_of_service(bed=self.bed, by=self.principal, **form.cleaned_data)
        until = words.day(closed.expected_end_on)
        say_done(self.request, f"{self.bed} is out of service, expected until {until}.")
        return self.to_bed()


class OfClosed(OfBed):
    """A page about a bed that is out of service; of any other it leads back to the bed, and says so."""

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        if self.closed is None:
            say(request, f"{self.bed} is not out of service.")
            return redirect(self.to_bed())
        return super().dispatch(request, *args, **kwargs)


class BedExtend(OfClosed, FormPage):
    form_class = ExtendForm
    button = "Save the new date"

    def get_title(self) -> str:
        return f"{self.bed}: out of service for longer"

    @property
    def hint(self) -> str:
        return f"It is expected until {words.day(self.closed.expected_end_on)}."

    def act(self, form: ExtendForm) -> str:
        closed = beds.extend(closed=self.closed, by=self.principal, **form.cleaned_data)
        say_done(self.request, f"{self.bed} is expected back after {words.day(closed.expected_end_on)}.")
        return self.to_bed()


class BedReturnToService(OfClosed, FormPage):
    form_class = PortalForm
    button = "Return to service"

    def get_title(self) -> str:
        return f"Return {words.in_a_sentence(str(self.bed))} to service"

    @property
    def hint(self) -> str:
        why = self.closed.get_why_display().lower()
        return f"Out of service since {words.day(self.closed.start_at)}: {why}. From now on it is available."

    def act(self, form: PortalForm) -> str:
        beds.return_to_service(closed=self.closed, by=self.principal)
        say_done(self.request, f"{self.bed} is back in service.")
        return self.to_bed()
