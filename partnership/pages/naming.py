"""How a person is named, patients and staff alike, so that one is not mistaken for another.

``PersonBanner`` is the line above every page about one person, ``PersonName`` the cell of every list, both for a role
that may see the record. The text of either, ``str``, holds initials at most: what is made of texts (a file, a title, a
mail) leaves the page.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from partnership.arithmetic import clock
from partnership.arithmetic.ages import age_on
from partnership.arithmetic.words import initials, short_day
from partnership.pages.values import Drawn, Several

SIMILAR = Markup(' <span class="portal-similar">similar name</span>')

_BORN = ' <span class="portal-name__born">born %s</span>'
_TEXT = '<strong class="portal-name">%s</strong>'
_LINK = '<a class="nhsuk-link portal-name" href="%s">%s<span class="nhsuk-u-visually-hidden">%s</span></a>'
_BOARD = '<span class="portal-name--full">%s</span><span class="portal-name--short">%s</span>'


def born_in_full(born: dt.date) -> str:
    """12 Jun 1976 (41y)."""
    return f"{short_day(born)} ({age_on(born, clock.today())}y)"


@dataclass(frozen=True)
class PersonBanner:
    """Who a page is about: SURNAME, Forename (Title), and ``facts``, pairs of label and value.

    Of a patient: Born, Sex, NHS No., Home. Of a member of staff: Born, Staff No., Registration, Base. ``url`` is the
    page with everything about the person.
    """

    surname: str
    forename: str
    facts: tuple[tuple[str, object], ...] = ()
    title: str = ""
    url: str = ""

    @property
    def name(self) -> str:
        return f"{self.surname.upper()}, {self.forename}" + (f" ({self.title})" if self.title else "")

    def __str__(self) -> str:
        return initials(f"{self.forename} {self.surname}")


@dataclass(frozen=True, repr=False)
class PersonName(Drawn):
    """A person in a row: SURNAME, Forename and the date of birth; with ``url`` the name is a link.

    ``text`` is what a file says instead. ``key`` is the same for two rows about one person. ``hidden`` is read aloud
    after a link, ``short`` replaces the name on a printed board.
    """

    text: str
    surname: str
    forename: str
    born: dt.date | None = None
    key: object = None
    url: str = ""
    hidden: str = ""
    short: str = ""

    @property
    def who(self) -> str:
        """KESTREL, Violet."""
        return f"{self.surname.upper()}, {self.forename}"

    @property
    def in_words(self) -> str:
        """KESTREL, Violet, born 12 Jun 1976: on a page, where only a text fits, such as the label of a box."""
        return f"{self.who}, born {short_day(self.born)}" if self.born else self.who

    def __html__(self) -> str:
        who = escape(self.who)
        drawn = _LINK % (escape(self.url), who, escape(self.hidden)) if self.url else _TEXT % who
        if self.born:
            drawn += _BORN % short_day(self.born)
        return _BOARD % (drawn, escape(self.short)) if self.short else drawn

    def __str__(self) -> str:
        return self.text


def name_in(value: object) -> PersonName | None:
    """The person whom a cell names, if it names one."""
    if isinstance(value, PersonName):
        return value
    return next(iter(map(name_in, value.values)), None) if isinstance(value, Several) else None


def look_alikes(names: Iterable[PersonName]) -> set[object]:
    """The keys of those on one page who look alike: the same surname, or the same initials and year of birth."""
    marks = {name.key: set(_marks(name)) for name in names}
    shared = Counter(mark for of_one in marks.values() for mark in of_one)
    return {key for key, of_one in marks.items() if any(shared[mark] > 1 for mark in of_one)}


def _marks(name: PersonName) -> Iterator[object]:
    yield name.surname.casefold()
    if name.born:
        yield name.forename[:1].casefold(), name.surname[:1].casefold(), name.born.year
