from partnership.programmes.models.commitment import ActionUpdate, Milestone, MilestoneUpdate, ProgrammeAction
from partnership.programmes.models.decision import Decision, DecisionCorrection, Ratification
from partnership.programmes.models.report import Report
from partnership.programmes.models.risk import Risk, RiskReview

__all__ = [
    "ActionUpdate",
    "Decision",
    "DecisionCorrection",
    "Milestone",
    "MilestoneUpdate",
    "ProgrammeAction",
    "Ratification",
    "Report",
    "Risk",
    "RiskReview",
]
