"""The list of stays."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.functional import cached_property

from camhs_beds.counting import nights_so_far, with_leaves
from camhs_beds.filters import StayFilters
from camhs_beds.models import Stay
from camhs_beds.views.bed_columns import stay_url
from camhs_beds.views.stay_record import OfStay
from partnership.arithmetic import clock
from partnership.pages.tables import Column
from partnership.pages.values import Link, Missing, Several, Tag
from partnership.pages.views import ListPage, ListTab
from partnership.people.naming import named
from partnership.work.views.saved_filters import SavesFilters

HERE, NO_DAY = Missing("Still there"), Missing("No date")


def reference(stay: Stay) -> Link:
    return Link(stay.reference, stay_url(stay))


def about(stay: Stay) -> Several:
    transition = (Tag("17½ or over", "purple"),) if stay.needs_transition else ()
    return Several((named(stay.person), *transition))


REFERENCE = Column("reference", "Reference", value=reference, order_by="reference", nowrap=True)
UNIT = Column("unit", "Unit", order_by="unit__name")
KIND = Column("kind", "Kind", value=lambda stay: Tag(stay.get_kind_display()), order_by="kind")
FROM = Column("admitted", "Admitted", value=lambda stay: clock.local(stay.start_at).date(), order_by="start_at")
TO = Column(
    "discharged", "Discharged", value=lambda stay: stay.end_at and clock.local(stay.end_at).date(), order_by="end_at",
    missing=HERE,
)  # fmt: skip
NIGHTS = Column("nights", "Nights in the unit", value=lambda stay: nights_so_far(stay).in_bed, numeric=True)
ON_LEAVE = Column("nights_on_leave", "Nights on leave", value=lambda stay: nights_so_far(stay).on_leave, numeric=True)
PERSON = Column("person", "Young person", value=about)
EXPECTED = Column("expected", "Expected discharge", value=lambda stay: stay.expected_discharge_on,
                  order_by="expected_discharge_on", missing=NO_DAY)  # fmt: skip
COLUMNS = (REFERENCE, UNIT, KIND, FROM, TO, NIGHTS, ON_LEAVE)
TABS = (
    ListTab("now", "In a unit now", lambda stays, by: stays.open(), empty="No young person is in a unit."),
    ListTab("ended", "Ended", lambda stays, by: stays.exclude(end_at=None), empty="No stay has ended."),
)


class StayList(SavesFilters, ListPage):
    records = OfStay
    filterset_class = StayFilters
    list_tabs = TABS
    list_name = "camhs_beds:stay-list"
    stacked = True

    def with_details(self, stays: QuerySet) -> QuerySet:
        return with_leaves(stays.select_related("unit", "person", "responsible_trust"))

    @property
    def default_sort(self) -> str:
        return "-discharged" if self.tab.slug == "ended" else "-admitted"

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return (REFERENCE, PERSON, UNIT, KIND, FROM, TO if self.tab.slug == "ended" else EXPECTED, NIGHTS, ON_LEAVE)

    @property
    def file_columns(self) -> tuple[Column, ...]:
        trust = Column("trust", "Trust", value=lambda s: s.responsible_trust or "Responsibility to be confirmed")
        return (REFERENCE, PERSON, UNIT, KIND, FROM, TO, EXPECTED, NIGHTS, ON_LEAVE, trust)

    def why_empty(self) -> str:
        if self.tab.slug == "now" and self.principal.trust_id and not self.principal.unit_id:
            return f"You can only see stays for {self.principal.grant.trust}. There are none today."
        return super().why_empty()
