"""The list of requests."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property

from camhs_beds.filters import RequestFilters
from camhs_beds.policy import BED_REQUEST
from camhs_beds.views import rows
from camhs_beds.views.record import OfRequest
from camhs_beds.vocabulary import State
from partnership.access.policy import Action
from partnership.pages.tables import Column
from partnership.pages.values import Link
from partnership.pages.views import ListPage, ListTab
from partnership.work.views.saved_filters import SavesFilters

TABS = (
    ListTab("open", "All open", lambda requests, by: requests.open(), empty="There are no open requests."),
    ListTab(
        "waiting", "Waiting for a bed", lambda requests, by: requests.waiting(),
        empty="For each open request a bed is held.",
    ),
    ListTab(
        "to-ask", "No unit asked yet", lambda requests, by: requests.open().filter(asks=None), counted=True,
        empty="For each open request a unit has been asked.",
    ),
    ListTab(
        "offers", "Offers to take up", lambda requests, by: requests.filter(state=State.OFFER_MADE), counted=True,
        empty="No offer waits to be taken up.",
    ),
    ListTab("closed", "Closed", lambda requests, by: requests.closed(), empty="No request has been closed."),
)  # fmt: skip


class RequestList(SavesFilters, ListPage):
    """What is due soonest first."""

    template_name = "camhs_beds/request_list.html"
    records = OfRequest
    filterset_class = RequestFilters
    title = "Requests for a bed"
    list_name = "camhs_beds:request-list"
    list_tabs = TABS
    stacked = True

    def everything(self) -> QuerySet:
        return rows.with_urgency(super().everything())

    def with_details(self, requests: QuerySet) -> QuerySet:
        return rows.with_what_rows_show(requests)

    @property
    def default_sort(self) -> str:
        return "-closed" if self.tab.slug == "closed" else "clock"

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return (*rows.COLUMNS, rows.CLOSED if self.tab.slug == "closed" else rows.CLOCK)

    @property
    def file_columns(self) -> tuple[Column, ...]:
        return (*rows.COLUMNS, *rows.IN_A_FILE)

    def why_empty(self) -> str:
        if self.principal.unit_id:
            return f"You can only see requests that {self.principal.grant.unit} was asked about. There are none now."
        if self.tab.slug == "open" and self.principal.trust_id:
            return f"You can only see requests for {self.principal.grant.trust}. There are none today."
        return super().why_empty()

    def empty_links(self) -> Sequence[Link]:
        return [Link("Log a bed request", reverse("camhs_beds:request-find"))] if self.may_log else []

    @property
    def may_log(self) -> bool:
        return self.may(BED_REQUEST[Action.NEW])

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_log=self.may_log, **kwargs)
