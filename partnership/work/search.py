"""Search over whatever the active role may see. Each app's ``work.py`` registers a searcher for its own records.

What is typed may be a name or an NHS number, so it travels by POST alone: never in an address, never in a log.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import nhs_number
from django.db.models import QuerySet

from partnership.access.policy import Permission
from partnership.access.principal import Principal
from partnership.pages.naming import PersonName

SHORTEST = 2
_REFERENCE = re.compile(r"([A-Za-z]{2})[\s\-–]*(\d{4})[\s\-–/]+(\d{1,6})", re.ASCII)
_NUMBERED = re.compile(r"([A-Za-z]{2})[\s\-–]*(\d{6})", re.ASCII)
_SEPARATORS = re.compile(r"[\s\-–]+")


@dataclass(frozen=True)
class Words:
    """What somebody typed, and what it may be."""

    text: str

    @cached_property
    def reference(self) -> str:
        """FR-2018-0042, for "fr 2018 42" as well; EP-000123; nothing when it is no reference."""
        if numbered := _NUMBERED.fullmatch(self.text):
            return f"{numbered[1].upper()}-{numbered[2]}"
        match = _REFERENCE.fullmatch(self.text)
        return f"{match[1].upper()}-{match[2]}-{int(match[3]):04d}" if match else ""

    @cached_property
    def nhs_number(self) -> str:
        """The ten digits of an NHS number that adds up; nothing otherwise."""
        digits = _SEPARATORS.sub("", self.text)
        return digits if re.fullmatch(r"\d{10}", digits, re.ASCII) and nhs_number.is_valid(digits) else ""

    @property
    def is_exact(self) -> bool:
        """Names one record at most, so that the one found can be opened without a list between."""
        return bool(self.reference or self.nhs_number)


@dataclass(frozen=True)
class Hit:
    """One thing found: its reference, where it is, and a line that tells it from its neighbours. A person found has no
    title: the name is the link.

    ``case`` is the record on which stands what is said of the person, where that is another one.
    """

    reference: str
    url: str
    title: str = ""
    detail: str = ""
    case: str = ""
    person: PersonName | None = None

    @property
    def references(self) -> list[str]:
        """Whose records it shows, for the read log."""
        return [reference for reference in (self.reference, self.case) if reference]


@dataclass(frozen=True)
class Searcher:
    """One group of results. ``find`` gives the permitted rows in order, none when the words cannot mean this kind."""

    slug: str
    group: str
    noun: str
    needs: Permission
    find: Callable[[Principal, Words], QuerySet]
    hit: Callable[[Any], Hit]

    @property
    def nouns(self) -> str:
        return self.group.lower()


SEARCHERS: dict[str, Searcher] = {}


def register_search(searcher: Searcher) -> Searcher:
    SEARCHERS[searcher.slug] = searcher
    return searcher


def searchers_of(principal: Principal) -> list[Searcher]:
    """None for a role that has no search box."""
    if principal.role is None or not principal.role.searches:
        return []
    return [searcher for searcher in SEARCHERS.values() if searcher.needs.held_by(principal)]


def exact_hit(principal: Principal, words: Words) -> Hit | None:
    """The one record that a reference or an NHS number names, when this person may see it."""
    if not words.is_exact:
        return None
    found = [s.hit(row) for s in searchers_of(principal) for row in s.find(principal, words)[:2]]
    return found[0] if len(found) == 1 else None
