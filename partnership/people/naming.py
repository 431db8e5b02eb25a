"""A person cared for, as the banner above a page and as a cell of a list."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from partnership.pages.naming import PersonBanner, PersonName, born_in_full
from partnership.pages.values import NOT_KNOWN, NhsNumber
from partnership.people.models import Person
from partnership.people.models.person import initials_of


class Named(Protocol):
    """A person, or a row with as much of one as a list shows."""

    first_name: str
    last_name: str
    date_of_birth: dt.date


def banner_of(person: Person, url: str = "") -> PersonBanner:
    """Reads ``home_borough`` and ``responsible_trust``, which a page selects with its record."""
    number = NhsNumber(person.nhs_number) if person.nhs_number else NOT_KNOWN
    trust = f", {person.responsible_trust.short_name}" if person.responsible_trust else ""
    facts = (
        ("Born", born_in_full(person.date_of_birth)),
        ("Sex", person.get_sex_display()),
        ("NHS No.", number),
        ("Home", f"{person.home}{trust}"),
    )
    return PersonBanner(person.last_name, person.first_name, facts, url=url)


def name_of(one: Named, key: object, **more: str) -> PersonName:
    """``key`` is the same for two rows about one person; ``more`` as ``PersonName`` takes it."""
    text = f"{initials_of(one.first_name, one.last_name)}, born {one.date_of_birth.year}"
    return PersonName(text, one.last_name, one.first_name, one.date_of_birth, key, **more)


def named(person: Person, **more: str) -> PersonName:
    return name_of(person, person.pk, **more)
