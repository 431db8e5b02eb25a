"""Radios and checkboxes that explain their options and reveal further fields."""

from __future__ import annotations

from django import forms


class _Options:
    """``hints`` explains options, by value. ``reveals`` names the field, or the fields, that a value asks for next.

    ``inline`` puts two short options side by side. ``divider_before`` sets the option of that value apart with "or".
    """

    def __init__(self, *args, hints=None, reveals=None, inline=False, divider_before=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        self.reveals = {
            str(value): (names,) if isinstance(names, str) else tuple(names) for value, names in (reveals or {}).items()
        }
        self.inline = inline
        self.divider_before = divider_before


class Radios(_Options, forms.RadioSelect):
    """One of a few."""


class Checkboxes(_Options, forms.CheckboxSelectMultiple):
    """Any of a few."""
