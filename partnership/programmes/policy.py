"""Who may do what with programmes and the Partnership's decisions.

Nothing here names anybody who is cared for. What is of the whole Partnership (milestones, risks, reports, decisions) is
read by everybody who works on it; an action belongs to one trust, whose manager keeps it, or to the Partnership.
"""

from __future__ import annotations

from partnership.access.policy import Action, Policy, Scope, Table
from partnership.access.roles import BOARD_MEMBER, PROGRAMME_LEAD, TRUST_MANAGER

_SEEN_BY = dict.fromkeys((PROGRAMME_LEAD, TRUST_MANAGER, BOARD_MEMBER), Scope.EVERYTHING)
_LED_BY = {PROGRAMME_LEAD: Scope.EVERYTHING}
_LED_BY_OR_OWN = {**_LED_BY, TRUST_MANAGER: Scope.OWN_TRUST}
_OWN_ACTIONS = {**_SEEN_BY, TRUST_MANAGER: Scope.OWN_TRUST}

PROGRAMME = Policy(
    "programme",
    "Programmes, their risks and reports",
    {
        Action.LIST: _SEEN_BY,
        Action.VIEW: _SEEN_BY,
        Action.EXPORT: _SEEN_BY,
        Action.NEW: _LED_BY,
        Action.EDIT: _LED_BY,
    },
)
MILESTONE = Policy(
    "milestone",
    "Milestones of programmes",
    {
        Action.LIST: _SEEN_BY,
        Action.VIEW: _SEEN_BY,
        Action.EXPORT: _SEEN_BY,
        Action.NEW: _LED_BY,
        Action.EDIT: _LED_BY_OR_OWN,
    },
)
ACTION = Policy(
    "programme_action",
    "Actions of programmes",
    {
        Action.LIST: _OWN_ACTIONS,
        Action.VIEW: _OWN_ACTIONS,
        Action.EXPORT: _OWN_ACTIONS,
        Action.NEW: _LED_BY_OR_OWN,
        Action.EDIT: _LED_BY_OR_OWN,
    },
)
# DECIDE moves a decision on when a trust has spoken; what a trust says is a ratification, and only its own.
DECISION = Policy(
    "decision",
    "Decisions of the Partnership",
    {
        Action.LIST: _SEEN_BY,
        Action.VIEW: _SEEN_BY,
        Action.EXPORT: _SEEN_BY,
        Action.NEW: _LED_BY,
        Action.EDIT: _LED_BY,
        Action.DECIDE: {TRUST_MANAGER: Scope.EVERYTHING},
    },
)
RATIFICATION = Policy(
    "ratification",
    "Ratifications by the boards of the trusts",
    {Action.VIEW: _SEEN_BY, Action.NEW: {TRUST_MANAGER: Scope.OWN_TRUST}},
)

_SAID_ONCE = {"inserts": (Action.EDIT,), "updates": ()}
_SAID_AND_UNDONE = {"inserts": (Action.EDIT,), "updates": (Action.EDIT,)}

Table("programmes.Milestone", MILESTONE, trust="trust", updates=(Action.EDIT,))
Table("programmes.MilestoneUpdate", MILESTONE, follows="milestone", **_SAID_AND_UNDONE)
Table("programmes.ProgrammeAction", ACTION, trust="trust", updates=(Action.EDIT,))
Table("programmes.ActionUpdate", ACTION, follows="action", **_SAID_AND_UNDONE)
Table("programmes.Risk", PROGRAMME, updates=(Action.EDIT,))
Table("programmes.RiskReview", PROGRAMME, follows="risk", **_SAID_ONCE)
Table("programmes.Report", PROGRAMME, updates=())
Table("programmes.Decision", DECISION)
Table("programmes.DecisionCorrection", DECISION, follows="decision", inserts=(Action.EDIT, Action.DECIDE), updates=())
# A lock on a ratification is an update in the eyes of the database; a trigger lets only its date be put right.
Table("programmes.Ratification", RATIFICATION, trust="trust", selects=(Action.VIEW,), updates=(Action.NEW,))
