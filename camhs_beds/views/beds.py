"""One bed: its state, its times out of service, and what has happened to it."""

from __future__ import annotations

from collections.abc import Iterator

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from camhs_beds.actions import beds
from camhs_beds.board import Occupant, find_occupants, occupant_of
from camhs_beds.forms.beds import ExtendForm, OutOfServiceForm
from camhs_beds.history import OF_A_BED
from camhs_beds.models import Bed, OutOfService, Reservation, Stay
from camhs_beds.nights_out_of_service import ONE_DAY
from camhs_beds.policy import BED, BED_REQUEST, STAY
from camhs_beds.views.bed_columns import occupant_name
from camhs_beds.views.record import OfRequest
from camhs_beds.views.stay_record import what_to_record
from camhs_beds.views.units import OfUnit
from camhs_beds.vocabulary import BedState
from partnership.access.policy import Action
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock, words
from partnership.arithmetic.nights import Span, nights
from partnership.pages.forms import PortalForm
from partnership.pages.tables import Column, Table
from partnership.pages.values import Link, Missing, Several, Tag
from partnership.pages.views import OfRecord, RecordAddPage, RecordPage
from partnership.records.history import history_of
from partnership.records.models import Read
from partnership.records.reads import log_read

MOST_TIMES = 25
STILL, NONE_GIVEN = Missing("Still out of service"), Missing("None")


class OfBed(OfRecord):
    """Found by the name in the address: cedar-7."""

    model = Bed
    policy = BED
    namespace = "camhs_beds"
    noun = "bed"
    section = "CAMHS"
    sources = OF_A_BED

    @classmethod
    def url_kwargs(cls, record: Bed) -> dict[str, object]:
        return {"slug": record.slug}

    @cached_property
    def record(self) -> Bed:
        beds = self.permitted(Bed).in_use().select_related("unit__provider")
        bed = get_object_or_404(beds, slug=self.kwargs["slug"])
        find_occupants([bed])
        return bed

    @cached_property
    def closed(self) -> OutOfService | None:
        rows = self.permitted(OutOfService).open().filter(bed=self.record)
        return rows.select_related("taken_by", "bed__unit").first()

    @property
    def stay(self) -> Occupant | None:
        return occupant_of(self.record)

    @cached_property
    def held(self) -> Reservation | None:
        rows = self.permitted(Reservation, BED_REQUEST[Action.LIST]).live().filter(bed=self.record)
        return rows.select_related("request__person").first()

    @cached_property
    def may_edit(self) -> bool:
        return self.permitted(Bed, BED[Action.EDIT]).filter(pk=self.record.pk).exists()

    def above(self) -> list[Link]:
        unit = self.record.unit
        return [Link("Units", OfUnit.list_url()), Link(unit.name, OfUnit.url_of(unit))]

    def heading(self) -> str:
        return f"Bed {self.record.number}"

    def reference(self) -> str:
        return self.record.unit.name

    def caption_of(self, record: Bed) -> str:
        """Its pages name the bed in their heading."""
        return ""

    def tags(self) -> Iterator[Tag]:
        yield Tag(self.record.state_now.label)
        if self.closed and self.closed.is_overdue:
            yield Tag("Overdue")

    def facts(self) -> Iterator[tuple[str, object]]:
        yield "Since", self.record.since_now
        yield "For", self.record.get_sex_display()
        if self.stay:
            yield "Young person", occupant_name(self.stay)
        if self.held:
            until = words.time_of_day(self.held.until)
            yield f"Reserved until {until}", Link(str(self.held.request), OfRequest.url_of(self.held.request))

    def first_actions(self) -> Iterator[Link]:
        """What the state allows, the likeliest first."""
        if self.stay and self.may(STAY[Action.EDIT]):
            for stay in self.permitted(Stay, STAY[Action.EDIT]).filter(pk=self.stay.stay_id):
                yield from what_to_record(stay)
        if not self.may_edit:
            return
        if self.held:
            yield Link("Admit", f"{reverse('camhs_beds:stay-new')}?request={self.held.request}")
        if self.closed:
            yield Link("Return to service", self.to_record("bed-return-to-service"))
            yield Link("Out of service for longer", self.to_record("bed-extend"))
        if self.record.state_now is BedState.AVAILABLE:
            yield Link("Take out of service", self.to_record("bed-out-of-service"))


class BedOverview(OfBed, RecordPage):
    template_name = "camhs_beds/bed_overview.html"
    columns = (
        Column("why", "Reason", value=lambda one: one.get_why_display()),
        Column("start_at", "From", value=lambda one: words.day(one.start_at)),
        Column("expected", "Expected end", value=lambda one: _expected(one)),
        Column("ended", "Back in service", value=lambda one: words.day(one.ended_at), missing=STILL),
        Column("nights", "Nights lost", value=lambda one: _nights_lost(one), numeric=True),
        Column("work_order", "Work order", missing=NONE_GIVEN),
    )

    def get_title(self) -> str:
        return str(self.record)

    def get_context_data(self, **kwargs):
        stay, held = self.stay, self.held
        log_read(self.request, STAY, [stay.reference] if stay else [], Read.How.VIEW)
        log_read(self.request, BED_REQUEST, [held.request.reference] if held else [], Read.How.VIEW)
        times = self.permitted(OutOfService).filter(bed=self.record)[:MOST_TIMES]
        self.sensitive = bool(stay)
        return super().get_context_data(
            times=Table("Times out of service", self.columns, list(times), id="times"),
            entries=self.page_of(history_of(self.record, self.sources)),
            **kwargs,
        )


def _expected(one: OutOfService) -> object:
    return Several([words.day(one.expected_end_on), *([Tag("Overdue")] if one.is_overdue else [])])


def _nights_lost(one: OutOfService) -> int:
    """The nights that are over."""
    return nights(Span(one.start_at, one.ended_at), clock.local(one.start_at).date(), clock.today() - ONE_DAY)


class BedOutOfService(OfBed, RecordAddPage):
    action = staticmethod(beds.take_out_of_service)
    form_class = OutOfServiceForm
    button = "Take out of service"

    def get_title(self) -> str:
        return f"Take {words.in_a_sentence(str(self.record))} out of service"

    def get_initial(self):
        return {"start_on": clock.today()}

    def get_success(self) -> str:
        return f"{self.record} is out of service, expected until {words.day(self.changed.expected_end_on)}."


class OfClosed(OfBed):
    """The time out of service of a bed that has one now."""

    checks_posts = True
    argument = "closed"

    @property
    def subject(self) -> OutOfService | None:
        return self.closed

    def check(self) -> None:
        if self.closed is None:
            raise Refusal(f"{self.record} is not out of service.")


class BedExtend(OfClosed, RecordAddPage):
    action = staticmethod(beds.extend)
    form_class = ExtendForm
    button = "Save the new date"

    def get_title(self) -> str:
        return f"{self.record}: out of service for longer"

    @property
    def hint(self) -> str:
        return f"It is expected until {words.day(self.closed.expected_end_on)}."

    def get_success(self) -> str:
        return f"{self.record} is expected back after {words.day(self.changed.expected_end_on)}."


class BedReturnToService(OfClosed, RecordAddPage):
    action = staticmethod(beds.return_to_service)
    form_class = PortalForm
    button = "Return to service"

    def get_title(self) -> str:
        return f"Return {words.in_a_sentence(str(self.record))} to service"

    @property
    def hint(self) -> str:
        why = self.closed.get_why_display().lower()
        return f"Out of service since {words.day(self.closed.start_at)}: {why}. From now on it is available."

    def get_success(self) -> str:
        return f"{self.record} is back in service."
