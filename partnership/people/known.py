"""Whom a new record may be about: people that the portal knows, and what is open for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from partnership.access.principal import Principal
from partnership.people import lookup
from partnership.people.lookup import Likeness
from partnership.people.models import Person

OpenFor = Callable[[Principal, set[Person]], Sequence[Any]]
"""The open records of these people that ``by`` may see, each with its ``reference`` and ``person_id``."""


@dataclass(frozen=True)
class Known:
    """``matches`` are the people who may be the one, ``chosen`` who was said to be, ``open`` what is open for them."""

    matches: list[Likeness] = field(default_factory=list)
    chosen: Person | None = None
    open: Sequence[Any] = ()

    @property
    def people(self) -> list[Likeness]:
        """The one who was chosen among them, alike or not."""
        others = [match for match in self.matches if match.person != self.chosen]
        alike = [match for match in self.matches if match.person == self.chosen]
        return [*(alike or ([Likeness(self.chosen, ())] if self.chosen else [])), *others]

    @property
    def busy(self) -> set[int]:
        """The people for whom something is open."""
        return {record.person_id for record in self.open}

    @property
    def references(self) -> list[str]:
        """Whose records a page with these shows, for the read log."""
        return [*(match.person.reference for match in self.people), *(record.reference for record in self.open)]


def look(
    by: Principal,
    *,
    open_for: OpenFor,
    nhs_number: str | None = None,
    last_name: str = "",
    date_of_birth: dt.date | None = None,
    chosen: str = "",
) -> Known:
    """Whom these details may mean, and ``chosen``, by reference: of all this only what ``by`` may see."""
    matches = _matches(by, nhs_number, last_name, date_of_birth)
    person = lookup.visible(by).filter(reference=chosen).first() if chosen else None
    people = {person, *(match.person for match in matches)} - {None}
    return Known(matches, person, list(open_for(by, people)) if people else [])


def _matches(by: Principal, nhs_number: str | None, last_name: str, born: dt.date | None) -> list[Likeness]:
    if last_name and born:
        alike = lookup.likely_duplicates(by, nhs_number=nhs_number, last_name=last_name, date_of_birth=born)
        return sorted(alike, key=lambda match: (match.person.nhs_number != nhs_number, not match.person.same_name))
    found = lookup.find(by, nhs_number=nhs_number) if nhs_number else ()
    return [Likeness(person, ("Same NHS number",)) for person in found]
