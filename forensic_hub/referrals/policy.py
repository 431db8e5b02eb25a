"""Who may do what with referrals, panels and targets."""

from partnership.access.policy import Action, Policy, Scope, Table
from partnership.access.roles import BOARD_MEMBER, HUB_LEAD, HUB_OFFICER, PROGRAMME_LEAD, TRUST_MANAGER, Pathway

_HUB = {HUB_OFFICER: Scope.PATHWAY, HUB_LEAD: Scope.PATHWAY}
_SEEN_BY = {**_HUB, TRUST_MANAGER: Scope.OWN_TRUST}

# DECIDE is for the hub lead alone: changing a decision that is locked, and assigning other people's work.
REFERRAL = Policy(
    "referral",
    "Forensic referrals",
    {
        Action.LIST: _SEEN_BY,
        Action.VIEW: _SEEN_BY,
        Action.EXPORT: _SEEN_BY,
        Action.NOTE: _SEEN_BY,
        Action.NEW: _HUB,
        Action.EDIT: _HUB,
        Action.DECIDE: {HUB_LEAD: Scope.PATHWAY},
    },
    pathway=Pathway.FORENSIC,
    personal=True,
)

# A panel's date and who decides there say nothing about a person.
PANEL = Policy(
    "panel",
    "Panels",
    {
        Action.LIST: dict.fromkeys(_SEEN_BY, Scope.EVERYTHING),
        Action.NEW: dict.fromkeys(_HUB, Scope.EVERYTHING),
        Action.EDIT: dict.fromkeys(_HUB, Scope.EVERYTHING),
    },
)

TARGETS = Policy(
    "forensic_targets",
    "Forensic targets",
    {
        Action.VIEW: dict.fromkeys(_HUB, Scope.EVERYTHING),
        Action.EDIT: {HUB_LEAD: Scope.EVERYTHING},
    },
)

REFERRAL_COUNTS = Policy(
    "referral_counts",
    "Counts of forensic referrals",
    {Action.VIEW: dict.fromkeys((BOARD_MEMBER, PROGRAMME_LEAD), Scope.AGGREGATE)},
)

_CHANGED_ONLY_BY_THE_HUB = {"inserts": (Action.EDIT,), "updates": (Action.EDIT,)}
_NEVER_CHANGED = {"inserts": (Action.EDIT,), "updates": ()}

Table("referrals.Referral", REFERRAL, trust="responsible_trust")
Table("referrals.InformationRequest", REFERRAL, follows="referral", **_CHANGED_ONLY_BY_THE_HUB)
Table("referrals.RequestedItem", REFERRAL, follows="request", **_CHANGED_ONLY_BY_THE_HUB)
Table("referrals.Chase", REFERRAL, follows="request", **_NEVER_CHANGED)
Table("referrals.Assessment", REFERRAL, follows="referral", **_CHANGED_ONLY_BY_THE_HUB)
Table("referrals.Decision", REFERRAL, follows="referral", **_NEVER_CHANGED)
Table("referrals.Closure", REFERRAL, follows="referral", **_CHANGED_ONLY_BY_THE_HUB)
Table("referrals.Note", REFERRAL, follows="referral", inserts=(Action.NOTE,), updates=(Action.EDIT,))
Table("referrals.Document", REFERRAL, follows="referral", **_CHANGED_ONLY_BY_THE_HUB)
Table("referrals.ReferralCorrection", REFERRAL, follows="referral", **_NEVER_CHANGED)

# Of the hub's own making, and of no trust's: files on their way to a referral, and who is on duty.
Table("referrals.Upload", REFERRAL, updates=(), deletes=(Action.NEW,))
Table("referrals.Duty", REFERRAL, **_CHANGED_ONLY_BY_THE_HUB, deletes=(Action.EDIT,))

# A lock on a panel is an update in the eyes of the database; a trigger refuses any other.
Table("referrals.Panel", PANEL, updates=(Action.EDIT,))
Table("referrals.DecisionMaker", PANEL, updates=(Action.EDIT,))
Table("referrals.Attendance", PANEL, follows="panel", inserts=(Action.EDIT,), updates=(), deletes=(Action.EDIT,))
Table("referrals.TargetRule", TARGETS, selects=(Action.VIEW,), inserts=(Action.EDIT,), updates=(Action.EDIT,))
