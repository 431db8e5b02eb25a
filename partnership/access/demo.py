"""The people of the demonstration: made up, one for each way of working, and always the same."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password

from partnership.access import roles
from partnership.access.models import Grant, User
from partnership.access.roles import Role
from partnership.access.scope import as_the_system
from partnership.arithmetic import clock
from partnership.organisations.models import Organisation, Unit

FIRST_DAY, LAST_DAY = dt.date(2018, 4, 1), dt.date(2019, 3, 31)
OXLEAS, SLAM, SWLSTG = "RPG", "RV5", "RQY"  # ODS codes
MOST_SHOWN = 60
NOTHING_YET = "My work, notifications and help: the pages of their role come later"


@dataclass(frozen=True)
class Persona:
    """``name`` is also the address: Hana Hub is hana.hub@example.nhs.uk. ``tries``: what to try as them.

    ``unit`` is the slug of the unit that they work on, where their role is one on a unit.
    """

    name: str
    works_as: tuple[tuple[Role, str | None], ...]
    tries: str = NOTHING_YET
    unit: str | None = None

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.')}@example.nhs.uk"


def _persona(
    name: str, role: Role, trust: str | None = None, tries: str = NOTHING_YET, unit: str | None = None
) -> Persona:
    return Persona(name, ((role, trust),), tries, unit)


_PASSPORTS = "See what expires, send reminders, find a passport and record a check or training"
_OWN_PASSPORT = "See their own passport on a phone: what is missing, and who does it"
_OWN_TRUST_ONLY = "See their own trust today, confirm its savings, and compare the three"

PERSONAS = (
    _persona("Hana Hub", roles.HUB_OFFICER, tries="Log a referral, triage it and follow it to the panel's decision"),
    _persona("Leo Lead", roles.HUB_LEAD, tries="Decide at the panel, and correct what was recorded"),
    _persona("Tess Trust", roles.TRUST_MANAGER, SLAM, _OWN_TRUST_ONLY),
    _persona("Olu Trust", roles.TRUST_MANAGER, OXLEAS, _OWN_TRUST_ONLY),
    _persona("Will Trust", roles.TRUST_MANAGER, SWLSTG, _OWN_TRUST_ONLY),
    _persona("Ben Board", roles.BOARD_MEMBER, tries="See what needs attention, read the pack, check a claim"),
    _persona("Ada Admin", roles.ADMINISTRATOR, tries="Add a person, give a role and end one"),
    Persona(
        "Dual Roles",
        ((roles.TRUST_MANAGER, OXLEAS), (roles.PROGRAMME_LEAD, None)),
        "Choose how to work today, and change it",
    ),
    _persona("Harpreet HR", roles.HR_ADVISER, OXLEAS, _PASSPORTS),
    _persona("Hugo HR", roles.HR_ADVISER, SWLSTG, _PASSPORTS),
    _persona("Hetty HR", roles.HR_ADVISER, SLAM, _PASSPORTS),
    _persona("Hester Lead", roles.HR_LEAD, OXLEAS, _PASSPORTS),
    _persona("Beth Beds", roles.BED_COORDINATOR, tries="See every bed now, ask units and reserve one"),
    _persona("Clara Clinical", roles.CAMHS_CLINICAL_LEAD, tries="Approve a placement out of area"),
    _persona("Wren Ward", roles.WARD_STAFF, SWLSTG, "Confirm the beds of Cedar Unit, admit and discharge", "cedar"),
    _persona("Priya Prog", roles.PROGRAMME_LEAD, tries="Plan a saving, enter a month's actuals, propose a scheme"),
    _persona("Fin Finance", roles.FINANCE_LEAD, SLAM, "Confirm a trust's savings, settle a month, approve a scheme"),
    _persona("Gail Guardian", roles.SPEAK_UP_GUARDIAN, OXLEAS),
    _persona("Cal Caldicott", roles.CALDICOTT_GUARDIAN, OXLEAS),
    _persona("Sam Staff", roles.STAFF_MEMBER, SLAM, _OWN_PASSPORT),
    _persona("Nadia Nurse", roles.STAFF_MEMBER, OXLEAS, _OWN_PASSPORT),
    _persona("Ana Analyst", roles.RESEARCH_ANALYST),
    _persona("Ivan Panel", roles.RESEARCH_REVIEWER),
    _persona("Iris Panel", roles.RESEARCH_REVIEWER),
)


def load(scale: int = 1, chance: random.Random | None = None) -> None:
    """Each persona and what they work as. Loaded twice it changes nothing, but for a new DEMO_PASSWORD.

    Without a DEMO_PASSWORD nobody can sign in with one.
    """
    password = make_password(getattr(settings, "DEMO_PASSWORD", None))
    trusts = {trust.ods_code: trust for trust in Organisation.objects.partnership_trusts()}
    with as_the_system("the demonstration is loaded"):
        for persona in PERSONAS:
            _take_on(persona, password, trusts)


def _take_on(persona: Persona, password: str, trusts: dict[str, Organisation]) -> None:
    first_name, last_name = persona.name.split(" ")
    user, _ = User.objects.update_or_create(
        email=persona.email, defaults={"password": password, "first_name": first_name, "last_name": last_name}
    )
    for role, trust in persona.works_as:
        Grant.objects.get_or_create(
            user=user, role=role.code, trust=trusts[trust] if trust else None, starts_on=FIRST_DAY,
            defaults={
                "ends_on": LAST_DAY, "granted_at": clock.now(),
                "unit": Unit.objects.filter(slug=persona.unit).first(),
            },
        )  # fmt: skip


def everybody() -> list[tuple[User, str]]:
    """Whom one can be, each with what to try: those above in their order, then whoever was added since."""
    tries = {persona.email: persona.tries for persona in PERSONAS}
    order = list(tries)
    users = User.objects.filter(is_active=True).with_their_work().order_by("pk")[:MOST_SHOWN]
    known_first = sorted(users, key=lambda user: order.index(user.email) if user.email in tries else len(order))
    return [(user, tries.get(user.email, "See what they see: an administrator added them")) for user in known_first]
