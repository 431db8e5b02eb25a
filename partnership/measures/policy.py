"""Who may see, keep and settle measures. No row here is about a person: breakdowns of small numbers are rounded when
they are shown (``disclosure``), by who is looking.
"""

from __future__ import annotations

from dataclasses import dataclass

from partnership.access.policy import Action, Policy, Scope, Table
from partnership.access.principal import Principal
from partnership.access.roles import (
    BED_COORDINATOR,
    BOARD_MEMBER,
    CAMHS_CLINICAL_LEAD,
    FINANCE_LEAD,
    HR_LEAD,
    HUB_LEAD,
    HUB_OFFICER,
    PROGRAMME_LEAD,
    TRUST_MANAGER,
)
from partnership.measures.registry import Measure

_OWNERS = (PROGRAMME_LEAD, HUB_LEAD, CAMHS_CLINICAL_LEAD, HR_LEAD, FINANCE_LEAD)
_READERS = dict.fromkeys((*_OWNERS, BOARD_MEMBER, TRUST_MANAGER, HUB_OFFICER, BED_COORDINATOR), Scope.EVERYTHING)

# DECIDE approves what someone else has asked for: limits that are recalculated.
MEASURE = Policy(
    "measure",
    "Measures",
    {
        Action.LIST: _READERS,
        Action.VIEW: _READERS,
        Action.EXPORT: _READERS,
        Action.EDIT: dict.fromkeys(_OWNERS, Scope.EVERYTHING),
        Action.DECIDE: dict.fromkeys((*_OWNERS, TRUST_MANAGER), Scope.EVERYTHING),
    },
)


@dataclass(frozen=True)
class Keeping:
    """Writing commentary, targets, notes and values of one measure: its owner's, and the programme lead's."""

    measure: Measure

    def held_by(self, by: Principal) -> bool:
        return MEASURE[Action.EDIT].held_by(by) and by.role in (self.measure.owner, PROGRAMME_LEAD)


def sees_all_parts_exactly(by: Principal, measure: Measure) -> bool:
    """Whether the rule for small numbers does not bind this person: it counts no people, or it is their own pathway."""
    return not measure.about_people or (measure.pathway is not None and by.pathway == measure.pathway)


_KEPT = {"selects": (Action.VIEW,), "inserts": (Action.EDIT,)}

# The system counts; a manual value is recorded by its keeper. A row of the month that is not over yet is replaced, and
# triggers let nothing else be changed or removed.
Table("measures.Value", MEASURE, **_KEPT, updates=(Action.EDIT,), deletes=(Action.EDIT,))
Table("measures.Target", MEASURE, **_KEPT, updates=(Action.EDIT,))
Table("measures.Commentary", MEASURE, **_KEPT, updates=())
Table("measures.Annotation", MEASURE, **_KEPT, updates=(Action.EDIT,))
Table("measures.Baseline", MEASURE, **_KEPT, updates=(Action.DECIDE,))
Table("measures.Definition", MEASURE, **_KEPT, updates=())
