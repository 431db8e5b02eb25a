"""Milestones, actions, risks and decisions as lists: of everything, of one programme, and as files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.functional import cached_property

from partnership.access.policy import Action
from partnership.pages.downloads import csv_response
from partnership.pages.tables import Column
from partnership.pages.values import Link, Missing, Money, Several, Tag
from partnership.pages.views import ListPage, ListTab
from partnership.programmes import filters
from partnership.programmes.models import Decision, Milestone, ProgrammeAction, Risk
from partnership.programmes.policy import ACTION, DECISION, MILESTONE, PROGRAMME
from partnership.programmes.views.pages import (
    NAMES,
    NOT_YET,
    WHOLE,
    GovernanceTab,
    ProgrammeTab,
    of_record,
    share_columns,
    to,
)
from partnership.programmes.vocabulary import OVERDUE
from partnership.work.views.saved_filters import SavesFilters

NOT_DONE = Missing("Not complete")
NOT_ASKED = Missing("Not needed")
PROGRAMME_COLUMN = Column("programme", "Programme", order_by="programme__position", missing=WHOLE)


def standing(row: Any) -> Tag | Several:
    """The progress that was given, with "Overdue" beside it where its day has passed."""
    given = Tag(row.get_state_display())
    return Several([given, Tag(OVERDUE)]) if row.is_overdue else given


def committed(page: str) -> tuple[Column, ...]:
    """Columns of a milestone or an action; ``page`` is the page of one."""
    return (
        Column("title", "What", lambda row: Link(row.title, of_record(page, row)), order_by="title"),
        Column("reference", "Reference", order_by="reference", nowrap=True),
        PROGRAMME_COLUMN,
        Column("progress", "Progress", standing, order_by="state", early=True),
        Column("due_on", "Due", order_by="due_on", early=True),
        Column("slips", "Times moved later", order_by="slips", numeric=True),
        Column("whose", "Whose", order_by="trust__name"),
        Column("owner", "Owner", order_by=("owner__first_name", "owner__last_name")),
    )


COMMITTED_IN_A_FILE = (
    Column("first_planned_for", "First planned for", lambda row: row.baseline_on),
    Column("completed_on", "Completed on", lambda row: row.done_on, missing=NOT_DONE),
    Column("days_slipped", "Days slipped"),
    Column("overdue", "Overdue", lambda row: row.is_overdue),
    Column("detail", "What it takes"),
)
RISK_COLUMNS = (
    Column("title", "Risk", lambda risk: Link(risk.title, of_record("risk", risk)), order_by="title"),
    Column("reference", "Reference", order_by="reference", nowrap=True),
    PROGRAMME_COLUMN,
    Column("score", "Score", lambda risk: risk.score, order_by="points", numeric=True, early=True),
    Column("status", "Status", lambda risk: Tag(risk.get_state_display()), order_by="state"),
    Column("provision", "Provision", lambda risk: Money(risk.provision), order_by="provision", numeric=True),
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
    Column("title", "Decision", lambda row: Link(row.title, to("decision", row.reference)), order_by="title"),
    Column("reference", "Reference", order_by="reference", nowrap=True),
    Column("decided_on", "Date", order_by="decided_on"),
    Column("status", "Status", lambda row: Tag(row.get_state_display()), order_by="state", early=True),
    *(Column(slug, name, lambda row, slug=slug: response_of(row, slug)) for slug, name in NAMES.items()),
)
DECISION_IN_A_FILE = (PROGRAMME_COLUMN, Column("meeting", "Where it was decided"), Column("text", "What was decided"))


class KeptList(ListPage):
    """A list of all that is permitted. ``download`` is the page of its file; ``add_page``, with ``add_text`` and
    ``add_needs``, is where something is added to it."""

    template_name = "programmes/list.html"
    in_a_file: Sequence[Column] = ()
    download = ""

    @property
    def file_columns(self) -> Sequence[Column]:
        return (*self.columns, *self.in_a_file)

    def download_url(self) -> str:
        return f"{to(self.download)}?{self.request.GET.urlencode()}"


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
        query = self.request.GET.copy()
        query["programme"] = self.programme.slug
        return f"{to(self.download)}?{query.urlencode()}"

    def get_context_data(self, **kwargs):
        may_add = self.may(self.add_needs)
        add = Link(self.add_text, to(self.add_page, self.programme.slug)) if may_add else None
        return super().get_context_data(add=add, **kwargs)

    def empty_links(self) -> Sequence[Link]:
        return [Link(self.add_text, to(self.add_page, self.programme.slug))] if self.may(self.add_needs) else []


class File:
    """The same list as a file, all pages of it. It names nobody who is cared for, so nobody is asked why."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return csv_response(self.file_columns, self.rows, self.file_name)


