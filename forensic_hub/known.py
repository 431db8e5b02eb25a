"""Who a new referral may be about: people that the portal knows, and the referrals that are open for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from forensic_hub.models import Referral
from forensic_hub.policy import REFERRAL
from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.people import finding
from partnership.people.finding import Likeness
from partnership.people.models import Person


@dataclass(frozen=True)
class Known:
    """``matches`` are the people who may be the one, ``chosen`` who was said to be, ``referrals`` what is open."""

    matches: list[Likeness] = field(default_factory=list)
    chosen: Person | None = None
    referrals: list[Referral] = field(default_factory=list)

    @property
    def people(self) -> list[Likeness]:
        """The one who was chosen among them, alike or not."""
        others = [match for match in self.matches if match.person != self.chosen]
        alike = [match for match in self.matches if match.person == self.chosen]
        return [*(alike or ([Likeness(self.chosen, ())] if self.chosen else [])), *others]

    @property
    def references(self) -> list[str]:
        """Whose records a page with these shows, for the read log."""
        return [*(match.person.reference for match in self.people), *(r.reference for r in self.referrals)]


def look(
    by: Principal,
    *,
    nhs_number: str | None = None,
    last_name: str = "",
    date_of_birth: dt.date | None = None,
    chosen: str = "",
) -> Known:
    """Whom these details may mean, and ``chosen``, by reference: of all this only what ``by`` may see."""
    matches = _matches(by, nhs_number, last_name, date_of_birth)
    person = finding.visible(by).filter(reference=chosen).first() if chosen else None
    people = {person, *(match.person for match in matches)} - {None}
    return Known(matches, person, open_referrals(by, people))


def open_referrals(by: Principal, people: set[Person]) -> list[Referral]:
    if not people:
        return []
    return list(permitted(by, REFERRAL[Action.LIST], Referral).open().filter(person__in=people).select_related("owner"))


def _matches(by: Principal, nhs_number: str | None, last_name: str, born: dt.date | None) -> list[Likeness]:
    if last_name and born:
        alike = finding.likely_duplicates(by, nhs_number=nhs_number, last_name=last_name, date_of_birth=born)
        return sorted(alike, key=lambda match: (match.person.nhs_number != nhs_number, not match.person.same_name))
    found = finding.find(by, nhs_number=nhs_number) if nhs_number else ()
    return [Likeness(person, ("Same NHS number",)) for person in found]
