"""A date in three boxes, and a time in one."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from django import forms
from django.core.exceptions import ValidationError

from partnership.arithmetic import clock, words
from partnership.pages.forms.field_defaults import HasFieldDefaults

PARTS = ("day", "month", "year")
FIRST_YEAR, LAST_YEAR = 1900, 2100

_MONTH_OF = {
    name: number
    for number, month in enumerate(calendar.month_name)
    for name in (month.lower(), month[:3].lower())
    if number
}
_MONTH_OF["sept"] = 9

_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?\.?m?\.?", re.ASCII | re.IGNORECASE)


class DateParts(forms.MultiWidget):
    """Day, month and year, each sent under its own name: ``received_on_day``."""

    def __init__(self, attrs=None):
        super().__init__({part: forms.TextInput() for part in PARTS}, attrs)

    def decompress(self, value):
        if isinstance(value, dt.date):
            return [str(value.day), str(value.month), str(value.year)]
        return ["", "", ""]

    def parts(self, value) -> dict[str, str]:
        """What stands in each box, for a date or for what was typed."""
        typed = value if isinstance(value, (list, tuple)) else self.decompress(value)
        return {part: str(text or "") for part, text in zip(PARTS, typed, strict=False)}


class NhsDateField(HasFieldDefaults, forms.Field):
    """A date. The month may be 4, 04, apr or April. The error names the boxes that are wrong in ``params["parts"]``.

    ``past``: today or earlier. ``future``: after today. ``years``: how many before and after this one are likely, where
    a year far away is a slip of the hand.
    """

    widget = DateParts
    house_messages = {
        "required": "Enter {the_name}",
        "part_missing": "{label} must include a %(missing)s",
        "not_real": "{label} must be a real date",
        "short_year": "Year must include 4 numbers",
        "year_range": "Year must be between %(first)d and %(last)d",
        "not_past": "{label} must be today or in the past",
        "not_future": "{label} must be in the future",
    }

    def __init__(self, *, past: bool = False, future: bool = False, years: tuple[int, int] | None = None, **kwargs):
        super().__init__(**kwargs)
        self.past, self.future, self.years = past, future, years

    def to_python(self, value):
        if value is None or isinstance(value, dt.date):
            return value
        typed = dict(zip(PARTS, value, strict=False)) if isinstance(value, (list, tuple)) else {"day": value}
        typed = {part: str(typed.get(part) or "").strip() for part in PARTS}
        missing = [part for part in PARTS if not typed[part]]
        if len(missing) == len(PARTS):
            return None
        if missing:
            raise self._refusal("part_missing", missing, missing=words.listed(missing))
        return self._date(**typed)

    def validate(self, value):
        super().validate(value)
        if value and self.past and value > clock.today():
            raise self._refusal("not_past", PARTS)
        if value and self.future and value <= clock.today():
            raise self._refusal("not_future", PARTS)

    def _date(self, day: str, month: str, year: str) -> dt.date:
        numbers = {"day": _number(day, 2), "month": _month(month), "year": _number(year, 4)}
        wrong = [part for part, number in numbers.items() if number is None]
        if wrong == ["year"] and year.isdecimal():
            raise self._refusal("short_year", wrong)
        if wrong:
            raise self._refusal("not_real", wrong)
        return self._real(**numbers)

    def _real(self, day: int, month: int, year: int) -> dt.date:
        first, last = self._likely_years()
        if not first <= year <= last:
            raise self._refusal("year_range", ["year"], first=first, last=last)
        try:
            return dt.date(year, month, day)
        except ValueError:
            raise self._refusal("not_real", ["month"] if not 1 <= month <= 12 else ["day"]) from None

    def _likely_years(self) -> tuple[int, int]:
        if self.years is None:
            return FIRST_YEAR, LAST_YEAR
        before, after = self.years
        return clock.today().year - before, clock.today().year + after

    def _refusal(self, code: str, parts, **params) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"parts": list(parts), **params})


class NhsTimeField(HasFieldDefaults, forms.CharField):
    """A time of day in London: 9:32am, 09:32, 9.32 and 9am are all taken. Gives a ``datetime.time``, or None."""

    house_messages = {"invalid": "{label} must be a time, like 9:32am"}

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "nhsuk-input--width-5"}))
        super().__init__(**kwargs)
        self.max_length = 20

    def prepare_value(self, value):
        return words.time_of_day(value) if isinstance(value, dt.time) else value

    def to_python(self, value):
        if value is None or isinstance(value, dt.time):
            return value
        typed = super().to_python(value)
        return self._time(typed) if typed else None

    def run_validators(self, value):
        """Those of a text have nothing to say to a time."""

    def _time(self, typed: str) -> dt.time:
        match = _TIME.fullmatch(typed)
        hour, minute, half = match.groups() if match else ("99", "0", None)
        hour, minute = int(hour), int(minute or 0)
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half.lower() == "p" else 0)
        elif half or (match and match[2] is None):
            hour = 99
        if hour > 23 or minute > 59:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return dt.time(hour, minute)


def _number(typed: str, digits: int) -> int | None:
    exact = len(typed) == digits if digits == 4 else len(typed) <= digits
    return int(typed) if typed.isdecimal() and exact else None


def _month(typed: str) -> int | None:
    return _MONTH_OF.get(typed.lower().rstrip(".")) or _number(typed, 2)
