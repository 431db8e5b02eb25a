"""Values that know how they look: put one in a table cell, a summary list or a template, and it draws itself.

Each has a look for the page (``__html__``) and a text for a CSV file (``str``).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from partnership.pages import words

_LINK = Markup('<a class="nhsuk-link" href="{}">{}{}</a>')
_HIDDEN = Markup('<span class="nhsuk-u-visually-hidden"> {}</span>')
_SECONDARY = Markup('<span class="nhsuk-u-secondary-text-colour">{}</span>')
_TAG = Markup('<strong class="nhsuk-tag nhsuk-tag--{}">{}</strong>')
_NOWRAP = Markup('<span class="portal-nowrap">{}</span>')

# One word, one colour, on every page. Red says that somebody has to act now, and nothing else does.
_COLOURS = {
    "red": ("Overdue", "Expired", "Urgent", "Emergency"),
    "blue": ("New", "Assessment due", "Identified", "Requested", "Open", "Submitted"),
    "yellow": ("Waiting for information", "Waiting for person", "Expiring soon", "Returned", "Has errors"),
    "purple": ("Assessment booked", "Date agreed", "Under review", "In progress", "Due today"),
    "orange": ("Awaiting decision", "Not ready", "Responsibility to be confirmed"),
    "aqua-green": ("Bed search", "Searching", "Offer made", "Bed identified", "Reserved", "Partnership"),
    "green": ("Placed", "Active", "Ready", "Completed", "Available", "Admitted", "Moved", "Met", "Received"),
    "white": ("Routine", "Draft", "Planned"),
}
_COLOUR_OF = {word: colour for colour, of_it in _COLOURS.items() for word in of_it}


@dataclass(frozen=True)
class Link:
    """``hidden`` is read aloud after the text, for links that would all sound alike: "Change" (the) "home borough"."""

    text: str
    url: str
    hidden: str = ""

    def __html__(self) -> str:
        return _LINK.format(self.url, self.text, _HIDDEN.format(self.hidden) if self.hidden else "")

    def __str__(self) -> str:
        return str(self.text)


@dataclass(frozen=True)
class Tag:
    """A status in its own colour: the vocabulary's, or grey for a word that it does not have."""

    word: str
    colour: str = ""

    def __html__(self) -> str:
        return _TAG.format(self.colour or _COLOUR_OF.get(str(self.word), "grey"), self.word)

    def __str__(self) -> str:
        return str(self.word)


@dataclass(frozen=True)
class Missing:
    """Why there is nothing here. A value is never left blank."""

    words: str

    def __html__(self) -> str:
        return _SECONDARY.format(self.words)

    def __str__(self) -> str:
        return self.words


NOT_KNOWN = Missing("Not known")
NOT_APPLICABLE = Missing("Not applicable")
NO_DATA = Missing("No data")
NOT_PROVIDED = Missing("Not provided")


@dataclass(frozen=True)
class NhsNumber:
    """999 123 4567, never broken over two lines. Its text is the ten digits."""

    digits: str

    def __html__(self) -> str:
        return _NOWRAP.format(words.in_threes(self.digits))

    def __str__(self) -> str:
        return self.digits


class Several(tuple):
    """Values side by side, such as a status and "Overdue"."""

    def __html__(self) -> str:
        return Markup(" ").join(shown(value) for value in self)

    def __str__(self) -> str:
        return ", ".join(str(value) for value in self)


def shown(value: Any, missing: Missing = NOT_KNOWN) -> Markup:
    """How any value stands on a page, safe to print. The one place that decides it."""
    if isinstance(value, str) and value:
        return escape(value)
    if value is None or value == "":
        return Markup(missing.__html__())
    if isinstance(value, bool):
        return Markup("Yes" if value else "No")
    if isinstance(value, dt.date):
        return _NOWRAP.format(words.day(value)) if not isinstance(value, dt.datetime) else escape(words.moment(value))
    return escape(value)
