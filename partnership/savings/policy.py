"""Who may do what with savings, their confirmation for a trust, the settlement of a month, and reinvestment.

Money is the Partnership's and names no person, so everyone who works with it sees all of it. What belongs to one trust
is its response: each trust confirms by itself, and no other can do it in its place.
"""

from partnership.access.policy import Action, Policy, Scope, Table
from partnership.access.roles import BOARD_MEMBER, FINANCE_LEAD, PROGRAMME_LEAD, TRUST_MANAGER

_SEEN_BY = dict.fromkeys((PROGRAMME_LEAD, FINANCE_LEAD, TRUST_MANAGER, BOARD_MEMBER), Scope.EVERYTHING)
_WRITTEN_BY = {PROGRAMME_LEAD: Scope.EVERYTHING}
_DECIDED_BY = dict.fromkeys((TRUST_MANAGER, FINANCE_LEAD), Scope.EVERYTHING)
_SAID_FOR_A_TRUST_BY = dict.fromkeys((TRUST_MANAGER, FINANCE_LEAD), Scope.OWN_TRUST)

# DECIDE is agreeing to a saving, and moving a month's figure on once its trusts have spoken.
SAVING = Policy(
    "saving",
    "Savings",
    {
        Action.LIST: _SEEN_BY,
        Action.VIEW: _SEEN_BY,
        Action.EXPORT: _SEEN_BY,
        Action.NEW: _WRITTEN_BY,
        Action.EDIT: _WRITTEN_BY,
        Action.DECIDE: _DECIDED_BY,
    },
)

CONFIRMATION = Policy(
    "confirmation",
    "Confirmations of savings",
    {Action.VIEW: _SEEN_BY, Action.DECIDE: _SAID_FOR_A_TRUST_BY},
)

# A settlement is drawn up for one trust and closed for another.
SETTLEMENT = Policy(
    "settlement",
    "Settlements",
    {Action.LIST: _SEEN_BY, Action.VIEW: _SEEN_BY, Action.NEW: _DECIDED_BY, Action.DECIDE: _DECIDED_BY},
)

REINVESTMENT = Policy(
    "reinvestment",
    "Reinvestment",
    {
        Action.LIST: _SEEN_BY,
        Action.VIEW: _SEEN_BY,
        Action.NEW: _WRITTEN_BY,
        Action.EDIT: _WRITTEN_BY,
        Action.DECIDE: _DECIDED_BY,
    },
)

_ADDED_BY_THE_WRITER = {"inserts": (Action.EDIT,), "updates": (Action.EDIT,)}

Table("savings.Saving", SAVING)
Table("savings.MonthFigure", SAVING, follows="saving", inserts=(Action.NEW, Action.EDIT))
Table("savings.Evidence", SAVING, follows="saving", **_ADDED_BY_THE_WRITER)
Table("savings.SavingCorrection", SAVING, follows="saving", inserts=(Action.EDIT,), updates=())
Table(
    "savings.Confirmation",
    CONFIRMATION,
    trust="trust",
    selects=(Action.VIEW,),
    inserts=(Action.DECIDE,),
    updates=(Action.DECIDE,),
)
Table("savings.Settlement", SETTLEMENT, updates=(Action.DECIDE,))
Table("savings.SettledShare", SETTLEMENT, follows="settlement", inserts=(Action.DECIDE,), updates=())
Table("savings.SettledPayment", SETTLEMENT, follows="settlement", inserts=(Action.DECIDE,), updates=())
Table("savings.Reinvestment", REINVESTMENT)
