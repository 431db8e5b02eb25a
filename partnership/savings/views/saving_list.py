"""The list of savings."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.urls import reverse

from partnership.access.policy import Action
from partnership.pages.tables import Column
from partnership.pages.values import Link, Missing, Money, Tag
from partnership.pages.views import ListPage, ListTab
from partnership.savings.filters import SavingFilters
from partnership.savings.models import MonthFigure
from partnership.savings.policy import CONFIRMATION, SAVING
from partnership.savings.views.saving_record import OfSaving, money
from partnership.work.views.saved_filters import SavesFilters

NEW, EDIT = SAVING[Action.NEW], SAVING[Action.EDIT]
NOTHING_YET = Missing("Nothing yet")

COLUMNS = (
    Column("title", "Saving", lambda saving: Link(saving.title, OfSaving.url_of(saving)), order_by="title"),
    Column("reference", "Reference", order_by="reference", nowrap=True),
    Column("programme", "Programme", order_by="programme__position"),
    Column("status", "Status", lambda saving: Tag(saving.get_state_display()), order_by="state", early=True),
    Column("planned_for", "Planned for", order_by="year", nowrap=True),
    Column("planned", "Planned saving", lambda saving: Money(saving.planned), order_by="planned", numeric=True),
    Column("confirmed", "Confirmed", lambda saving: money(saving.confirmed), order_by="confirmed", numeric=True,
           missing=NOTHING_YET),
)  # fmt: skip
IN_A_FILE = (
    Column("category", "Category", lambda saving: saving.get_category_display()),
    Column("type", "Type", lambda saving: "Recurring" if saving.recurring else "One-off"),
    Column("cash_releasing", "Cash releasing"),
    Column("owner", "Owner"),
    Column("starts_on", "Start"),
    *(Column(f"share_{slug}", f"Share of {slug}", lambda saving, slug=slug: saving.shares[slug])
      for slug in ("oxleas", "slam", "swlstg")),
)  # fmt: skip


class SavingList(SavesFilters, ListPage):
    """Every saving. Potential ones have a view of their own: they are never added to the rest."""

    template_name = "savings/saving_list.html"
    records = OfSaving
    filterset_class = SavingFilters
    list_name = "savings:saving-list"
    columns = COLUMNS
    in_a_file = IN_A_FILE
    default_sort = "title"
    list_tabs = (
        ListTab("open", "Open", lambda rows, by: rows.open(), empty="There are no open savings."),
        ListTab("potential", "Potential", lambda rows, by: rows.potential(), empty="No saving is only potential."),
        ListTab("agreed", "Agreed", lambda rows, by: rows.agreed(), empty="No saving has been agreed."),
        ListTab("mine", "Mine", lambda rows, by: rows.filter(owner=by.user), empty="You own no saving."),
        ListTab("all", "All", lambda rows, by: rows, empty="No savings yet."),
    )

    def everything(self) -> QuerySet:
        confirmed = self.permitted(MonthFigure).confirmed().filter(saving=OuterRef("pk")).order_by().values("saving")
        rows = super().everything().select_related("programme", "owner")
        return rows.annotate(confirmed=Subquery(confirmed.annotate(total=Sum("actual")).values("total")))

    def empty_links(self) -> Sequence[Link]:
        return [Link("Add a saving", reverse("savings:saving-new"))] if self.may(NEW) else []

    def get_context_data(self, **kwargs):
        return super().get_context_data(ways=self.ways(), may_add=self.may(NEW), **kwargs)

    def ways(self) -> list[Link]:
        """The other pages about savings, for those who may open them."""
        pages = (
            ("Update monthly actuals", "savings:actuals", EDIT),
            ("Confirm for my trust", "savings:confirm", CONFIRMATION[Action.DECIDE]),
            ("Settlements", "savings:settlement-list", SAVING[Action.VIEW]),
            ("Savings and reinvestment this year", "savings:board", SAVING[Action.VIEW]),
        )
        return [Link(label, reverse(name)) for label, name, needs in pages if self.may(needs)]
