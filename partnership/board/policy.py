"""Who may read the board's pages, answer for a published claim, and make a pack.

A pack of the whole Partnership belongs to no one trust. One that a trust makes for its own committee may hold that
trust's figures exactly, so it is that trust's alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnership.access.policy import Action, Policy, Scope, Table
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

if TYPE_CHECKING:
    from partnership.access.principal import Principal
    from partnership.board.models import Claim

_OWNERS = (PROGRAMME_LEAD, HUB_LEAD, CAMHS_CLINICAL_LEAD, HR_LEAD, FINANCE_LEAD)
_READERS = dict.fromkeys((*_OWNERS, BOARD_MEMBER, TRUST_MANAGER, HUB_OFFICER, BED_COORDINATOR), Scope.EVERYTHING)

# DECIDE says how far "around" reaches, for every claim alike.
CLAIM = Policy(
    "claim",
    "Published claims",
    {
        Action.LIST: _READERS,
        Action.VIEW: _READERS,
        Action.EXPORT: _READERS,
        Action.EDIT: dict.fromkeys(_OWNERS, Scope.EVERYTHING),
        Action.DECIDE: {PROGRAMME_LEAD: Scope.EVERYTHING},
    },
)

_PACKS_READ_BY = {
    BOARD_MEMBER: Scope.NO_TRUST,
    PROGRAMME_LEAD: Scope.NO_TRUST,
    TRUST_MANAGER: Scope.OWN_TRUST,
}
_PACKS_MADE_BY = {PROGRAMME_LEAD: Scope.NO_TRUST, TRUST_MANAGER: Scope.OWN_TRUST}

# DECIDE issues.
PACK = Policy(
    "pack",
    "Board packs",
    {
        Action.LIST: _PACKS_READ_BY,
        Action.VIEW: _PACKS_READ_BY,
        Action.EXPORT: _PACKS_READ_BY,
        Action.NEW: _PACKS_MADE_BY,
        Action.EDIT: _PACKS_MADE_BY,
        Action.DECIDE: _PACKS_MADE_BY,
    },
)

# What each figure counts is decided by the policy of what it counts.
TRUST_TODAY = Policy(
    "trust_today",
    "A trust today",
    {action: {TRUST_MANAGER: Scope.OWN_RECORD} for action in (Action.VIEW, Action.EDIT)},
)

Table("board.Tolerance", CLAIM, inserts=(Action.DECIDE,), updates=(Action.DECIDE,))
Table("board.ClaimNote", CLAIM, inserts=(Action.EDIT,), updates=())
Table("board.Pack", PACK, trust="trust")
Table("board.PackIssue", PACK, follows="pack", inserts=(Action.DECIDE,), updates=())
Table("board.Look", TRUST_TODAY, own="user", selects=(Action.VIEW,), inserts=(Action.EDIT,), updates=())


def answers_for(by: Principal, claim: Claim) -> bool:
    """Whether this person says why a claim differs: its owner, and the programme lead."""
    return CLAIM[Action.EDIT].held_by(by) and str(by.role) in (claim.owner, PROGRAMME_LEAD.code)
