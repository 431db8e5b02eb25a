"""Values that know how they look: put one in a table cell, a summary list or a template, and it draws itself.

Each has a look for the page (``__html__``) and a text for a CSV file (``str``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape

from partnership.arithmetic import words

# Filled in with %, each part escaped: Markup.format() takes ten times as long, and a list has hundreds of cells.
_LINK = '<a class="nhsuk-link" href="%s">%s%s</a>'
_HIDDEN = '<span class="nhsuk-u-visually-hidden"> %s</span>'
_SECONDARY = '<span class="nhsuk-u-secondary-text-colour">%s</span>'
_LATE = '<strong class="portal-late">%s</strong>'
_TAG = '<strong class="nhsuk-tag nhsuk-tag--%s">%s</strong>'
_NOWRAP = '<span class="portal-nowrap">%s</span>'
_NOT_NOW = '<span class="portal-not-now">%s</span><span class="portal-not-now__why">%s</span>'
_CORRECTED = (
    '<ins class="portal-corrected">%s</ins> <del>%s</del><span class="portal-corrected__why">Corrected on %s: %s</span>'
)

# One word, one colour, on every page. Red says that somebody has to act now, and nothing else does.
_COLOURS = {
    "red": ("Overdue", "Expired", "Urgent", "Emergency"),
    "blue": ("New", "Assessment due", "Identified", "Requested", "Open", "Submitted", "Occupied"),
    "yellow": (
        "Agreed in principle",
        "At risk",
        "Waiting for confirmation",
        "Queried",
        "Waiting for information",
        "Waiting for person",
        "Expiring soon",
        "Returned",
        "Has errors",
        "Accepting with conditions",
    ),
    "purple": (
        "Delivering",
        "On track",
        "Assessment booked",
        "Date agreed",
        "Under review",
        "In progress",
        "Due today",
        "On leave",
    ),
    "orange": (
        "Off track",
        "Not ratified",
        "Awaiting decision",
        "Not ready",
        "Responsibility to be confirmed",
        "Not accepting",
        "Not confirmed",
    ),
    "aqua-green": (
        "Agreed",
        "Approved",
        "Bed search",
        "Searching",
        "Offer made",
        "Bed identified",
        "Reserved",
        "Partnership",
    ),
    "green": (
        "Complete",
        "Confirmed",
        "Ratified",
        "Delivered",
        "Live",
        "Placed",
        "Active",
        "Ready",
        "Completed",
        "Available",
        "Admitted",
        "Moved",
        "Met",
        "Received",
        "Accepting",
    ),
    "white": ("Routine", "Draft", "Not started", "Planned", "Idea", "Proposed", "Not sent"),
}
_COLOUR_OF = {word: colour for colour, of_it in _COLOURS.items() for word in of_it}


class Drawn(str):
    """A text with a look. It is a ``str`` because Django's templates ask only those how they want to be drawn.

    Made from the arguments of the dataclass below it, the first of which is its text.
    """

    def __new__(cls, *values: Any, **named: Any) -> Drawn:
        return str.__new__(cls, values[0] if values else next(iter(named.values())))

    def __html__(self) -> str:
        raise NotImplementedError


@dataclass(frozen=True)
class Link(Drawn):
    """``hidden`` is read aloud after the text, for links that would all sound alike: "Change" (the) "home borough"."""

    text: str
    url: str
    hidden: str = ""

    def __html__(self) -> str:
        return _LINK % (escape(self.url), escape(self.text), _HIDDEN % escape(self.hidden) if self.hidden else "")

    def __str__(self) -> str:
        return str(self.text)


HOME = Link("Home", "/")


def phone(number: str) -> Link | str:
    """A number that a phone can call. As it was typed, extension and all, where it holds no digits."""
    called = "".join(sign for sign in number.lower().partition("ext")[0].replace("(0)", "") if sign in "+0123456789")
    return Link(number, f"tel:{called}") if called else number


def email(address: str) -> Link | str:
    return Link(address, f"mailto:{address}") if address else address


@dataclass(frozen=True)
class Tag(Drawn):
    """A status in its own colour: the vocabulary's, or grey for a word that it does not have."""

    word: str
    colour: str = ""

    def __html__(self) -> str:
        return _TAG % (escape(self.colour or _COLOUR_OF.get(str(self.word), "grey")), escape(self.word))

    def __str__(self) -> str:
        return str(self.word)


@dataclass(frozen=True)
class Late(Drawn):
    """What says itself that it is overdue, in red: "Triage 2 days overdue"."""

    words: str

    def __html__(self) -> str:
        return _LATE % escape(self.words)

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Missing(Drawn):
    """Why there is nothing here. A value is never left blank."""

    words: str

    def __html__(self) -> str:
        return _SECONDARY % escape(self.words)

    def __str__(self) -> str:
        return self.words


NOT_KNOWN = Missing("Not known")
NOT_APPLICABLE = Missing("Not applicable")
NO_DATA = Missing("No data")
NOT_PROVIDED = Missing("Not provided")


@dataclass(frozen=True)
class NhsNumber(Drawn):
    """999 123 4567, never broken over two lines. Its text is the ten digits."""

    digits: str

    def __html__(self) -> str:
        return _NOWRAP % escape(words.in_threes(self.digits))

    def __str__(self) -> str:
        return self.digits


class Money(Decimal):
    """An amount in pounds, £180,000.00 on a page. In a file it stays the number that it is."""

    def __html__(self) -> str:
        return _NOWRAP % words.money(self)


@dataclass(frozen=True)
class NotNow(Drawn):
    """Something that can be done to a record, but not yet: with the sentence that says why."""

    text: str
    why: str

    def __html__(self) -> str:
        return _NOT_NOW % (escape(self.text), escape(self.why))

    def __str__(self) -> str:
        return f"{self.text}: {self.why}"


@dataclass(frozen=True)
class Corrected(Drawn):
    """A value that was corrected: as it stands, what it was struck through, when, and why."""

    now: Any
    was: str
    on: dt.date | dt.datetime
    why: str

    def __html__(self) -> str:
        return _CORRECTED % (shown(self.now), escape(self.was), words.day(self.on), escape(self.why))

    def __str__(self) -> str:
        return str(self.now)


class Several(Drawn):
    """Values side by side, such as a status and "Overdue". Of none it is an empty text."""

    def __new__(cls, values: Iterable[Any]) -> Several:
        values = tuple(values)
        several = super().__new__(cls, ", ".join(map(str, values)))
        several.values = values
        return several

    def __html__(self) -> str:
        return " ".join([shown(value) for value in self.values])


def shown(value: Any, missing: Missing = NOT_KNOWN) -> Markup:
    """How any value stands on a page, safe to print. The one place that decides it."""
    if isinstance(value, str) and value:
        return escape(value)
    if value is None or value == "":
        return Markup(missing.__html__())
    if isinstance(value, bool):
        return Markup("Yes" if value else "No")
    if isinstance(value, dt.datetime):
        return Markup(words.moment(value))
    if isinstance(value, dt.date):
        return Markup(_NOWRAP % words.day(value))
    return escape(value)
