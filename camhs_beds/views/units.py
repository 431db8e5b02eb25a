"""The units: the list of them, and the pages of each."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from camhs_beds import board
from camhs_beds.board import UnitNow, held_for, occupants, units_now
from camhs_beds.models import Ask, Bed, Confirmation, OutOfService, Reservation, UnitProfile
from camhs_beds.nights_out_of_service import nights_lost
from camhs_beds.policy import BED, BED_REQUEST, OCCUPANCY, STAY
from camhs_beds.views.bed_columns import BEDS_WITH_PEOPLE, NO_DAY, number_of, state_of
from camhs_beds.vocabulary import Accepting, LegalStatus, Need
from partnership.access.policy import Action
from partnership.arithmetic import clock
from partnership.organisations.models import Unit
from partnership.pages.addresses import address
from partnership.pages.heads import RecordHead
from partnership.pages.tables import Column, Table
from partnership.pages.values import Link, Missing, Tag
from partnership.pages.views import Page, Tab
from partnership.records.models import Read
from partnership.records.reads import log_read

EDIT, VIEW = BED[Action.EDIT], BED[Action.VIEW]
A_YEAR = dt.timedelta(days=365)
NOBODY_SAID = Missing("Nothing said")
TABS = (("Overview", "unit-overview"), ("Beds", "unit-beds"), ("History", "unit-history"))


def unit_url(unit: Unit, page: str = "unit-overview") -> str:
    return address(f"camhs_beds:{page}", slug=unit.slug)


def request_url(reference: str) -> str:
    return reverse("camhs_beds:request-overview", kwargs={"reference": reference})


class OfUnits:
    """The units of which this person reaches a bed; their own, too, before it has any."""

    section = "CAMHS"

    def units(self) -> QuerySet[Unit]:
        beds = self.permitted(Bed).in_use().order_by()
        reached = Q(pk__in=beds.values("unit")) | Q(pk=self.principal.unit_id)
        return self.permitted(Unit).open_on(clock.today()).filter(reached)


class OfUnit(OfUnits):
    """One of them, found by the name in the address."""

    @cached_property
    def unit(self) -> Unit:
        return get_object_or_404(
            self.units().select_related("provider", "site__borough", "family_page"), slug=self.kwargs["slug"]
        )

    @cached_property
    def now(self) -> UnitNow:
        return units_now(self.permitted(Bed), self.units().filter(pk=self.unit.pk), with_occupants=True)[0]

    @cached_property
    def may_edit(self) -> bool:
        return self.permitted(Bed, EDIT).filter(unit=self.unit).exists()

    def log_who_is_shown(self) -> None:
        shown = [one.reference for one in occupants([self.now])]
        log_read(self.request, STAY, shown, Read.How.LIST)
        held = [row.request.reference for bed in self.now.beds if (row := held_for(bed))]
        log_read(self.request, BED_REQUEST, held, Read.How.LIST)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"unit": self.unit, "now": self.now, "may_edit": self.may_edit, **kwargs})


class UnitList(OfUnits, Page):
    """Every unit with a line on how it stands."""

    template_name = "camhs_beds/unit_list.html"
    title = "Units for young people"

    columns = (
        Column("unit", "Unit", value=lambda one: Link(one.unit.name, unit_url(one.unit))),
        Column("type", "Type", value=lambda one: one.unit.type_label),
        Column("provider", "Trust", value=lambda one: one.unit.provider),
        Column("beds", "Beds", value=lambda one: len(one.beds), numeric=True),
        Column("confirmed", "Confirmed", value=lambda one: one.confirmed),
    )

    def breadcrumbs(self) -> list[Link]:
        return [Link("Home", "/")]

    def get_context_data(self, **kwargs):
        rows = units_now(self.permitted(Bed), self.units())
        return super().get_context_data(table=Table(self.title, self.columns, rows, caption_hidden=True), **kwargs)


class UnitPage(OfUnit, Page):
    """One tab of a unit."""

    tab = ""

    def get_title(self) -> str:
        return f"{self.unit} {self.tab.lower()}" if self.tab else str(self.unit)

    def breadcrumbs(self) -> list[Link]:
        return [Link("Home", "/"), Link("Units", reverse("camhs_beds:unit-list"))]

    def head(self) -> RecordHead:
        unit = self.unit
        return RecordHead(
            heading=unit.name,
            reference=unit.type_label,
            tags=(Tag(self.now.accepts),),
            facts=(
                ("Trust", unit.provider),
                ("Ages", f"{unit.youngest} to {unit.oldest}" if unit.oldest else f"from {unit.youngest}"),
                ("For", unit.get_sex_display()),
                ("Commissioned beds", unit.commissioned_beds),
                ("Last confirmed", self.now.said.at if self.now.said else Missing("Never")),
            ),
            actions=tuple(self.actions()),
            leads=self.may_edit,
        )

    def actions(self):
        if self.may_edit:
            yield Link("Confirm beds", unit_url(self.unit, "unit-confirm"))
            yield Link("Change whom it takes", unit_url(self.unit, "unit-profile"))
            yield Link("Edit the page for families", unit_url(self.unit, "family-page-edit"))
        if self.may(OCCUPANCY[Action.VIEW]):
            yield Link("Look ahead at its beds", f"{reverse('camhs_beds:occupancy')}?unit={self.unit.slug}")
        if hasattr(self.unit, "family_page"):
            yield Link("Page for families", unit_url(self.unit, "family-page"))

    def tabs(self) -> list[Tab]:
        return [Tab(label, unit_url(self.unit, name), current=label == self.tab) for label, name in TABS]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"head": self.head(), "tabs": self.tabs(), **kwargs})


class UnitOverview(UnitPage):
    """Where a ward begins: who is here, who is coming, what it is asked, and how old its figures are."""

    template_name = "camhs_beds/unit_overview.html"
    tab = "Overview"

    def get_context_data(self, **kwargs):
        self.log_who_is_shown()
        arrivals, asked = self.arrivals(), self.asked()
        log_read(self.request, BED_REQUEST, [ask.request.reference for ask in asked], Read.How.LIST)
        beds = Table(f"Beds of {self.unit}", BEDS_WITH_PEOPLE, self.now.beds, id="beds", caption_hidden=True)
        self.sensitive = True
        return super().get_context_data(
            beds=beds, arrivals=arrivals, asked=asked, takes=self.takes(), said=self.said(), **kwargs
        )

    def arrivals(self) -> list[Reservation]:
        """For whom a bed here is held."""
        held = self.permitted(Reservation, BED_REQUEST[Action.LIST]).live().filter(unit=self.unit)
        return list(held.select_related("bed__unit", "request__person").order_by("until"))

    def asked(self) -> list[Ask]:
        """Who waits for this unit's answer."""
        asks = self.permitted(Ask, BED_REQUEST[Action.LIST]).open().filter(unit=self.unit)
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
        profile = self.permitted(UnitProfile).on(clock.today()).filter(unit=self.unit).first()
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


