"""Milestones, actions, risks and decisions as lists: of everything, of one programme, and as files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.functional import cached_property

from partnership.access.policy import Action
from partnership.access.routes import may_open
from partnership.arithmetic.shares import TRUSTS
from partnership.arithmetic.words import with_article
from partnership.pages.tables import Column
from partnership.pages.values import Link, Missing, Money, Several, Tag
from partnership.pages.views import ListPage, ListTab, OfRecord
from partnership.programmes import filters
from partnership.programmes.models import Decision
from partnership.programmes.policy import DECISION
from partnership.programmes.views.pages import NAMES, NOT_YET, WHOLE, GovernanceTab, ProgrammeTab, to
from partnership.programmes.views.record import OfAction, OfDecision, OfMilestone, OfRisk
from partnership.programmes.vocabulary import OVERDUE
from partnership.work.views.saved_filters import SavesFilters

NOT_DONE = Missing("Not complete")
NOT_ASKED = Missing("Not needed")
PROGRAMME_COLUMN = Column("programme", "Programme", order_by="programme__position", missing=WHOLE)


def progress_tags(row: Any) -> Tag | Several:
    """The progress that was given, and "Overdue" where its day has passed."""
    given = Tag(row.get_state_display())
    return Several([given, Tag(OVERDUE)]) if row.is_overdue else given


def titled(noun: type[OfRecord], label: str) -> Column:
    return Column("title", label, lambda row: Link(row.title, noun.url_of(row)), order_by="title")


def committed(noun: type[OfRecord]) -> tuple[Column, ...]:
    """Columns of a milestone or an action."""
    return (
        titled(noun, "What"),
        Column("reference", "Reference", order_by="reference", nowrap=True),
        PROGRAMME_COLUMN,
        Column("progress", "Progress", progress_tags, order_by="state", early=True),
        Column("due_on", "Due", order_by="due_on", early=True),
        Column("slips", "Times moved later", order_by="slips", numeric=True),
        Column("whose", "Whose", order_by="trust__name"),
        Column("owner", "Owner", order_by=("owner__first_name", "owner__last_name")),
    )


MILESTONE_COLUMNS, ACTION_COLUMNS = committed(OfMilestone), committed(OfAction)
COMMITTED_IN_A_FILE = (
    Column("first_planned_for", "First planned for", lambda row: row.baseline_on),
    Column("completed_on", "Completed on", lambda row: row.done_on, missing=NOT_DONE),
    Column("days_slipped", "Days slipped"),
    Column("overdue", "Overdue", lambda row: row.is_overdue),
    Column("detail", "What it takes"),
)
RISK_COLUMNS = (
    titled(OfRisk, "Risk"),
    Column("reference", "Reference", order_by="reference", nowrap=True),
    PROGRAMME_COLUMN,
    Column("score", "Score", lambda risk: risk.score, order_by="points", numeric=True, early=True),
    Column("status", "Status", lambda risk: Tag(risk.get_state_display()), order_by="state"),
    Column("provision", "Provision", lambda risk: Money(risk.provision), order_by="provision", numeric=True),
    *(
        Column(f"share_{slug}", f"{NAMES[slug]} bears", lambda risk, slug=slug: Money(risk.shares[slug]), numeric=True)
        for slug in TRUSTS
    ),
)
RISK_IN_A_FILE = (
    Column("likelihood", "Likelihood"),
    Column("impact", "Impact"),
    Column("mitigation", "Mitigation"),
    Column("owner", "Owner"),
)


def response_of(decision: Decision, slug: str) -> object:
    """The response of the board of this trust, from the ratifications that were looked up with the page."""
    if not decision.needs_ratification:
        return NOT_ASKED
    return next((one.words for one in decision.ratifications.all() if one.trust.slug == slug), NOT_YET)


DECISION_COLUMNS = (
    titled(OfDecision, "Decision"),
    Column("reference", "Reference", order_by="reference", nowrap=True),
    Column("decided_on", "Date", order_by="decided_on"),
    Column("status", "Status", lambda row: Tag(row.get_state_display()), order_by="state", early=True),
    *(Column(slug, name, lambda row, slug=slug: response_of(row, slug)) for slug, name in NAMES.items()),
)
DECISION_IN_A_FILE = (PROGRAMME_COLUMN, Column("meeting", "Where it was decided"), Column("text", "What was decided"))


class KeptList(ListPage):
    """A list of all that is permitted, and the way to add to it."""

    template_name = "programmes/list.html"

    def add(self) -> list[Link]:
        """Where something is added to it, for those who may."""
        return []

    def get_context_data(self, **kwargs):
        return super().get_context_data(add=self.add(), **kwargs)


class OneProgrammesList(ProgrammeTab):
    """A list narrowed to the programme of the address: mix in before the list."""

    def everything(self):
        return super().everything().filter(programme=self.programme)

    @cached_property
    def filters(self):
        """Without the programme, which the address names already."""
        found = super().filters
        found.form.fields.pop("programme", None)
        return found

    def download_url(self) -> str:
        url = super().download_url()
        return f"{url}&programme={self.programme.slug}" if url else ""

    def add(self) -> list[Link]:
        name = f"{self.records.noun}-new"
        may_add = may_open(f"programmes:{name}", self.principal)
        return [Link(f"Add {with_article(self.noun[0])}", self.address_of(name))] if may_add else []

    def empty_links(self) -> Sequence[Link]:
        return self.add()


class CommitmentList(KeptList):
    filterset_class = filters.CommitmentFilters
    default_sort = "due_on"
    in_a_file = COMMITTED_IN_A_FILE

    def everything(self):
        return super().everything().select_related("programme", "trust", "owner")


class MilestoneList(CommitmentList):
    records = OfMilestone
    columns = MILESTONE_COLUMNS
    list_tabs = (
        ListTab("open", "Open", lambda rows, by: rows.open(), empty="No milestone is open."),
        ListTab("overdue", "Overdue", lambda rows, by: rows.overdue(), counted=True, empty="No milestone is overdue."),
        ListTab("complete", "Complete", lambda rows, by: rows.complete(), empty="No milestone is complete yet."),
        ListTab("all", "All", lambda rows, by: rows, empty="No milestones yet."),
    )


class ActionList(CommitmentList):
    records = OfAction
    columns = ACTION_COLUMNS
    list_tabs = (
        ListTab("open", "Open", lambda rows, by: rows.open(), empty="No action is open."),
        ListTab("mine", "Mine", lambda rows, by: rows.open().filter(owner=by.user), empty="You own no open action."),
        ListTab("overdue", "Overdue", lambda rows, by: rows.overdue(), counted=True, empty="No action is overdue."),
        ListTab("complete", "Complete", lambda rows, by: rows.complete(), empty="No action is complete yet."),
        ListTab("all", "All", lambda rows, by: rows, empty="No actions yet."),
    )

    def why_empty(self) -> str:
        if self.principal.trust_id and self.tab.slug == "open":
            return f"You can only see actions of {self.principal.grant.trust}. None is open."
        return super().why_empty()


class RiskList(KeptList):
    records = OfRisk
    columns = RISK_COLUMNS
    in_a_file = RISK_IN_A_FILE
    filterset_class = filters.RiskFilters
    default_sort = "-score"
    list_tabs = (
        ListTab("open", "Open", lambda rows, by: rows.open(), empty="No risk is open."),
        ListTab("closed", "Closed", lambda rows, by: rows.closed(), empty="No risk has been closed."),
        ListTab("all", "All", lambda rows, by: rows, empty="No risks yet."),
    )

    def everything(self):
        return super().everything().scored().select_related("programme", "owner")


class DecisionList(KeptList):
    records = OfDecision
    columns = DECISION_COLUMNS
    in_a_file = DECISION_IN_A_FILE
    filterset_class = filters.DecisionFilters
    default_sort = "-decided_on"
    list_tabs = (
        ListTab("all", "All", lambda rows, by: rows, empty="No decisions yet."),
        ListTab(
            "waiting", "Waiting for ratification", lambda rows, by: rows.waiting(), counted=True,
            empty="No decisions are waiting for ratification.",
        ),
    )  # fmt: skip

    def everything(self):
        return super().everything().select_related("programme").with_boards()

    def add(self) -> list[Link]:
        return [Link("Record a decision", to("decision-new"))] if self.may(DECISION[Action.NEW]) else []


def of_governance(list_page: type[ListPage]) -> type:
    """The list over all programmes, whose filters can be saved."""
    return type(f"Governance{list_page.__name__}", (GovernanceTab, SavesFilters, list_page), {})


def of_one_programme(list_page: type[ListPage]) -> type:
    return type(f"Programme{list_page.__name__}", (OneProgrammesList, list_page), {})
