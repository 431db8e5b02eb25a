"""The roles people work in. A grant gives one person one role, for a time; grants are never added together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Pathway(StrEnum):
    """The two clinical pathways. No grant ever reaches both."""

    FORENSIC = "forensic"
    CAMHS = "camhs"


@dataclass(frozen=True)
class Role:
    """What a grant gives. ``pathway`` reaches all three trusts in one pathway; ``of_a_trust`` reaches one trust.

    ``of_a_unit`` reaches one unit, which its grant names: without one, no row.
    """

    code: str
    label: str
    description: str
    pathway: Pathway | None = None
    of_a_trust: bool = False
    of_a_unit: bool = False
    searches: bool = True

    def __str__(self) -> str:
        return self.code


HUB_OFFICER = Role("hub_officer", "Hub officer", "Logs, triages and follows forensic referrals", Pathway.FORENSIC)
HUB_LEAD = Role("hub_lead", "Hub lead", "Leads the forensic hub and corrects decisions", Pathway.FORENSIC)
TRUST_MANAGER = Role("trust_manager", "Trust manager", "Sees the people of one trust", of_a_trust=True)
HR_ADVISER = Role("hr_adviser", "HR adviser", "Keeps employee passports of one trust", of_a_trust=True)
HR_LEAD = Role("hr_lead", "HR lead", "Decides on passports and moves of one trust", of_a_trust=True)
BOARD_MEMBER = Role("board_member", "Board member", "Sees counts, never a person", searches=False)
WARD_STAFF = Role(
    "ward_staff", "Ward staff", "Keeps the beds of one unit", Pathway.CAMHS, of_a_trust=True, of_a_unit=True
)
BED_COORDINATOR = Role("bed_coordinator", "Bed coordinator", "Matches young people with beds", Pathway.CAMHS)
CAMHS_CLINICAL_LEAD = Role("camhs_clinical_lead", "CAMHS clinical lead", "Approves beds far away", Pathway.CAMHS)
PROGRAMME_LEAD = Role("programme_lead", "Programme lead", "Runs programmes and savings")
FINANCE_LEAD = Role("finance_lead", "Finance lead", "Confirms the savings of one trust", of_a_trust=True)
SPEAK_UP_GUARDIAN = Role(
    "speak_up_guardian", "Freedom to speak up guardian", "Hears staff in confidence", of_a_trust=True, searches=False
)
STAFF_MEMBER = Role("staff_member", "Staff member", "Sees their own passport", of_a_trust=True, searches=False)
RESEARCH_ANALYST = Role("research_analyst", "Research analyst", "Asks for data", searches=False)
RESEARCH_REVIEWER = Role("research_reviewer", "Research reviewer", "Reviews requests for data", searches=False)
CALDICOTT_GUARDIAN = Role(
    "caldicott_guardian", "Caldicott guardian", "Answers for who has seen what in one trust", of_a_trust=True
)
ADMINISTRATOR = Role("administrator", "Administrator", "Adds people, gives and ends roles", searches=False)

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        HUB_OFFICER, HUB_LEAD, TRUST_MANAGER, HR_ADVISER, HR_LEAD, BOARD_MEMBER, WARD_STAFF, BED_COORDINATOR,
        CAMHS_CLINICAL_LEAD, PROGRAMME_LEAD, FINANCE_LEAD, SPEAK_UP_GUARDIAN, STAFF_MEMBER, RESEARCH_ANALYST,
        RESEARCH_REVIEWER, CALDICOTT_GUARDIAN, ADMINISTRATOR,
    )
}  # fmt: skip

CHOICES = [(role.code, role.label) for role in ROLES.values()]
OF_A_TRUST = sorted(role.code for role in ROLES.values() if role.of_a_trust)
OF_A_UNIT = sorted(role.code for role in ROLES.values() if role.of_a_unit)
EVERY_ROLE = frozenset(ROLES.values())

# Whoever hears staff in confidence keeps no staff records and opens no accounts.
CLASHES_WITH_GUARDIAN = frozenset({HR_ADVISER, HR_LEAD, ADMINISTRATOR})
CODES_AROUND_THE_GUARDIAN = sorted(role.code for role in {SPEAK_UP_GUARDIAN, *CLASHES_WITH_GUARDIAN})
