"""Who may see and keep the records of people."""

from partnership.access.policy import Action, Policy, Scope, Table
from partnership.access.roles import (
    BED_COORDINATOR,
    CAMHS_CLINICAL_LEAD,
    HUB_LEAD,
    HUB_OFFICER,
    TRUST_MANAGER,
    WARD_STAFF,
)

_BOTH_PATHWAYS = (HUB_OFFICER, HUB_LEAD, BED_COORDINATOR, CAMHS_CLINICAL_LEAD)
_KEEPERS = dict.fromkeys(_BOTH_PATHWAYS, Scope.PATHWAY)
# A ward sees the people whom a record of its own unit shows it, by `shows` of that record's table.
_SEEN_BY = {**_KEEPERS, TRUST_MANAGER: Scope.OWN_TRUST, WARD_STAFF: Scope.OWN_UNIT}

PERSON = Policy(
    "person",
    "People",
    {
        Action.LIST: _SEEN_BY,
        Action.VIEW: _SEEN_BY,
        Action.NEW: _KEEPERS,
        Action.EDIT: _KEEPERS,
    },
    personal=True,
)

Table("people.Person", PERSON, trust="responsible_trust", pathway="pathway", updates=(Action.EDIT,))
Table("people.PersonCorrection", PERSON, follows="person", inserts=(Action.EDIT,), updates=())