class UnitBeds(UnitPage):
    """Each bed without a word of who is in it, and the nights that were lost."""

    template_name = "camhs_beds/unit_beds.html"
    tab = "Beds"

    def get_context_data(self, **kwargs):
        closed = {one.bed_id: one for one in self.permitted(OutOfService).open().filter(unit=self.unit)}
        columns = (
            Column("bed", "Bed", value=number_of),
            Column("sex", "For", value=lambda bed: bed.get_sex_display()),
            Column("state", "State", value=state_of, early=True),
            Column("since", "Since", value=lambda bed: bed.since_now),
            Column("back", "Expected back", value=lambda bed: expected_back(closed.get(bed.pk)), missing=NO_DAY),
        )
        table = Table(f"Beds of {self.unit}", columns, self.now.beds, id="beds", caption_hidden=True)
        year = (clock.today() - A_YEAR, clock.today())
        lost = nights_lost(self.permitted(OutOfService).filter(unit=self.unit), *year)
        return super().get_context_data(table=table, lost=lost, since=year[0], total=sum(n for _, n in lost), **kwargs)


class UnitHistory(UnitPage):
    """What its ward has confirmed, the latest first."""

    template_name = "camhs_beds/unit_history.html"
    tab = "History"
    columns = (
        Column("at", "Confirmed"),
        Column("by", "By"),
        Column("accepting", "Can take an admission", value=lambda row: row.get_accepting_display()),
        *(Column(state.value, state.label, numeric=True) for state in board.IN_ORDER),
        Column("observations", "On 1 to 1 or closer", numeric=True),
    )

    def get_context_data(self, **kwargs):
        rows = self.page_of(self.permitted(Confirmation).filter(unit=self.unit).select_related("by"))
        table = Table(f"Confirmations of {self.unit}", self.columns, list(rows), caption_hidden=True)
        return super().get_context_data(rows=rows, table=table, **kwargs)
