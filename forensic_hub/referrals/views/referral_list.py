"""The day's list, its file, and assigning referrals from it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from forensic_hub.referrals.actions import duty, referrals
from forensic_hub.referrals.filters import ReferralFilters
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.policy import REFERRAL
from forensic_hub.referrals.views import rows
from forensic_hub.referrals.views.record import OfReferral
from partnership.access.policy import Action
from partnership.arithmetic.words import plural
from partnership.pages.banners import say_done
from partnership.pages.forms import PortalForm
from partnership.pages.forms.layout import DrawnByPage, PortalHelper
from partnership.pages.tables import Column, Table
from partnership.pages.values import Link
from partnership.pages.views import FormPage, ListPage, ListTab
from partnership.work.assign_form import AssignForm, Tick
from partnership.work.views.saved_filters import SavesFilters

NEW, EDIT, DECIDE = (REFERRAL[action] for action in (Action.NEW, Action.EDIT, Action.DECIDE))

OPEN_TABS = (
    ListTab("open", "All open", lambda referrals, by: referrals.open(), empty="There are no open referrals."),
    ListTab(
        "waiting", "Waiting for information", lambda referrals, by: referrals.waiting(),
        empty="No referral is waiting for information.",
    ),
    ListTab(
        "awaiting-decision", "Awaiting decision", lambda referrals, by: referrals.awaiting_decision(),
        empty="No referral is awaiting a decision.",
    ),
    ListTab("closed", "Closed", lambda referrals, by: referrals.closed(), empty="No referral has been closed."),
)  # fmt: skip
TABS_OF_THE_HUB = (
    ListTab("mine", "Mine", lambda referrals, by: referrals.open().of(by.user), empty="You have no open referrals."),
    ListTab(
        "unassigned", "Unassigned", lambda referrals, by: referrals.unassigned(), counted=True,
        empty="Every open referral has an owner.",
    ),
    *OPEN_TABS,
)  # fmt: skip


class ReferralList(SavesFilters, ListPage):
    """Oldest overdue first. Those who work on referrals begin with their own; others with all that are open."""

    template_name = "forensic_hub/referral_list.html"
    records = OfReferral
    filterset_class = ReferralFilters
    list_name = "forensic_hub:referral-list"
    stacked = True

    def everything(self) -> QuerySet:
        return rows.with_next_due(super().everything())

    def with_details(self, referrals: QuerySet) -> list[Referral]:
        """Sorted over what is open, then looked up for the page: people of years ago cost nothing."""
        keys = list(referrals.values_list("pk", flat=True))
        found = rows.with_what_rows_show(self.permitted(Referral)).in_bulk(keys)
        return [found[key] for key in keys if key in found]

    @property
    def list_tabs(self) -> tuple[ListTab, ...]:
        return TABS_OF_THE_HUB if self.may(EDIT) else OPEN_TABS

    @property
    def default_sort(self) -> str:
        return "-closed" if self.tab.slug == "closed" else "clock"

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return (*self.told_columns, rows.TAKE if self.tab.slug == "unassigned" else rows.OWNER)

    @property
    def told_columns(self) -> tuple[Column, ...]:
        return (rows.REFERENCE, *rows.BETWEEN, rows.CLOSED if self.tab.slug == "closed" else rows.CLOCK)

    @property
    def file_columns(self) -> tuple[Column, ...]:
        return (*self.told_columns, rows.OWNER, *rows.IN_A_FILE)

    @cached_property
    def hands_out(self) -> bool:
        """Whether this person gives referrals to others, and there is one here that can be given."""
        return self.may(DECIDE) and self.tab.slug != "closed" and bool(self.page_of_rows.paginator.count)

    def table(self) -> Table:
        """With a tick in each row for those who assign. The error summary leads to the first tick by its ``id``."""
        table = super().table()
        if self.hands_out:
            first = table.rows[0].reference
            ticks = Column("select", "Select", value=lambda referral: _tick(referral.reference, first))
            table.columns = (*table.columns, ticks)
        return table

    def get_assign_form(self, data=None) -> AssignForm | None:
        if not self.hands_out:
            return None
        items = [(referral.reference, referral.reference) for referral in self.page_of_rows]
        form = AssignForm(data, items=items, people=duty.officers())
        query = self.request.GET.urlencode()
        form.helper.form_action = reverse("forensic_hub:referral-assign") + (f"?{query}" if query else "")
        return form

    def get_take_form(self) -> PortalForm | None:
        """What the "Take" buttons of the rows send."""
        if self.tab.slug != "unassigned":
            return None
        form = PortalForm()
        form.helper = PortalHelper(form, DrawnByPage())
        form.helper.form_id = "take"
        return form

    def why_empty(self) -> str:
        if self.tab.slug == "open" and self.principal.trust_id:
            return f"You can only see referrals for {self.principal.grant.trust}. There are none today."
        if self.tab.slug == "mine" and self.unassigned:
            are = "is" if self.unassigned == 1 else "are"
            return f"{self.tab.empty} There {are} {self.unassigned} unassigned {plural(self.unassigned, 'referral')}."
        return super().why_empty()

    def empty_links(self) -> Sequence[Link]:
        if self.tab.slug == "mine" and self.unassigned:
            return [Link("See unassigned referrals", f"{reverse('forensic_hub:referral-list')}?view=unassigned")]
        return [Link("Log a referral", reverse("forensic_hub:referral-find"))] if self.may(NEW) else []

    @cached_property
    def unassigned(self) -> int:
        return self.everything().unassigned().count()

    def get_context_data(self, **kwargs):
        given = {
            "assign_form": self.get_assign_form(), "take_form": self.get_take_form(), "may_log": self.may(NEW),
        }  # fmt: skip
        return super().get_context_data(**{**given, **kwargs})


class ReferralAssign(ReferralList, FormPage):
    """Gives what was ticked to the person chosen: all of it, or none. A refusal is shown on the same list."""

    @property
    def to_the_list(self) -> str:
        query = self.request.GET.urlencode()
        return reverse("forensic_hub:referral-list") + (f"?{query}" if query else "")

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return redirect(self.to_the_list)

    def post(self, request, *args, **kwargs) -> HttpResponse:
        return super().post(request, *args, **kwargs) if self.hands_out else redirect(self.to_the_list)

    def get_form(self, form_class=None) -> AssignForm:
        return self.get_assign_form(self.request.POST)

    def act(self, form: AssignForm) -> str:
        references, to = form.cleaned_data["items"], form.cleaned_data["to"]
        referrals.assign_all(by=self.principal, references=references, to=to)
        are = f"{len(references)} {plural(len(references), 'referral')} {'was' if len(references) == 1 else 'were'}"
        say_done(self.request, f"{are} assigned to {to}.")
        return self.to_the_list

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{**kwargs, "assign_form": kwargs["form"]})


def _tick(reference: str, first: str) -> Tick:
    return Tick(reference, reference, "id_items" if reference == first else f"item-{reference}")
