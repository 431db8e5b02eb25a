"""The addresses of programmes and governance, under /partnership/."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern

from partnership.access.policy import Action
from partnership.access.routes import page
from partnership.pages.views import HistoryPage, ListFile, RecordAct, moves
from partnership.programmes.actions import commitments as committing
from partnership.programmes.actions import decisions as deciding
from partnership.programmes.actions import risks as risking
from partnership.programmes.forms.commitments import DetailsForm, NewCommitmentForm, UpdateForm
from partnership.programmes.forms.decisions import WithdrawForm
from partnership.programmes.forms.risks import WhyForm
from partnership.programmes.policy import ACTION, DECISION, MILESTONE, PROGRAMME
from partnership.programmes.views import commitments, decisions, governance, programmes, reports, risks
from partnership.programmes.views.lists import (
    ActionList,
    DecisionList,
    MilestoneList,
    RiskList,
    of_governance,
    of_one_programme,
)
from partnership.programmes.views.record import OfAction, OfCommitment, OfDecision, OfMilestone, OfRisk

app_name = "programmes"

LIST, VIEW, EXPORT, NEW = (PROGRAMME[action] for action in (Action.LIST, Action.VIEW, Action.EXPORT, Action.NEW))
ALL = "partnership/programmes/"
ONE = f"{ALL}<slug:slug>/"
RISKS, REPORTS = f"{ONE}risks/", f"{ONE}reports/"
THIS = "<str:reference>/"
GOVERNANCE = "partnership/governance/"
DECISIONS = f"{GOVERNANCE}decisions/"
DECISION_VIEW, RECORD, RATIFY = DECISION[Action.VIEW], DECISION[Action.EDIT], DECISION[Action.DECIDE]
UNDONE = "Undone. {record} is “{record.status}” again."


def commitment_pages(noun: type[OfCommitment], every: type) -> Iterator[URLPattern]:
    """Of milestones and of actions: the lists, and the pages of one."""
    name, may = noun.noun, noun.policy
    listed, one = f"{ONE}{name}s/", f"{ONE}{name}s/{THIS}"
    new = commitments.CommitmentNew.of(noun, committing.add, NewCommitmentForm)
    update = commitments.CommitmentUpdate.of(noun, committing.update, UpdateForm)
    change = commitments.CommitmentChange.of(noun, committing.change, DetailsForm)
    undo = RecordAct.of(noun, committing.undo, UNDONE)
    overview = commitments.CommitmentOverview.of(noun)
    yield page(listed, of_one_programme(every), needs=may[Action.LIST], name=f"programme-{name}s")
    yield page(f"{listed}new/", new, needs=may[Action.NEW], name=f"{name}-new")
    yield page(one, overview, needs=may[Action.VIEW], name=f"{name}-overview")
    yield page(f"{one}update/", update, needs=may[Action.EDIT], name=f"{name}-update")
    yield page(f"{one}update/undo/", undo, needs=may[Action.EDIT], name=f"{name}-undo")
    yield page(f"{one}change/", change, needs=may[Action.EDIT], name=f"{name}-change")
    yield page(f"{one}history/", HistoryPage.of(noun), needs=may[Action.VIEW], name=f"{name}-history")


def governance_list(name: str, every: type, may) -> Iterator[URLPattern]:
    """A list over all programmes, and its file."""
    path = f"{GOVERNANCE}{name}s/"
    yield page(path, of_governance(every), needs=may[Action.LIST], name=f"{name}-list")
    yield page(f"{path}download/", ListFile.of(every), needs=may[Action.EXPORT], name=f"{name}-download")


urlpatterns = [
    # The six, and one of them
    page(ALL, programmes.ProgrammeList, needs=LIST, name="programme-list"),
    page(ONE, programmes.ProgrammeOverview, needs=VIEW, name="programme"),
    page(f"{ONE}measures/", programmes.ProgrammeMeasures, needs=VIEW, name="programme-measures"),
    *commitment_pages(OfMilestone, MilestoneList),
    *commitment_pages(OfAction, ActionList),
    # Risks
    page(RISKS, of_one_programme(RiskList), needs=LIST, name="programme-risks"),
    page(f"{RISKS}new/", risks.RiskNew, needs=NEW, name="risk-new"),
    page(f"{RISKS}{THIS}", risks.RiskOverview, needs=VIEW, name="risk-overview"),
    *moves(
        OfRisk,
        f"{RISKS}{THIS}",
        review=risks.RiskReview,
        close=(risking.close, WhyForm),
        reopen=(risking.reopen, WhyForm),
    ),
    page(f"{RISKS}{THIS}history/", HistoryPage.of(OfRisk), needs=VIEW, name="risk-history"),
    # Highlight reports
    page(REPORTS, programmes.ProgrammeReports, needs=VIEW, name="programme-reports"),
    page(f"{REPORTS}new/", reports.ReportNew, needs=NEW, name="report-new"),
    page(f"{REPORTS}{THIS}", reports.ReportOverview, needs=VIEW, name="report-overview"),
    page(f"{REPORTS}{THIS}again/", reports.ReportAgain, needs=NEW, name="report-again"),
    # Governance: over all programmes
    page(GOVERNANCE, governance.Governance, needs=DECISION[Action.LIST], name="governance"),
    *governance_list("milestone", MilestoneList, MILESTONE),
    *governance_list("action", ActionList, ACTION),
    *governance_list("risk", RiskList, PROGRAMME),
    *governance_list("decision", DecisionList, DECISION),
    # Decisions
    page(f"{DECISIONS}new/", decisions.DecisionNew, needs=DECISION[Action.NEW], name="decision-new"),
    page(f"{DECISIONS}{THIS}", decisions.DecisionOverview, needs=DECISION_VIEW, name="decision-overview"),
    *moves(
        OfDecision, f"{DECISIONS}{THIS}", respond=decisions.DecisionRatify, withdraw=(deciding.withdraw, WithdrawForm)
    ),
    page(
        f"{DECISIONS}{THIS}ratify/undo/",
        RecordAct.of(OfDecision, deciding.undo, "Undone. {record} waits for the board of your trust again."),
        needs=RATIFY,
        name="ratification-undo",
    ),
    page(
        f"{DECISIONS}{THIS}ratification/correct/",
        decisions.RatificationCorrect,
        needs=RATIFY,
        name="ratification-correct",
    ),
    page(f"{DECISIONS}{THIS}correct/", decisions.DecisionCorrect, needs=RECORD, name="decision-correct"),
    page(f"{DECISIONS}{THIS}history/", HistoryPage.of(OfDecision), needs=DECISION_VIEW, name="decision-history"),
]
