"""The cells that national files share, with the sentence for each that cannot be taken."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from partnership.organisations import postcodes
from partnership.organisations.models import located


class Text(forms.CharField):
    """A word or name. `shape` is what the whole of it looks like, `example` is one."""

    def __init__(self, label: str, *, max_length: int, shape: str = "", example: str = "") -> None:
        self.shape, self.example = shape, example
        super().__init__(
            label=label,
            max_length=max_length,
            error_messages={
                "required": f"Enter the {label}",
                "max_length": f"{label[0].upper()}{label[1:]} must be {max_length} characters or less",
            },
        )

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if self.shape and not re.fullmatch(self.shape, text := text.upper()):
            raise forms.ValidationError(f"Enter the {self.label}, like {self.example}")
        return text


class Degrees(forms.FloatField):
    def __init__(self, label: str, *, least: float, most: float, example: float) -> None:
        super().__init__(
            label=label,
            min_value=least,
            max_value=most,
            error_messages={
                "required": f"Enter the {label}",
                "invalid": f"{label.capitalize()} must be a number, like {example}",
                "min_value": f"{label.capitalize()} must be between {least:g} and {most:g}",
                "max_value": f"{label.capitalize()} must be between {least:g} and {most:g}",
            },
        )


class Day(forms.DateField):
    """A day as ODS writes it, 20020401, or as everybody else does, 2002-04-01."""

    def __init__(self, label: str, *, required: bool) -> None:
        super().__init__(
            required=required,
            input_formats=["%Y%m%d", "%Y-%m-%d"],
            error_messages={
                "required": f"Enter the {label}",
                "invalid": f"{label.capitalize()} must be a real date, like 20020401",
            },
        )


class Postcode(forms.CharField):
    def __init__(self) -> None:
        super().__init__(error_messages={"required": str(postcodes.NotAPostcode())})

    def clean(self, value: Any) -> str:
        try:
            return postcodes.normalise(super().clean(value))
        except postcodes.NotAPostcode as error:
            raise forms.ValidationError(str(error)) from error


def latitude() -> Degrees:
    return Degrees("latitude", least=located.SOUTHERNMOST, most=located.NORTHERNMOST, example=51.47411)


def longitude() -> Degrees:
    return Degrees("longitude", least=located.WESTERNMOST, most=located.EASTERNMOST, example=-0.09297)
