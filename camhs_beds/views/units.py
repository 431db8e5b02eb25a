"""The units: the list of them, and the pages of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from camhs_beds import board
from camhs_beds.board import UnitNow, held_for, occupants, units_now
from camhs_beds.models import Ask, Bed, Confirmation, OutOfService, Reservation, UnitProfile
from camhs_beds.nights_out_of_service import nights_lost
from camhs_beds.policy import BED, BED_REQUEST, OCCUPANCY, STAY
from camhs_beds.views.bed_columns import BEDS_WITH_PEOPLE, NO_DAY, number_of, occupant_name, state_of
from camhs_beds.vocabulary import Accepting, LegalStatus, Need
from partnership.access.policy import Action
from partnership.arithmetic import clock
from partnership.organisations.models import Unit
from partnership.pages.naming import SIMILAR, look_alikes
from partnership.pages.tables import Column, Table
from partnership.pages.values import HOME, Link, Missing, Tag
from partnership.pages.views import OfRecord, Page, RecordPage
from partnership.people.naming import named
from partnership.records.models import Read
from partnership.records.reads import log_read

A_YEAR = dt.timedelta(days=365)
NOBODY_SAID = Missing("Nothing said")


class OfUnits:
    """The units of which this person reaches a bed; their own, too, before it has any."""

    def units(self) -> QuerySet[Unit]:
        beds = self.permitted(Bed).in_use().order_by()
        reached = Q(pk__in=beds.values("unit")) | Q(pk=self.principal.unit_id)
        return self.permitted(Unit).open_on(clock.today()).filter(reached)


class OfUnit(OfUnits, OfRecord):
    """One of them, found by the name in the address."""

    model = Unit
    policy = BED
    namespace = "camhs_beds"
    noun = "unit"
    section = "CAMHS"
    pages = (("Overview", "unit-overview"), ("Beds", "unit-beds"), ("History", "unit-history"))
    related = ("provider", "site__borough", "family_page")

    @classmethod
    def url_kwargs(cls, record: Unit) -> dict[str, object]:
        return {"slug": record.slug}

    @cached_property
    def record(self) -> Unit:
        return get_object_or_404(self.units().select_related(*self.related), slug=self.kwargs["slug"])

    @cached_property
    def now(self) -> UnitNow:
        return units_now(self.permitted(Bed), self.units().filter(pk=self.record.pk), with_occupants=True)[0]

    @cached_property
    def may_edit(self) -> bool:
        return self.permitted(Bed, BED[Action.EDIT]).filter(unit=self.record).exists()

    def title_of(self, record: Unit) -> str:
        return record.name

    def reference(self) -> str:
        return self.record.type_label

    def caption_of(self, record: Unit) -> str:
        """Its pages name the unit in their heading."""
        return ""

    def tags(self) -> Iterator[Tag]:
        yield Tag(self.now.accepts)

    def facts(self) -> Iterator[tuple[str, object]]:
        unit = self.record
        yield "Trust", unit.provider
        yield "Ages", f"{unit.youngest} to {unit.oldest}" if unit.oldest else f"from {unit.youngest}"
        yield "For", unit.get_sex_display()
        yield "Commissioned beds", unit.commissioned_beds
        yield "Last confirmed", self.now.said.at if self.now.said else Missing("Never")

    def first_actions(self) -> Iterator[Link]:
        if self.may_edit:
            yield Link("Confirm beds", self.to_record("unit-confirm"))

    def other_actions(self) -> Iterator[Link]:
        if self.may_edit:
            yield Link("Change who it takes", self.to_record("unit-profile"))
            yield Link("Edit the page for families", self.to_record("family-page-edit"))
        if self.may(OCCUPANCY[Action.VIEW]):
            yield Link("Look ahead at its beds", f"{reverse('camhs_beds:occupancy')}?unit={self.record.slug}")
        if hasattr(self.record, "family_page"):
            yield Link("Page for families", self.to_record("family-page"))

    def log_who_is_shown(self) -> None:
        shown = [one.reference for one in occupants([self.now])]
        log_read(self.request, STAY, shown, Read.How.LIST)
        held = [row.request.reference for bed in self.now.beds if (row := held_for(bed))]
        log_read(self.request, BED_REQUEST, held, Read.How.LIST)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"now": self.now, "may_edit": self.may_edit, **kwargs})


class UnitList(OfUnits, Page):
    """Every unit with a line on its beds now."""

    template_name = "camhs_beds/unit_list.html"
    title = "Units for young people"
    section = "CAMHS"

    columns = (
        Column("unit", "Unit", value=lambda one: Link(one.unit.name, OfUnit.url_of(one.unit))),
        Column("type", "Type", value=lambda one: one.unit.type_label),
        Column("provider", "Trust", value=lambda one: one.unit.provider),
        Column("beds", "Beds", value=lambda one: len(one.beds), numeric=True),
        Column("confirmed", "Confirmed", value=lambda one: one.confirmed),
    )

    def breadcrumbs(self) -> list[Link]:
        return [HOME]

    def get_context_data(self, **kwargs):
        rows = units_now(self.permitted(Bed), self.units())
        return super().get_context_data(table=Table(self.title, self.columns, rows, caption_hidden=True), **kwargs)


class UnitOverview(OfUnit, RecordPage):
    """Where a ward begins: who is here, who is coming, what it is asked, and how old its figures are."""

    template_name = "camhs_beds/unit_overview.html"

    def get_context_data(self, **kwargs):
        self.log_who_is_shown()
        arrivals, asked = self.arrivals(), self.asked()
        log_read(self.request, BED_REQUEST, [ask.request.reference for ask in asked], Read.How.LIST)
        beds = Table(f"Beds of {self.record}", BEDS_WITH_PEOPLE, self.now.beds, id="beds", caption_hidden=True)
        there = [occupant_name(one) for one in occupants([self.now])]
        alike = look_alikes([*there, *(named(one.request.person) for one in (*arrivals, *asked))])
        beds.alike = alike
        self.sensitive = True
        return super().get_context_data(
            beds=beds, arrivals=arrivals, asked=asked, alike=alike, similar=SIMILAR, takes=self.takes(),
            said=self.said(), **kwargs,
        )  # fmt: skip

    def arrivals(self) -> list[Reservation]:
        """The reservations of beds here."""
        held = self.permitted(Reservation, BED_REQUEST[Action.LIST]).live().filter(unit=self.record)
        return list(held.select_related("bed__unit", "request__person").order_by("until"))

    def asked(self) -> list[Ask]:
        """The requests that wait for this unit's answer."""
        asks = self.permitted(Ask, BED_REQUEST[Action.LIST]).open().filter(unit=self.record)
        return list(asks.select_related("request__person", "asked_by").soonest_first())

    def said(self) -> list[tuple[str, object]]:
        said = self.now.said
        if said is None:
            return []
        return [
            ("Beds", self.now.sum),
            ("Can take an admission", said.get_accepting_display()),
            *([("Why", self.now.why)] if said.accepting != Accepting.YES else []),
            ("On 1 to 1 or closer observations", said.observations),
            ("Expected discharges in 7 days", said.expected_discharges),
            ("Confirmed", said.at),
            ("By", said.by),
        ]

    def takes(self) -> list[tuple[str, object]]:
        profile = self.permitted(UnitProfile).on(clock.today()).filter(unit=self.record).first()
        if profile is None:
            return [("Legal statuses taken", "All"), ("Needs it can meet", NOBODY_SAID)]
        return [
            ("Legal statuses taken", labels_of(LegalStatus, profile.legal_statuses)),
            ("Single-sex area", profile.single_sex_area),
            ("Needs it can meet", labels_of(Need, profile.needs_met) or NOBODY_SAID),
            ("Since", profile.valid_from),
        ]


