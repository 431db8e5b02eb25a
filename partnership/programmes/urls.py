"""The addresses of programmes and governance, under /partnership/."""

from __future__ import annotations

from partnership.access.policy import Action
from partnership.access.routes import page
from partnership.programmes.policy import ACTION, DECISION, MILESTONE, PROGRAMME
from partnership.programmes.views import commitments, decisions, governance, lists, programmes, reports, risks

app_name = "programmes"

LIST, VIEW, EXPORT, NEW, EDIT = (
    PROGRAMME[action] for action in (Action.LIST, Action.VIEW, Action.EXPORT, Action.NEW, Action.EDIT)
)
ALL = "partnership/programmes/"
ONE = f"{ALL}<slug:slug>/"
MILESTONES, ACTIONS, RISKS, REPORTS = (f"{ONE}{noun}/" for noun in ("milestones", "actions", "risks", "reports"))
THIS = "<str:reference>/"
GOVERNANCE = "partnership/governance/"
DECISIONS = f"{GOVERNANCE}decisions/"

urlpatterns = [
    # The six, and one of them
    page(ALL, programmes.ProgrammeList, needs=LIST, name="programme-list"),
    page(ONE, programmes.ProgrammeOverview, needs=VIEW, name="programme"),
    page(f"{ONE}measures/", programmes.ProgrammeMeasures, needs=VIEW, name="programme-measures"),
    # Milestones
    page(MILESTONES, lists.ProgrammeMilestones, needs=MILESTONE[Action.LIST], name="programme-milestones"),
    page(f"{MILESTONES}new/", commitments.MilestoneNew, needs=MILESTONE[Action.NEW], name="milestone-new"),
    page(f"{MILESTONES}{THIS}", commitments.MilestoneOverview, needs=MILESTONE[Action.VIEW], name="milestone"),
    page(
        f"{MILESTONES}{THIS}update/", commitments.MilestoneUpdate, needs=MILESTONE[Action.EDIT], name="milestone-update"
    ),
    page(
        f"{MILESTONES}{THIS}update/undo/",
        commitments.MilestoneUndo,
        needs=MILESTONE[Action.EDIT],
        name="milestone-undo",
    ),
    page(
        f"{MILESTONES}{THIS}change/", commitments.MilestoneChange, needs=MILESTONE[Action.EDIT], name="milestone-change"
    ),
    page(
        f"{MILESTONES}{THIS}history/",
        commitments.MilestoneHistory,
        needs=MILESTONE[Action.VIEW],
        name="milestone-history",
    ),
    # Actions
    page(ACTIONS, lists.ProgrammeActions, needs=ACTION[Action.LIST], name="programme-actions"),
    page(f"{ACTIONS}new/", commitments.ActionNew, needs=ACTION[Action.NEW], name="action-new"),
    page(f"{ACTIONS}{THIS}", commitments.ActionOverview, needs=ACTION[Action.VIEW], name="action"),
    page(f"{ACTIONS}{THIS}update/", commitments.ActionUpdate, needs=ACTION[Action.EDIT], name="action-update"),
    page(f"{ACTIONS}{THIS}update/undo/", commitments.ActionUndo, needs=ACTION[Action.EDIT], name="action-undo"),
    page(f"{ACTIONS}{THIS}change/", commitments.ActionChange, needs=ACTION[Action.EDIT], name="action-change"),
    page(f"{ACTIONS}{THIS}history/", commitments.ActionHistory, needs=ACTION[Action.VIEW], name="action-history"),
    # Risks
    page(RISKS, lists.ProgrammeRisks, needs=LIST, name="programme-risks"),
    page(f"{RISKS}new/", risks.RiskNew, needs=NEW, name="risk-new"),
    page(f"{RISKS}{THIS}", risks.RiskOverview, needs=VIEW, name="risk"),
    page(f"{RISKS}{THIS}review/", risks.RiskReview, needs=EDIT, name="risk-review"),
    page(f"{RISKS}{THIS}close/", risks.RiskClose, needs=EDIT, name="risk-close"),
    page(f"{RISKS}{THIS}reopen/", risks.RiskReopen, needs=EDIT, name="risk-reopen"),
    page(f"{RISKS}{THIS}history/", risks.RiskHistory, needs=VIEW, name="risk-history"),
    # Highlight reports
    page(REPORTS, programmes.ProgrammeReports, needs=VIEW, name="programme-reports"),
    page(f"{REPORTS}new/", reports.ReportNew, needs=NEW, name="report-new"),
    page(f"{REPORTS}{THIS}", reports.ReportPage, needs=VIEW, name="report"),
    page(f"{REPORTS}{THIS}again/", reports.ReportAgain, needs=NEW, name="report-again"),
    # Governance: over all programmes
    page(GOVERNANCE, governance.Governance, needs=DECISION[Action.LIST], name="governance"),
    page(f"{GOVERNANCE}milestones/", lists.GovernanceMilestones, needs=MILESTONE[Action.LIST], name="milestone-list"),
    page(
        f"{GOVERNANCE}milestones/download/",
        lists.MilestoneDownload,
        needs=MILESTONE[Action.EXPORT],
        name="milestone-download",
    ),
    page(f"{GOVERNANCE}actions/", lists.GovernanceActions, needs=ACTION[Action.LIST], name="action-list"),
    page(f"{GOVERNANCE}actions/download/", lists.ActionDownload, needs=ACTION[Action.EXPORT], name="action-download"),
    page(f"{GOVERNANCE}risks/", lists.GovernanceRisks, needs=LIST, name="risk-list"),
    page(f"{GOVERNANCE}risks/download/", lists.RiskDownload, needs=EXPORT, name="risk-download"),
    # Decisions
    page(DECISIONS, lists.GovernanceDecisions, needs=DECISION[Action.LIST], name="decision-list"),
    page(f"{DECISIONS}download/", lists.DecisionDownload, needs=DECISION[Action.EXPORT], name="decision-download"),
    page(f"{DECISIONS}new/", decisions.DecisionNew, needs=DECISION[Action.NEW], name="decision-new"),
    page(f"{DECISIONS}{THIS}", decisions.DecisionOverview, needs=DECISION[Action.VIEW], name="decision"),
    page(f"{DECISIONS}{THIS}ratify/", decisions.DecisionRatify, needs=DECISION[Action.DECIDE], name="decision-ratify"),
    page(
        f"{DECISIONS}{THIS}ratification/correct/",
        decisions.RatificationCorrect,
        needs=DECISION[Action.DECIDE],
        name="ratification-correct",
    ),
    page(
        f"{DECISIONS}{THIS}ratify/undo/",
        decisions.RatificationUndo,
        needs=DECISION[Action.DECIDE],
        name="ratification-undo",
    ),
    page(f"{DECISIONS}{THIS}correct/", decisions.DecisionCorrect, needs=DECISION[Action.EDIT], name="decision-correct"),
    page(
        f"{DECISIONS}{THIS}withdraw/", decisions.DecisionWithdraw, needs=DECISION[Action.EDIT], name="decision-withdraw"
    ),
    page(f"{DECISIONS}{THIS}history/", decisions.DecisionHistory, needs=DECISION[Action.VIEW], name="decision-history"),
]