class CommitmentList(KeptList):
    filterset_class = filters.CommitmentFilters
    default_sort = "due_on"
    in_a_file = COMMITTED_IN_A_FILE

    def everything(self):
        return super().everything().select_related("programme", "trust", "owner")


class MilestoneList(CommitmentList):
    model = Milestone
    here = title = "Milestones"
    noun = ("milestone", "milestones")
    columns = committed("milestone")
    download, file_name = "milestone-download", "milestones"
    add_page, add_text, add_needs = "milestone-new", "Add a milestone", MILESTONE[Action.NEW]
    list_tabs = (
        ListTab("open", "Open", lambda rows, by: rows.open(), empty="No milestone is open."),
        ListTab("overdue", "Overdue", lambda rows, by: rows.overdue(), counted=True, empty="No milestone is overdue."),
        ListTab("complete", "Complete", lambda rows, by: rows.complete(), empty="No milestone is complete yet."),
        ListTab("all", "All", lambda rows, by: rows, empty="No milestones yet."),
    )


class ActionList(CommitmentList):
    model = ProgrammeAction
    here = title = "Actions"
    noun = ("action", "actions")
    columns = committed("action")
    download, file_name = "action-download", "actions"
    add_page, add_text, add_needs = "action-new", "Add an action", ACTION[Action.NEW]
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
    model = Risk
    here = title = "Risks"
    noun = ("risk", "risks")
    columns = (*RISK_COLUMNS, *share_columns())
    in_a_file = RISK_IN_A_FILE
    filterset_class = filters.RiskFilters
    default_sort = "-score"
    download, file_name = "risk-download", "risks"
    add_page, add_text, add_needs = "risk-new", "Add a risk", PROGRAMME[Action.NEW]
    list_tabs = (
        ListTab("open", "Open", lambda rows, by: rows.open(), empty="No risk is open."),
        ListTab("closed", "Closed", lambda rows, by: rows.closed(), empty="No risk has been closed."),
        ListTab("all", "All", lambda rows, by: rows, empty="No risks yet."),
    )

    def everything(self):
        return super().everything().scored().select_related("programme", "owner")


class DecisionList(KeptList):
    model = Decision
    here = title = "Decisions"
    noun = ("decision", "decisions")
    columns = DECISION_COLUMNS
    in_a_file = DECISION_IN_A_FILE
    filterset_class = filters.DecisionFilters
    default_sort = "-decided_on"
    download, file_name = "decision-download", "decisions"
    list_tabs = (
        ListTab("all", "All", lambda rows, by: rows, empty="No decisions yet."),
        ListTab(
            "waiting", "Waiting for ratification", lambda rows, by: rows.waiting(), counted=True,
            empty="No decisions are waiting for ratification.",
        ),
    )  # fmt: skip

    def everything(self):
        return super().everything().select_related("programme").with_boards()

    def get_context_data(self, **kwargs):
        add = Link("Record a decision", to("decision-new")) if self.may(DECISION[Action.NEW]) else None
        return super().get_context_data(**{"add": add, **kwargs})


class GovernanceMilestones(GovernanceTab, SavesFilters, MilestoneList):
    pass


class GovernanceActions(GovernanceTab, SavesFilters, ActionList):
    pass


class GovernanceRisks(GovernanceTab, SavesFilters, RiskList):
    pass


class GovernanceDecisions(GovernanceTab, SavesFilters, DecisionList):
    pass


class ProgrammeMilestones(OneProgrammesList, MilestoneList):
    pass


class ProgrammeActions(OneProgrammesList, ActionList):
    pass


class ProgrammeRisks(OneProgrammesList, RiskList):
    pass


class MilestoneDownload(File, MilestoneList):
    pass


class ActionDownload(File, ActionList):
    pass


class RiskDownload(File, RiskList):
    pass


class DecisionDownload(File, DecisionList):
    pass
