"""The figures of the beds on one page: now, month by month, and next to what was published of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import cached_property

from camhs_beds import counting, measures
from camhs_beds.board import UnitNow, units_now
from camhs_beds.forms.board import CAN_TAKE
from camhs_beds.measures import requests_of, stays_of
from camhs_beds.models import Bed, BedRequest, Stay
from camhs_beds.policy import BED_REQUEST, STAY
from camhs_beds.sitrep import in_hours
from partnership.access.policy import Action
from partnership.arithmetic import clock, months
from partnership.board.claims import check
from partnership.board.models import Claim
from partnership.board.policy import CLAIM
from partnership.board.views.claims import COLUMNS as CLAIMED
from partnership.measures import grid
from partnership.measures.reading import last_closed
from partnership.measures.registry import Measure
from partnership.measures.views.measure_list import COLUMNS
from partnership.organisations.models import Unit
from partnership.pages.tables import Table
from partnership.pages.values import HOME, Link
from partnership.pages.views import Page

IN_THE_STRIP = [column for column in CLAIMED if column.key in ("claim", "published", "own", "result")]


@dataclass(frozen=True)
class FigureNow:
    """``url`` leads to exactly what was counted; without one there is nothing to open."""

    label: str
    value: object
    url: str = ""


class Dashboard(Page):
    """Counts and no young person. Past months are those that are stored; today's are read from the beds as they are."""

    template_name = "camhs_beds/dashboard.html"
    title = "CAMHS dashboard"
    section = "CAMHS"

    def breadcrumbs(self) -> list[Link]:
        return [HOME]

    @cached_property
    def today(self):
        return months.month_of(clock.today())

    @cached_property
    def month(self):
        return grid.latest_month(self.principal, measures.IN_ORDER) or last_closed()

    def get_context_data(self, **kwargs):
        statuses = grid.statuses(self.principal, self.month, measures.IN_ORDER)
        claims = check(self.principal, self.permitted(Claim, CLAIM[Action.VIEW]).filter(group=measures.CAMHS))
        return super().get_context_data(
            as_at=clock.now(),
            now=[*self.beds_now(), *self.requests_now(), *self.stays_now()],
            whose=self.principal.grant.trust if self.principal.trust_id else "",
            month=self.month,
            table=Table("Measures", COLUMNS, statuses, id="measures", caption_hidden=True),
            claims=Table("Published figures", IN_THE_STRIP, claims, id="claims", caption_hidden=True),
            key_url=reverse("measures:key"),
            **kwargs,
        )

    def beds_now(self) -> list[FigureNow]:
        units = self.units_now()
        free = sum(len(one.can_take_somebody) for one in units if one.is_fresh)
        stale = sum(not one.is_fresh for one in units)
        board = reverse("camhs_beds:board")
        return [
            FigureNow("Beds available", free, f"{board}?state={CAN_TAKE}#results"),
            FigureNow("Units not confirmed, not counted", stale, board),
        ]

    def units_now(self) -> list[UnitNow]:
        beds = self.permitted(Bed)
        units = self.permitted(Unit).open_on(clock.today()).filter(pk__in=beds.in_use().order_by().values("unit"))
        return units_now(beds, units)

    def requests_now(self) -> list[FigureNow]:
        rows = self.permitted(BedRequest, BED_REQUEST[Action.LIST])
        received = list(counting.waiting_at_the_end(rows, self.today).order_by().values_list("received_at", flat=True))
        longest = clock.now() - min(received) if received else None
        url = self.opens(requests_of, measures.LONGEST_WAIT)
        return [
            FigureNow("Requests waiting for a bed", len(received), url),
            FigureNow("Longest wait", in_hours(longest).capitalize(), url),
        ]

    def stays_now(self) -> list[FigureNow]:
        rows = self.permitted(Stay, STAY[Action.LIST])
        return [
            FigureNow(label, measures.STAYS_COUNTED[measure](rows, self.today).count(), self.opens(stays_of, measure))
            for label, measure in (("Out of area", measures.OUT_OF_AREA_NOW), ("Ready for discharge", measures.READY))
        ]

    def opens(self, records, measure: Measure) -> str:
        return records(measure.slug)(self.principal, self.today)
