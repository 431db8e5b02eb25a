"""The list of those who are, or may go, out of area, and its file."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.functional import cached_property

from camhs_beds.counting import nights_so_far
from camhs_beds.filters import OutOfAreaFilters
from camhs_beds.models import OutOfAreaPlacement
from camhs_beds.views.out_of_area import OfOutOfArea, is_overdue
from camhs_beds.vocabulary import OutOfAreaState
from partnership.arithmetic import clock
from partnership.pages.tables import Column
from partnership.pages.values import Link, Missing, Several, Tag
from partnership.pages.views import ListPage, ListTab
from partnership.people.naming import named
from partnership.work.views.saved_filters import SavesFilters

NOT_THERE = Missing("Not there yet")
NONE_DUE = Missing("None due")

TABS = (
    ListTab("placed", "Away now", lambda rows, by: rows.placed(),
            empty="No South London young person is placed out of area."),
    ListTab("to-approve", "Waiting for approval", lambda rows, by: rows.to_approve(), counted=True,
            empty="No placement waits for approval."),
    ListTab("approved", "Approved", lambda rows, by: rows.to_admit(),
            empty="No approved placement waits for an admission."),
    ListTab("not-needed", "To withdraw", lambda rows, by: rows.not_needed(), counted=True,
            empty="No placement waits to be withdrawn because its request has ended."),
    ListTab("ended", "Ended", lambda rows, by: rows.filter(state__in=[OutOfAreaState.HOME, OutOfAreaState.REFUSED,
                                                                      OutOfAreaState.WITHDRAWN]),
            empty="No placement has ended."),
)  # fmt: skip


def reference(placement: OutOfAreaPlacement) -> Link:
    return Link(placement.reference, OfOutOfArea.url_of(placement))


def review(placement: OutOfAreaPlacement) -> object:
    if placement.state != OutOfAreaState.PLACED:
        return None
    overdue = (Tag("Overdue"),) if is_overdue(placement) else ()
    return Several((placement.review_on, *overdue))


REFERENCE = Column("reference", "Reference", value=reference, order_by="reference", nowrap=True)
PERSON = Column("person", "Young person", value=lambda placement: named(placement.request.person), person=True)
UNIT = Column("unit", "Unit", order_by="unit__name")
MILES = Column("miles", "Miles from home", order_by="miles", numeric=True)
NIGHTS = Column("nights", "Nights in the unit", value=lambda p: nights_so_far(p.stay).in_bed if p.stay else None,
                order_by="-stay__start_at", numeric=True, missing=NOT_THERE)  # fmt: skip
WHY = Column("why", "Reason", value=lambda placement: placement.get_why_display(), order_by="why")
REVIEW = Column("review", "Next review", value=review, order_by="review_on", early=True, missing=NONE_DUE)
STATUS = Column("status", "Status", value=lambda placement: Tag(placement.get_state_display()), order_by="state")
PLAN = Column("plan", "Plan for coming back", value=lambda placement: placement.return_plan)
ASKED = Column("asked", "Asked", value=lambda p: clock.local(p.asked_at).date(), order_by="asked_at")


class OutOfAreaList(SavesFilters, ListPage):
    """The next review first."""

    records = OfOutOfArea
    filterset_class = OutOfAreaFilters
    title = "Out of area"
    list_name = "camhs_beds:out-of-area-list"
    list_tabs = TABS
    stacked = True

    def with_details(self, placements: QuerySet) -> QuerySet:
        rows = placements.select_related("unit", "stay", "request__person", "request__responsible_trust")
        return rows.prefetch_related("stay__leaves")

    def references(self, rows) -> list[str]:
        """What is said of the young people is on their requests."""
        return [reference for row in rows for reference in (row.reference, row.request.reference)]

    @property
    def default_sort(self) -> str:
        return {"placed": "review", "ended": "-asked"}.get(self.tab.slug, "asked")

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        last = (NIGHTS, REVIEW, PLAN) if self.tab.slug == "placed" else (STATUS, ASKED)
        return (REFERENCE, PERSON, UNIT, MILES, WHY, *last)

    @property
    def file_columns(self) -> tuple[Column, ...]:
        trust = Column("trust", "Trust", value=lambda placement: placement.request.responsibility)
        price = Column("price", "Price a day")
        request = Column("request", "Request", value=lambda placement: placement.request.reference)
        return (REFERENCE, request, PERSON, trust, UNIT, MILES, WHY, STATUS, ASKED, NIGHTS, REVIEW, price, PLAN)

    def why_empty(self) -> str:
        if self.tab.slug == "placed" and self.principal.trust_id:
            return f"No young person of {self.principal.grant.trust} is placed out of area."
        return super().why_empty()
