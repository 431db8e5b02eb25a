"""Who may do what with beds, requests, stays and placements out of area."""

from partnership.access.policy import Action, Policy, Scope, Table
from partnership.access.roles import BED_COORDINATOR, CAMHS_CLINICAL_LEAD, TRUST_MANAGER, WARD_STAFF, Pathway

_TEAM = {BED_COORDINATOR: Scope.PATHWAY, CAMHS_CLINICAL_LEAD: Scope.PATHWAY}
_WITH_THE_WARD = {**_TEAM, WARD_STAFF: Scope.OWN_UNIT}
_SEEN_BY = {**_WITH_THE_WARD, TRUST_MANAGER: Scope.OWN_TRUST}
_EVERYBODY = dict.fromkeys(_SEEN_BY, Scope.EVERYTHING)

# Units and beds, with no word of who is in one: all who work with beds see them all, a ward changes its own.
BED = Policy(
    "bed",
    "CAMHS units and beds",
    {
        Action.LIST: _EVERYBODY,
        Action.VIEW: _EVERYBODY,
        Action.EDIT: _WITH_THE_WARD,
    },
    pathway=Pathway.CAMHS,
)

# How full units are, day by day. Whoever reads it has to see every stay of the units that it shows.
OCCUPANCY = Policy("occupancy", "Occupancy of CAMHS units", {Action.VIEW: _WITH_THE_WARD}, pathway=Pathway.CAMHS)

# All units together at a time of day: counts, and no young person.
SITREP = Policy("sitrep", "CAMHS situation report", {Action.VIEW: _TEAM}, pathway=Pathway.CAMHS)

# What is measured of the beds, beside how they stand now: counts, and no young person.
DASHBOARD = Policy(
    "camhs_dashboard",
    "Figures of the CAMHS beds",
    {Action.VIEW: {**_TEAM, TRUST_MANAGER: Scope.OWN_TRUST}},
    pathway=Pathway.CAMHS,
)

# DECIDE is to answer for a unit that was asked, and to admit. A ward is shown a request from when its unit is asked.
BED_REQUEST = Policy(
    "bed_request",
    "Requests for a CAMHS bed",
    {
        Action.LIST: _SEEN_BY,
        Action.VIEW: _SEEN_BY,
        Action.NEW: _TEAM,
        Action.EDIT: _TEAM,
        Action.DECIDE: _WITH_THE_WARD,
        Action.EXPORT: {**_TEAM, TRUST_MANAGER: Scope.OWN_TRUST},
    },
    pathway=Pathway.CAMHS,
    personal=True,
)

STAY = Policy(
    "stay",
    "Stays of young people",
    {
        Action.LIST: _SEEN_BY,
        Action.VIEW: _SEEN_BY,
        Action.NEW: _WITH_THE_WARD,
        Action.EDIT: _WITH_THE_WARD,
        Action.EXPORT: _TEAM,
    },
    pathway=Pathway.CAMHS,
    personal=True,
)

# DECIDE is to approve or refuse: the responsible trust's manager and the clinical lead, both.
OUT_OF_AREA = Policy(
    "out_of_area",
    "CAMHS placements out of area",
    {
        Action.LIST: {**_TEAM, TRUST_MANAGER: Scope.OWN_TRUST},
        Action.VIEW: {**_TEAM, TRUST_MANAGER: Scope.OWN_TRUST},
        Action.NEW: _TEAM,
        Action.EDIT: _TEAM,
        Action.DECIDE: {CAMHS_CLINICAL_LEAD: Scope.PATHWAY, TRUST_MANAGER: Scope.OWN_TRUST},
        Action.EXPORT: {**_TEAM, TRUST_MANAGER: Scope.OWN_TRUST},
    },
    pathway=Pathway.CAMHS,
    personal=True,
)

BED_RULES = Policy(
    "bed_rules",
    "Rules of the CAMHS beds",
    {
        Action.VIEW: _EVERYBODY,
        Action.EDIT: {CAMHS_CLINICAL_LEAD: Scope.EVERYTHING},
    },
)

_BY_EDITING = {"inserts": (Action.EDIT,), "updates": (Action.EDIT,)}

Table("camhs_beds.Bed", BED, unit="unit", **_BY_EDITING)
Table("camhs_beds.OutOfService", BED, unit="unit", **_BY_EDITING)
Table("camhs_beds.Confirmation", BED, unit="unit", inserts=(Action.EDIT,), updates=())
Table("camhs_beds.UnitProfile", BED, unit="unit", **_BY_EDITING)

Table(
    "camhs_beds.BedRequest",
    BED_REQUEST,
    trust="responsible_trust",
    unit="visible_to_units",
    until="ward_sees_until",
    shows="person",
)
Table("camhs_beds.BedRequestCorrection", BED_REQUEST, follows="request", inserts=(Action.EDIT,), updates=())
Table("camhs_beds.Ask", BED_REQUEST, follows="request", unit="unit", inserts=(Action.EDIT,), updates=(Action.DECIDE,))
Table(
    "camhs_beds.Reservation",
    BED_REQUEST,
    follows="request",
    unit="unit",
    inserts=(Action.EDIT,),
    updates=(Action.EDIT, Action.DECIDE),
)

Table(
    "camhs_beds.Stay",
    STAY,
    trust="responsible_trust",
    unit="unit",
    until="ward_sees_until",
    shows="person",
    updates=(Action.EDIT,),
)
Table("camhs_beds.BedPeriod", STAY, follows="stay", inserts=(Action.NEW, Action.EDIT), updates=(Action.EDIT,))
Table("camhs_beds.Leave", STAY, follows="stay", **_BY_EDITING)
Table("camhs_beds.StayCorrection", STAY, follows="stay", inserts=(Action.EDIT,), updates=())

Table("camhs_beds.OutOfAreaPlacement", OUT_OF_AREA, follows="request", updates=(Action.EDIT, Action.DECIDE))
Table("camhs_beds.Approval", OUT_OF_AREA, follows="placement", inserts=(Action.DECIDE,), updates=())
Table("camhs_beds.Review", OUT_OF_AREA, follows="placement", inserts=(Action.EDIT,), updates=())

Table("camhs_beds.BedRule", BED_RULES, selects=(Action.VIEW,), **_BY_EDITING)
Table("camhs_beds.PressureRule", BED_RULES, selects=(Action.VIEW,), **_BY_EDITING)
