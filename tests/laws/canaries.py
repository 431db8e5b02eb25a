"""Words, numbers and days that stand on one row of the world each, and so tell whose row a page has shown."""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Any

MONTHS = list(calendar.month_name)[1:]
EVERYBODYS_DAYS = ("2017-", "2018-", "2019-")  # around the portal's today
FIRST_BIRTH = dt.date(1921, 2, 3)
FIRST_YOUNG_BIRTH = dt.date(2001, 5, 7)
FIRST_DAY_FAR_OFF = dt.date(2041, 1, 1)

_KINDS = {
    "a word": r"zq[a-z]{5}zq",
    "a reference": r"\b[A-Z]{2}-(?:\d{4}-\d{4,}|\d{6})\b",
    "a key": r"\b[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\b",
    "an NHS number": r"\b999 ?\d{3} ?\d{4}\b",
    "the sector of a postcode": r"\bZE\d\d? \d\b",
    "a day in a file": r"\b(?:19|20)\d\d-\d\d-\d\d\b",
    "a day on a page": rf"\b\d\d? (?:{'|'.join(MONTHS)}) (?:19|20)\d\d\b",
}
_TOKEN = re.compile("|".join(_KINDS.values()), re.IGNORECASE)


class Canaries:
    """Gives out values that nothing else has."""

    def __init__(self) -> None:
        self._words = ("".join(letters) for letters in itertools.product("bcdfghjklmnprstvw", repeat=5))
        self._numbers = itertools.count(1)
        self._births, self._young_births = itertools.count(), itertools.count()
        self._days = itertools.count()
        self._sectors = ((area, sector) for area in itertools.count(1) for sector in range(10))

    def word(self, longest: int = 200) -> str:
        return f"Zq{next(self._words)}zq"[:longest]

    def email(self) -> str:
        return f"{self.word()}@example.nhs.uk".lower()

    def birth(self) -> dt.date:
        """A year and some days apart, so that a year of birth alone does not show whose it is, and a day does."""
        return FIRST_BIRTH + dt.timedelta(days=97 * next(self._births))

    def young_birth(self) -> dt.date:
        """Of somebody who is 14 to 17 in the world's year."""
        return FIRST_YOUNG_BIRTH + dt.timedelta(days=17 * next(self._young_births))

    def day(self) -> dt.date:
        """Far off, where no clock of the portal reaches."""
        return FIRST_DAY_FAR_OFF + dt.timedelta(days=next(self._days))

    def sector(self) -> str:
        return "ZE{} {}".format(*next(self._sectors))

    def nhs_number(self) -> str:
        """The next number of the range for made-up people whose check digit is right."""
        for number in self._numbers:
            digits = f"999{number:06}"
            check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
            if check != 10:
                return f"{digits}{check % 11}"
        raise AssertionError("There is always another number.")


def tokens(text: str) -> set[str]:
    """What in a text may be a canary, each written one way however the page or file wrote it."""
    return {token for token in map(_plain, _TOKEN.findall(text)) if not token.startswith(EVERYBODYS_DAYS)}


def tokens_of(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict):
            yield from tokens_of(value.values())
        elif isinstance(value, (list, tuple)):
            yield from tokens_of(value)
        elif isinstance(value, dt.datetime):
            continue
        elif value is not None:
            yield from tokens(value.isoformat() if isinstance(value, dt.date) else str(value))


def _plain(found: str) -> str:
    """Lower case; a day as 1921-02-03, an NHS number and a key without gaps."""
    parts = found.split(" ")
    if len(parts) == 3 and parts[1].title() in MONTHS:
        return f"{parts[2]}-{MONTHS.index(parts[1].title()) + 1:02}-{int(parts[0]):02}"
    if found.startswith("999"):
        return found.replace(" ", "")
    return found.lower().replace("-", "") if len(found) >= 32 else found.lower()
