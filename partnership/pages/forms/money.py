"""An amount of money, in pounds and pence."""

from __future__ import annotations

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from partnership.arithmetic import words
from partnership.pages.forms.field_defaults import HasFieldDefaults

MOST = 1_000_000_000
_AMOUNT = re.compile(r"([-\u2212]?)£?([-\u2212]?)(\d{1,12}|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?", re.ASCII)


class MoneyField(HasFieldDefaults, forms.CharField):
    """Takes 180000, 180,000.50 and £180,000; gives a Decimal of whole pence, or None where nothing was typed.

    ``negative``: whether it may be below nought (a loss). ``below``: pounds that its column does not hold any more.
    """

    house_messages = {
        "money": "{label} must be an amount of money, like 180000 or 180,000.50",
        "negative": "{label} must be 0 or more",
        "too_much": "{label} must be less than {limit}",
    }

    def __init__(self, *, negative: bool = False, below: int = MOST, **kwargs):
        attrs = {
            "class": "nhsuk-input--width-10",
            "inputmode": "text" if negative else "decimal",
            "spellcheck": "false",
        }
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)
        self.negative, self.below = negative, below

    @property
    def limit(self) -> str:
        return f"£{self.below:,}"

    @staticmethod
    def say(value) -> str:
        return words.money(value) if isinstance(value, Decimal) else str(value)

    def prepare_value(self, value):
        return words.amount(value) if isinstance(value, Decimal) else value

    def clean(self, value):
        if isinstance(value, Decimal):
            return value
        typed = super().clean(value)
        return self._read(typed) if typed else None

    def has_changed(self, initial, data) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def _read(self, typed: str) -> Decimal:
        match = _AMOUNT.fullmatch(typed.replace(" ", ""))
        if not match or (match[1] and match[2]):
            raise self._refusal("money")
        amount = Decimal(f"{match[3].replace(',', '')}.{(match[4] or '').ljust(2, '0')}")
        if amount >= self.below:
            raise self._refusal("too_much")
        if (match[1] or match[2]) and amount and not self.negative:
            raise self._refusal("negative")
        return -amount if match[1] or match[2] else amount

    def _refusal(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)
