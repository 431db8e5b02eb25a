"""Numbers and codes that people read aloud: spaces and dashes are theirs to use, mistakes are told one by one."""

from __future__ import annotations

import re

import nhs_number
from django import forms
from django.core.exceptions import ValidationError

from partnership.organisations import postcodes
from partnership.pages.forms.field_defaults import HasFieldDefaults

_SEPARATORS = re.compile(r"[\s\-‐-―−]+")
_NATIONAL_INSURANCE = re.compile(r"[A-Z]{2}\d{6}[A-D]?", re.ASCII | re.IGNORECASE)
_TEN_DIGITS = re.compile(r"\d{10}", re.ASCII)
_PHONE = re.compile(r"(\+|00)?[\d]{10,15}(x|ext\.?)?\d{0,6}", re.ASCII | re.IGNORECASE)


class _Identifier(HasFieldDefaults, forms.CharField):
    """Takes out what separates; ``read`` gives the rest its one form or refuses it."""

    def __init__(self, **kwargs):
        attrs = {"spellcheck": "false", **self.attributes}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)

    def clean(self, value):
        typed = super().clean(value)
        return self.read(typed) if typed else typed

    def _refuse(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)


class NhsNumberField(_Identifier):
    """Gives the ten digits, the last of which has been checked (modulus 11)."""

    attributes = {"class": "nhsuk-input--width-10", "inputmode": "numeric"}
    house_messages = {
        "required": "Enter the NHS number",
        "max_length": "NHS number must be 10 numbers",
        "national_insurance": "This looks like a National Insurance number. Enter the 10 digit NHS number",
        "letters": "NHS number must not include letters",
        "ten_numbers": "NHS number must be 10 numbers",
        "not_correct": "Check the NHS number – one or more digits are not correct",
    }

    def read(self, typed: str) -> str:
        digits = _SEPARATORS.sub("", typed)
        if _NATIONAL_INSURANCE.fullmatch(digits):
            raise self._refuse("national_insurance")
        if any(char.isalpha() for char in digits):
            raise self._refuse("letters")
        if not _TEN_DIGITS.fullmatch(digits):
            raise self._refuse("ten_numbers")
        if not nhs_number.is_valid(digits):
            raise self._refuse("not_correct")
        return digits


class PostcodeField(_Identifier):
    """Gives the postcode in capitals with its one space. ZZ99 3VZ, no fixed abode, is a postcode."""

    attributes = {"class": "nhsuk-input--width-10", "autocapitalize": "characters"}
    house_messages = {
        "required": "Enter a postcode",
        "max_length": "Enter a full UK postcode, like SE5 8AZ",
        "not_a_postcode": "Enter a full UK postcode, like SE5 8AZ",
    }

    def read(self, typed: str) -> str:
        try:
            return postcodes.normalise(typed)
        except postcodes.NotAPostcode:
            raise self._refuse("not_a_postcode") from None


class HomePostcodeField(PostcodeField):
    """Takes a whole postcode and gives only what is kept of a home's: the rest is forgotten where it is typed."""

    keeps_no_more_than_it_gives = True

    def read(self, typed: str) -> str:
        try:
            return postcodes.kept_part(typed)
        except postcodes.NotAPostcode:
            raise self._refuse("not_a_postcode") from None


class PhoneField(_Identifier):
    """Gives the number as it was typed: an extension or a way of spacing it is worth keeping."""

    attributes = {"class": "nhsuk-input--width-20", "inputmode": "tel", "type": "tel"}
    house_messages = {
        "required": "Enter a phone number",
        "max_length": "Enter a phone number, like 020 7946 0000 or 07700 900 982",
        "not_a_number": "Enter a phone number, like 020 7946 0000 or 07700 900 982",
    }

    def read(self, typed: str) -> str:
        if not _PHONE.fullmatch(re.sub(r"[\s\-().]+", "", typed)):
            raise self._refuse("not_a_number")
        return typed
