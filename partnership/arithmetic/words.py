"""How a value reads in the NHS service manual's words: dates and times on London's clock, names, money, numbers."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from partnership.arithmetic import clock


def day(value: dt.date | dt.datetime | None) -> str:
    """16 April 2018. The date in London where a moment is given; nothing for None."""
    if value is None:
        return ""
    return _day(clock.local(value).date() if isinstance(value, dt.datetime) else value)


@lru_cache(maxsize=4000)
def short_day(date: dt.date) -> str:
    """16 Apr 2018, where a name and a date share one line."""
    return f"{date.day} {date:%b} {date.year}"


def day_and_month(value: dt.date | dt.datetime | None) -> str:
    """16 April, where the year goes without saying; nothing for None."""
    return day(value).rpartition(" ")[0]


def time_of_day(value: dt.datetime | dt.time) -> str:
    """9:32am, on the London clock."""
    time = clock.local(value) if isinstance(value, dt.datetime) else value
    return f"{time.hour % 12 or 12}:{time.minute:02}{'am' if time.hour < 12 else 'pm'}"


def moment(value: dt.datetime | dt.date | None) -> str:
    """16 April 2018 at 9:32am. A date alone stays a date: a time that is not known is never shown as midnight."""
    if isinstance(value, dt.datetime):
        here = clock.local(value)
        return f"{_day(here.date())} at {time_of_day(here.timetz())}"
    return day(value)


@lru_cache(maxsize=4000)
def _day(date: dt.date) -> str:
    return f"{date.day} {date:%B} {date.year}"


def days_left(days: int | None) -> str:
    """What a clock says: ``due in 3 days``, ``due today``, ``2 days overdue``. None is a paused clock."""
    if days is None:
        return "clock paused"
    if days == 0:
        return "due today"
    count = f"{abs(days)} {plural(abs(days), 'day')}"
    return f"due in {count}" if days > 0 else f"{count} overdue"


def initials(name: str | None) -> str:
    """AME for Ann-Marie Example."""
    return "".join(part[0].upper() for part in re.split(r"[\s\-]+", name or "") if part)


def in_threes(nhs_number: str | None) -> str:
    """999 123 4567, the way an NHS number is read aloud."""
    digits = nhs_number or ""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if len(digits) == 10 else digits


def amount(value: Decimal) -> str:
    """180,000.00, as it is typed."""
    return f"{value:,.2f}"


def money(value: Decimal | None) -> str:
    """£180,000.00, and -£30,000.00 for a loss; nothing for None."""
    if value is None:
        return ""
    return f"{'-' if value < 0 else ''}£{abs(value):,.2f}"


def plural(count: int, noun: str, nouns: str = "") -> str:
    return noun if count == 1 else nouns or f"{noun}s"


def with_article(noun: str) -> str:
    """a risk, an action"""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def listed(things: Sequence[str], joined_by: str = "and") -> str:
    """One, two and three."""
    *first, last = things
    return f"{', '.join(first)} {joined_by} {last}" if first else last


def sentence(words: str) -> str:
    """With a capital: "24 days overdue" and "Due today"."""
    return words[:1].upper() + words[1:]


def in_a_sentence(label: str) -> str:
    """A label inside a sentence: ``Date of birth`` becomes ``date of birth``, ``NHS number`` keeps its capitals.

    A first word keeps its capital when it is one of several capitals itself (NHS, GP) or begins a proper name
    (Mental Health Act section, Ministry of Justice restrictions).
    """
    first, *others = label.split(" ")
    begins_a_name = any(word[:1].isupper() and word[1:].islower() for word in others)
    if begins_a_name or any(letter.isupper() for letter in first[1:]):
        return label
    return label[:1].lower() + label[1:]


def hidden_character(text: str, *, one_line: bool = False) -> bool:
    """Whether ``text`` holds a character that nobody can see or store: NUL, other control codes, half a character.

    Line ends and tabs belong in a text of many lines only. Emoji, accents and the marks of right-to-left writing stay.
    """
    allowed = "" if one_line else "\n\r\t"
    return any(unicodedata.category(char) in ("Cc", "Cs") and char not in allowed for char in text)
