"""Every bed now."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from camhs_beds.board import UnitNow, held_for, occupants, units_now
from camhs_beds.forms.board import CAN_TAKE, BoardFilters, RefreshForm
from camhs_beds.models import Bed, BedRequest
from camhs_beds.policy import BED_REQUEST, STAY
from camhs_beds.views.bed_columns import BEDS_WITH_PEOPLE, GLYPHS, occupant_name
from camhs_beds.vocabulary import BedState, Response
from partnership.access.policy import Action, Scope
from partnership.arithmetic import clock
from partnership.arithmetic.words import plural
from partnership.organisations.models import Unit
from partnership.pages.filters import FilterPanel
from partnership.pages.naming import look_alikes
from partnership.pages.tables import Table
from partnership.pages.values import Link, Tag
from partnership.pages.views import Page, Tab
from partnership.records.models import Read
from partnership.records.reads import log_read

EVERY_TWO_MINUTES = "120"
GRID = "grid"


@dataclass(frozen=True)
class Section:
    """One unit on the page, with the beds of it that are shown."""

    now: UnitNow
    beds: list[Bed]
    alike: frozenset[object] = frozenset()

    @property
    def id(self) -> str:
        return f"unit-{self.now.unit.slug}"

    @property
    def accepts(self) -> Tag:
        return Tag(self.now.accepts)

    @property
    def table(self) -> Table:
        caption = f"Beds of {self.now.unit}"
        return Table(caption, BEDS_WITH_PEOPLE, self.beds, id=self.now.unit.slug, caption_hidden=True, alike=self.alike)

    @property
    def cells(self) -> list[tuple[Bed, str, str]]:
        return [(bed, bed.state_now.label, GLYPHS[bed.state_now]) for bed in self.beds]


class BedBoard(Page):
    """By unit, with the young people this person may see; or one cell a bed and no name, for a screen on a wall.

    The wall screen refreshes only where that is ticked, by a header, so that it does without JavaScript.
    """

    template_name = "camhs_beds/board.html"
    title = "CAMHS beds now"
    section = "CAMHS"

    @property
    def is_grid(self) -> bool:
        return self.request.GET.get("view") == GRID

    @property
    def refreshes(self) -> bool:
        return self.is_grid and self.request.GET.get("refresh") == "on"

    @cached_property
    def filters(self) -> BoardFilters:
        return BoardFilters(self.request.GET)

    @cached_property
    def units(self) -> list[UnitNow]:
        beds = self.permitted(Bed)
        units = self.permitted(Unit).open_on(clock.today()).filter(pk__in=beds.in_use().order_by().values("unit"))
        return units_now(beds, units, with_occupants=not self.is_grid)

    def get(self, request, *args, **kwargs) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if self.refreshes:
            response["Refresh"] = EVERY_TWO_MINUTES
        return response

    def get_context_data(self, **kwargs):
        panel = FilterPanel(self.filters, self.request.GET, keep=("view", "refresh"))
        narrowed = list(self.filters.narrow(self.units))
        shown = [occupant_name(one) for one in occupants(one for one, _ in narrowed)]
        alike = frozenset(look_alikes(shown))
        sections = [Section(one, beds, alike) for one, beds in narrowed]
        self.log(sections)
        self.sensitive = bool(shown)
        return super().get_context_data(
            panel=panel,
            sections=sections,
            sentence=self.sentence(),
            count=self.count_line(sections),
            tabs=self.tabs(),
            is_grid=self.is_grid,
            refresh_form=RefreshForm(initial={"refresh": self.refreshes}),
            hidden=[pair for pair in self.request.GET.items() if pair[0] not in ("refresh", "page")],
            as_at=clock.now(),
            states=[(state.label, GLYPHS[state]) for state in BedState],
            clear_link=Link("Clear filters", panel.clear_url),
            **kwargs,
        )

    def log(self, sections: list[Section]) -> None:
        """The young people on the page, and the requests for which a bed is held."""
        seen = {bed.pk for section in sections for bed in section.beds}
        there = occupants(section.now for section in sections)
        log_read(self.request, STAY, [one.reference for one in there if one.bed_id in seen], Read.How.LIST)
        held = [row.request.reference for section in sections for bed in section.beds if (row := held_for(bed))]
        log_read(self.request, BED_REQUEST, held, Read.How.LIST)

    def sentence(self) -> list[object]:
        """7 beds available in 5 units. 1 more in a unit that is not accepting. 3 requests waiting, 1 emergency.

        Each number that is a link leads to exactly its rows.
        """
        free = [beds for one in self.units if (beds := self.filters.can_take(one))]
        beds, units = sum(map(len, free)), len(free)
        query = self.request.GET.copy()
        for name in ("type", "trust", "accepting", "page"):
            query.pop(name, None)
        query["state"] = CAN_TAKE
        said = f"{beds} {plural(beds, 'bed')} available in {units} {plural(units, 'unit')}"
        stale = sum(not one.is_fresh for one in self.units)
        more = [*self.not_accepting(), *self.not_counted(stale)]
        return [Link(said, f"?{query.urlencode()}#results"), *more, *self.requests()]

    def not_accepting(self) -> list[str]:
        """The free beds of units that take no admission: they are in the sitrep's number and not in this one."""
        believed = [one for one in self.units if not one.takes_admissions and self.filters.believes(one)]
        free = [count for one in believed if (count := one.counts[BedState.AVAILABLE])]
        if not free:
            return []
        where = "a unit that is" if len(free) == 1 else f"{len(free)} units that are"
        return [f"{sum(free)} more in {where} not accepting"]

    def not_counted(self, stale: int) -> list[str]:
        if not stale or self.filters.counts_stale:
            return []
        return [f"{stale} {plural(stale, 'unit')} not confirmed {'is' if stale == 1 else 'are'} not counted"]

    def requests(self) -> list[Link]:
        """Of those this person may see; a ward has its own page for what it is asked."""
        scope = BED_REQUEST[Action.LIST].scope(self.principal)
        if scope not in (Scope.PATHWAY, Scope.OWN_TRUST):
            return []
        responses = list(
            self.permitted(BedRequest, BED_REQUEST[Action.LIST]).waiting().values_list("response", flat=True)
        )
        emergencies = responses.count(Response.EMERGENCY)
        url, count = reverse("camhs_beds:request-list"), len(responses)
        whose = f" of {self.principal.grant.trust}" if scope is Scope.OWN_TRUST else ""
        links = [Link(f"{count} {plural(count, 'request')}{whose} waiting", f"{url}?view=waiting")]
        if emergencies:
            narrowed = urlencode({"view": "waiting", "response": Response.EMERGENCY})
            links.append(Link(f"{emergencies} {plural(emergencies, 'emergency', 'emergencies')}", f"{url}?{narrowed}"))
        return links

    def count_line(self, sections: list[Section]) -> str:
        beds, units = sum(len(section.beds) for section in sections), len(sections)
        return f"Showing {beds} {plural(beds, 'bed')} in {units} {plural(units, 'unit')}"

    def tabs(self) -> list[Tab]:
        query = self.request.GET.copy()
        views = (("By unit", ""), ("Wall screen", GRID))
        tabs = []
        for label, view in views:
            query["view"] = view
            tabs.append(Tab(label, f"?{query.urlencode()}", current=self.is_grid == bool(view)))
        return tabs
