"""The demonstration's staff: two with a story of their own, and around them made-up people of the three trusts."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from partnership.access.models import User
from partnership.access.scope import as_the_system
from partnership.arithmetic import clock
from partnership.organisations.models import Borough, Organisation
from partnership.records.models import Sequence as Numbers
from workforce.passports import readiness
from workforce.passports.models import ExpiryRule, Item, Need, Passport
from workforce.passports.readiness import Asked, Held
from workforce.staff.models import Employment, ProfileRequirement, RoleProfile, StaffMember
from workforce.staff.vocabulary import Kind

EACH_SCALE, MOST = 1500, 20_000
"""The three trusts have 10,300 members of staff: a scale beyond twice that tells nothing more."""
AT_ONCE = 500
TODAY = dt.date(2018, 4, 16)
FIRST_NAMES = (
    "Ama", "Bel", "Corin", "Dara", "Eda", "Faro", "Gwil", "Hira", "Ivo", "Jory", "Kemi", "Lune", "Maro", "Nesta", "Ori",
    "Pia", "Quin", "Rhoda", "Sefa", "Tamsin", "Una", "Vero", "Wyn", "Xanthe", "Yara", "Zeno",
)  # fmt: skip
LAST_PARTS = (
    ("Alder", "Birk", "Cass", "Dun", "Ember", "Fal", "Gorse", "Hazel", "Ing", "Juni", "Kest", "Lark", "Mallow", "Net",
     "Oak", "Pell", "Quill", "Rowan", "Sedge", "Teasel", "Ulm", "Vetch", "Withy", "Yarrow"),
    ("brook", "combe", "dale", "field", "ford", "garth", "ham", "hurst", "ley", "mere", "stow", "wick",
     "beck", "bury", "den", "holt", "lake", "marsh", "ness", "ridge", "shaw", "ton", "well", "worth"),
)  # fmt: skip
SHARES = {"oxleas": 33, "slam": 46, "swlstg": 21}
"""Of a hundred members of staff, by full-time equivalents of September 2017 (NHS Digital)."""
HR_OF = {"oxleas": "harpreet.hr", "slam": "hetty.hr", "swlstg": "hugo.hr"}
CURRENT, LATE = 96, 99
"""Of a hundred items these are current, and these, less the first, have expired; the rest are missing."""


@dataclass
class Person:
    """What is made for one person. ``lapses`` names what is not current, with the day that it was done."""

    reference: str
    trust: Organisation
    profile: RoleProfile
    first_name: str
    last_name: str
    user: User | None = None
    email: str = ""
    lapses: dict[str, dt.date] = field(default_factory=dict)
    is_tidy: bool = False


def load(scale: int, chance: random.Random) -> None:
    with as_the_system("the demonstration is loaded"):
        Loader(chance).load(min(EACH_SCALE * scale, MOST))


class Loader:
    def __init__(self, chance: random.Random):
        self.chance = chance
        self.trusts = {trust.slug: trust for trust in Organisation.objects.partnership_trusts()}
        self.boroughs = {slug: list(Borough.objects.filter(trust=trust)) for slug, trust in self.trusts.items()}
        self.hr = {slug: User.objects.get(email=f"{name}@example.nhs.uk") for slug, name in HR_OF.items()}
        self.profiles = list(RoleProfile.objects.all())
        asked = ProfileRequirement.objects.on(TODAY).select_related("subject").order_by("pk")
        self.asked = {profile: [one for one in asked if one.profile_id == profile.pk] for profile in self.profiles}
        self.months = {(rule.kind, rule.subject_id, rule.level): rule.months for rule in ExpiryRule.objects.all()}

    def load(self, count: int) -> None:
        everyone = [*self.known(), *self.others(count)]
        for first in range(0, len(everyone), AT_ONCE):
            self.make(everyone[first : first + AT_ONCE], first)
        last = int(everyone[-1].reference.partition("-")[2])
        Numbers.objects.update_or_create(prefix="EP", year=0, defaults={"last": last})

    def known(self) -> Iterator[Person]:
        nurse = next(profile for profile in self.profiles if profile.slug == "registered-nurse")
        for reference, slug, name, lapses in (
            ("EP-000123", "oxleas", "Nadia Nurse", {"resuscitation": dt.date(2017, 4, 30)}),
            ("EP-000200", "slam", "Sam Staff", {"criminal-record": dt.date(2015, 3, 2)}),
        ):
            first, last = name.split()
            user = User.objects.get(email=f"{first}.{last}@example.nhs.uk".lower())
            yield Person(reference, self.trusts[slug], nurse, first, last, user, user.email, lapses, is_tidy=True)

    def others(self, count: int) -> Iterator[Person]:
        for number in range(count):
            slug = self.chance.choices(list(SHARES), weights=list(SHARES.values()))[0]
            first, last = self.chance.choice(FIRST_NAMES), "".join(map(self.chance.choice, LAST_PARTS))
            address = f"{first}.{last}{number}@example.nhs.uk".lower()
            has_none = self.chance.random() < 0.02
            yield Person(
                f"EP-{201 + number:06d}", self.trusts[slug], self.chance.choice(self.profiles), first, last,
                email="" if has_none else address,
            )  # fmt: skip

    def make(self, people: Sequence[Person], first: int) -> None:
        staff = StaffMember.objects.bulk_create(
            StaffMember(trust=one.trust, user=one.user, first_name=one.first_name, last_name=one.last_name,
                        email=one.email)
            for one in people
        )  # fmt: skip
        jobs = Employment.objects.bulk_create(
            Employment(staff_member=member, trust=one.trust, staff_number=f"{990000 + first + place:08d}",
                       profile=one.profile, band=one.profile.band, starts_on=self.day(4000, 400),
                       base=self.chance.choice(self.boroughs[one.trust.slug]))
            for place, (one, member) in enumerate(zip(people, staff, strict=True))
        )  # fmt: skip
        passports = Passport.objects.bulk_create(
            Passport(reference=one.reference, staff_member=member, employment=job)
            for one, member, job in zip(people, staff, jobs, strict=True)
        )
        made = [list(self.items_of(*pair)) for pair in zip(people, passports, strict=True)]
        Item.objects.bulk_create(item for of_one in made for item in of_one)
        Need.objects.bulk_create(
            need for one, passport, items in zip(people, passports, made, strict=True)
            for need in self.needs_of(one, passport, items)
        )  # fmt: skip

    def day(self, longest: int, shortest: int = 0) -> dt.date:
        return TODAY - dt.timedelta(days=self.chance.randint(shortest, longest))

    def items_of(self, one: Person, passport: Passport) -> Iterator[Item]:
        for asked in self.asked[one.profile]:
            months = self.months.get((asked.kind, asked.subject_id, asked.level))
            done_on = self.done_on(one, asked, months)
            if done_on is None:
                continue
            expires_on = dt.date(2018, 10, 31) if asked.kind == Kind.REGISTRATION else readiness.expiry(done_on, months)
            yield Item(
                passport=passport, kind=asked.kind, subject=asked.subject, level=asked.level, done_on=done_on,
                expires_on=expires_on, number=self.number(asked.kind), facts=facts(asked), issuer=one.trust,
                recorded_by=self.hr[one.trust.slug], recorded_at=clock.now(),
            )  # fmt: skip

    def done_on(self, one: Person, asked: ProfileRequirement, months: int | None) -> dt.date | None:
        name = asked.subject.slug if asked.subject else asked.kind
        counts = (months or 60) * 30
        luck = 0 if one.is_tidy else self.chance.randint(1, 100)
        if name in one.lapses:
            return one.lapses[name]
        if luck > LATE:
            return None
        if luck > CURRENT and months:
            return self.day(counts + 60, counts + 15)
        return self.day(counts - (80 if one.is_tidy else 5), 10)

    def number(self, kind: str) -> str:
        if kind == Kind.CRIMINAL_RECORD:
            return f"00{self.chance.randint(0, 10**10 - 1):010d}"
        if kind == Kind.REGISTRATION:
            return (
                f"{self.chance.randint(0, 99):02d}{self.chance.choice('ABCDEFGHIJ')}{self.chance.randint(0, 9999):04d}E"
            )
        return ""

    def needs_of(self, one: Person, passport: Passport, items: Sequence[Item]) -> Iterator[Need]:
        asked = self.asked[one.profile]
        held = [
            Held(str((item.kind, item.subject_id)), item.level, item.done_on, item.expires_on, item) for item in items
        ]
        found = readiness.met([Asked(str((one.kind, one.subject_id)), one.level) for one in asked], held)
        for requirement, met in zip(asked, found, strict=True):
            item = met.by.item if met.by else None
            yield Need(
                passport=passport, kind=requirement.kind, subject=requirement.subject, level=requirement.level,
                met_by=item, expires_on=item.expires_on if item else None,
            )  # fmt: skip


FACTS = {
    Kind.IDENTITY: [["Documents seen", "Passport, Bank statement"], ["How were they checked?", "In person"]],
    Kind.RIGHT_TO_WORK: [["Right to work by", "British or Irish"]],
    Kind.REGISTRATION: [["Are there conditions on practice?", "No"]],
    Kind.REFERENCES: [["Years covered", "3"], ["References received", "2"], ["Are all gaps explained?", "Yes"]],
    Kind.CRIMINAL_RECORD: [["Is it on the update service?", "No"], ["Result", "Clear"]],
    Kind.WORK_HEALTH: [["Are adjustments needed?", "No"]],
}


def facts(asked: ProfileRequirement) -> list[list[str]]:
    return FACTS.get(Kind(asked.kind), [["Provider", "Trust learning and development"]])
