"""What one cell of a file must be. Each gives the value, or a sentence in the words of the portal's forms."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from partnership.access.refusals import Refusal
from partnership.arithmetic import clock
from partnership.arithmetic.words import hidden_character, in_a_sentence, listed

Parser = Callable[[str, str], Any]
"""Takes what stands in the cell, which is never blank, and the label of its column."""

EARLIEST_YEAR = 1900
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y")
_MONTHS = ("%Y-%m", "%m/%Y", "%B %Y", "%b %Y", "%b-%Y", "%b-%y")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(\D|$))")
_PLAIN_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,15})?", re.ASCII)


class CellRefused(Refusal):
    """What stands in a cell cannot be taken."""


@dataclass(frozen=True)
class Text:
    """One line of text. ``pattern`` with its sentence ``otherwise``, for codes and references."""

    max_length: int = 250
    pattern: str = ""
    otherwise: str = ""

    def __call__(self, text: str, label: str) -> str:
        if hidden_character(text, one_line=True):
            raise CellRefused(f"{label} must not include hidden characters or line breaks")
        if len(text) > self.max_length:
            raise CellRefused(f"{label} must be {self.max_length} characters or less")
        if self.pattern and not re.fullmatch(self.pattern, text):
            raise CellRefused(self.otherwise or f"Enter the {in_a_sentence(label)} as it is in the template's example")
        return text


@dataclass(frozen=True)
class Number:
    """A decimal with at most ``places`` after the point, as a person writes it: 1,234.5 too."""

    places: int = 4
    least: Decimal | None = None
    most: Decimal | None = None
    example: str = "12.5"

    def __call__(self, text: str, label: str) -> Decimal:
        number = self._read(text, label)
        below = self.least is not None and number < self.least
        above = self.most is not None and number > self.most
        if below or above:
            raise CellRefused(f"{label} must be {self._range()}")
        return number

    def _read(self, text: str, label: str) -> Decimal:
        plain = _GROUPED.sub("", text.replace("\N{MINUS SIGN}", "-").replace(" ", ""))
        try:
            number = Decimal(plain) if _PLAIN_NUMBER.fullmatch(plain) else None
        except InvalidOperation:
            number = None
        if number is None or number != round(number, self.places):
            raise CellRefused(self._not_one(label))
        return number

    def _not_one(self, label: str) -> str:
        return f"{label} must be a number, like {self.example}"

    def _range(self) -> str:
        if self.least is not None and self.most is not None:
            return f"between {self.least:,} and {self.most:,}"
        return f"{self.least:,} or more" if self.least is not None else f"{self.most:,} or less"


@dataclass(frozen=True)
class WholeNumber(Number):
    places: int = 0
    example: str = "12"

    def __call__(self, text: str, label: str) -> int:  # type: ignore[override]
        return int(super().__call__(text, label))

    def _not_one(self, label: str) -> str:
        return f"{label} must be a whole number, like {self.example}"


@dataclass(frozen=True)
class Money(Number):
    """Pounds and pence, with or without the sign; below nothing as well, unless ``least`` says otherwise."""

    places: int = 2

    def _read(self, text: str, label: str) -> Decimal:
        return super()._read(text.replace("£", "", 1), label)

    def _not_one(self, label: str) -> str:
        return f"{label} must be an amount of money, like 180000 or 180,000.50"


@dataclass(frozen=True)
class Day:
    """2018-04-16, 16/04/2018 or 16 April 2018. ``past``: today at the latest."""

    past: bool = False

    def __call__(self, text: str, label: str) -> dt.date:
        found = _read_date(text, _DAYS)
        if found is None:
            raise CellRefused(f"{label} must be a real date, like 16/04/2018")
        return _in_time(found, label, past=self.past)


@dataclass(frozen=True)
class Month:
    """2018-04, 04/2018 or April 2018, as the first day of the month: spreadsheets write that day themselves."""

    past: bool = False

    def __call__(self, text: str, label: str) -> dt.date:
        found = _read_date(text, _MONTHS) or _read_date(text, _DAYS)
        if found is None or found.day != 1:
            raise CellRefused(f"{label} must be a month, like 2018-04 or April 2018")
        return _in_time(found, label, past=self.past)


@dataclass(frozen=True)
class Choice:
    """One of a few, by value or by its words, in capitals or not. Gives the value."""

    choices: Mapping[str, str]
    _by_word: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_word = {str(word).casefold(): value for value, word in self.choices.items()}
        object.__setattr__(self, "_by_word", by_word | {str(value).casefold(): value for value in self.choices})

    def __call__(self, text: str, label: str) -> str:
        try:
            return self._by_word[text.casefold()]
        except KeyError:
            raise CellRefused(f"{label} must be {listed(list(map(str, self.choices.values())), 'or')}") from None


@dataclass(frozen=True)
class YesNo:
    def __call__(self, text: str, label: str) -> bool:
        try:
            return {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}[text.casefold()]
        except KeyError:
            raise CellRefused(f"{label} must be Yes or No") from None


def _read_date(text: str, formats: tuple[str, ...]) -> dt.date | None:
    for written in formats:
        try:
            return dt.datetime.strptime(text, written).date()
        except ValueError:
            continue
    return None


def _in_time(found: dt.date, label: str, *, past: bool) -> dt.date:
    if found.year < EARLIEST_YEAR:
        raise CellRefused(f"{label} must be in {EARLIEST_YEAR} or later")
    if past and found > clock.today():
        raise CellRefused(f"{label} must be today or in the past")
    return found
