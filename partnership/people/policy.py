"""Who may see and keep the records of people."""

from partnership.access.policy import Action, Policy, Scope, Table
from partnership.access.roles import HUB_LEAD, HUB_OFFICER, TRUST_MANAGER

_HUB = {HUB_OFFICER: Scope.PATHWAY, HUB_LEAD: Scope.PATHWAY}

PERSON = Policy(
    "person",
    "People",
    {
        Action.LIST: {**_HUB, TRUST_MANAGER: Scope.OWN_TRUST},
        Action.VIEW: {**_HUB, TRUST_MANAGER: Scope.OWN_TRUST},
        Action.NEW: _HUB,
        Action.EDIT: _HUB,
    },
    personal=True,
)

Table("people.Person", PERSON, trust="responsible_trust", pathway="pathway", updates=(Action.EDIT,))
Table("people.PersonCorrection", PERSON, follows="person", inserts=(Action.EDIT,), updates=())