def labels_of(choices, values) -> str:
    return ", ".join(choice.label for choice in choices if choice in values)


def expected_back(closed: OutOfService | None) -> object:
    return closed.expected_end_on if closed else None


class UnitBeds(OfUnit, RecordPage):
    """Each bed without who is in it, and the nights that were lost."""

    template_name = "camhs_beds/unit_beds.html"

    def get_context_data(self, **kwargs):
        closed = {one.bed_id: one for one in self.permitted(OutOfService).open().filter(unit=self.record)}
        columns = (
            Column("bed", "Bed", value=number_of),
            Column("sex", "For", value=lambda bed: bed.get_sex_display()),
            Column("state", "State", value=state_of, early=True),
            Column("since", "Since", value=lambda bed: bed.since_now),
            Column("back", "Expected back", value=lambda bed: expected_back(closed.get(bed.pk)), missing=NO_DAY),
        )
        table = Table(f"Beds of {self.record}", columns, self.now.beds, id="beds", caption_hidden=True)
        year = (clock.today() - A_YEAR, clock.today())
        lost = nights_lost(self.permitted(OutOfService).filter(unit=self.record), *year)
        return super().get_context_data(table=table, lost=lost, since=year[0], total=sum(n for _, n in lost), **kwargs)


class UnitHistory(OfUnit, RecordPage):
    """What its ward has confirmed, the latest first."""

    template_name = "camhs_beds/unit_history.html"
    columns = (
        Column("at", "Confirmed"),
        Column("by", "By"),
        Column("accepting", "Can take an admission", value=lambda row: row.get_accepting_display()),
        *(Column(state.value, state.label, numeric=True) for state in board.IN_ORDER),
        Column("observations", "On 1 to 1 or closer", numeric=True),
    )

    def get_context_data(self, **kwargs):
        rows = self.page_of(self.permitted(Confirmation).filter(unit=self.record).select_related("by"))
        table = Table(f"Confirmations of {self.record}", self.columns, list(rows), caption_hidden=True)
        return super().get_context_data(rows=rows, table=table, **kwargs)
