"""How a person is named, patients and staff alike, so that one is not mistaken for another.

``PersonBanner`` is the line above every page about one person, ``PersonName`` the cell of every list, both for a role
that may see the record. The text of either, ``str``, holds initials at most: what is made of texts (a file, a
title, a mail, a message) leaves the page.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from partnership.arithmetic import clock
from partnership.arithmetic.ages import age_on
from partnership.arithmetic.words import initials, short_day
from partnership.pages.values import Drawn

SIMILAR = Markup(' <span class="portal-similar">similar name</span>')

_NAME = '<span class="portal-name">%s<span class="portal-name__born">%s</span></span>'
_SURNAME = '<strong class="portal-name__who">%s, %s</strong>'
_LINKED = '<a class="nhsuk-link portal-name__who" href="%s">%s, %s</a>'


def born_in_full(born: dt.date) -> str:
    """12 Jun 1976 (41y)."""
    return f"{short_day(born)} ({age_on(born, clock.today())}y)"


@dataclass(frozen=True)
class PersonBanner:
    """Who a page is about: SURNAME, Forename (Title), and ``facts``, pairs of label and value.

    Of a patient: Born, Sex, NHS No., Home. Of a member of staff: Born, Staff No., Registration, Base.
    """

    surname: str
    forename: str
    facts: tuple[tuple[str, object], ...] = ()
    title: str = ""

    @property
    def name(self) -> str:
        return f"{self.surname.upper()}, {self.forename}" + (f" ({self.title})" if self.title else "")

    def __str__(self) -> str:
        return initials(f"{self.forename} {self.surname}")


@dataclass(frozen=True, repr=False)
class PersonName(Drawn):
    """A person in a row: SURNAME, Forename and the date of birth; ``url`` makes the name a link.

    ``text`` is what a file or a message says instead. ``key`` is the same for two rows about one person.
    """

    text: str
    surname: str
    forename: str
    born: dt.date | None = None
    key: object = None
    url: str = ""

    def __html__(self) -> str:
        who = (escape(self.surname.upper()), escape(self.forename))
        name = _LINKED % (escape(self.url), *who) if self.url else _SURNAME % who
        return _NAME % (name, f" born {short_day(self.born)}" if self.born else "")

    def __str__(self) -> str:
        return self.text


def look_alikes(names: Sequence[PersonName]) -> set[object]:
    """The keys of those on one page who look alike: the same surname, or the same initials and year of birth."""
    people = {name.key: name for name in names}
    marks = {key: _marks(name) for key, name in people.items()}
    shared = Counter(mark for of_one in marks.values() for mark in of_one)
    return {key for key, of_one in marks.items() if any(shared[mark] > 1 for mark in of_one)}


def _marks(name: PersonName) -> Iterable[object]:
    yield name.surname.casefold()
    yield initials(f"{name.forename[:1]} {name.surname[:1]}"), name.born and name.born.year
