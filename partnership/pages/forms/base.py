"""The form that every page's form is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from crispy_forms.layout import LayoutObject
from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import cached_property

from partnership.arithmetic import words
from partnership.pages.forms.answers import in_words
from partnership.pages.forms.field_defaults import apply_field_defaults
from partnership.pages.forms.layout import Buttons, PortalHelper


class HouseForm(forms.BaseForm):
    """What a form of a dependency (signing in) needs in order to read like ours: mix it in before the form's class."""

    button = "Save and continue"
    heading_field = ""  # the field whose label is the page's H1, on a page with one question
    mark_optional = True
    one_of: tuple[str, ...] = ()  # fields of which one has to be answered: none of them is called optional
    blank_choice = "Select an option"
    layout: tuple[str | LayoutObject | Buttons, ...] = ()  # partnership.pages.forms.layout

    @cached_property
    def helper(self) -> PortalHelper:
        """What ``{% crispy form %}`` draws it with."""
        return PortalHelper(self)

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes, by the names of its arguments: the answers, unless a form says otherwise."""
        return self.cleaned_data

    @property
    def revealed_by(self) -> dict[str, tuple[str, str]]:
        """Each revealed field's name, with the choice that reveals it: its field and its value."""
        return {
            revealed: (name, value)
            for name, field in self.fields.items()
            for value, names in getattr(field.widget, "reveals", {}).items()
            for revealed in names
        }

    def asked_fields(self) -> Iterator[BoundField]:
        """The visible fields in order, each revealed one left to the choice that reveals it."""
        revealed = self.revealed_by
        return (field for field in self.visible_fields() if field.name not in revealed)

    def full_clean(self):
        apply_field_defaults(self)
        super().full_clean()


class PortalForm(HouseForm, forms.Form):
    """Refuses in the portal's words, whatever was sent: a hostile value is a sentence, never an error page.

    Every field has an end: 250 characters on a line, 4,000 in a text of many lines, unless the field says otherwise.
    A choice may reveal fields (``Radios(reveals=…)``). They are asked, and checked, only when it is chosen;
    otherwise they are as if nobody had filled them in.
    """

    def answers(self) -> list[tuple[str, str]]:
        """Each question that was asked with its answer in words, for a page that checks them."""
        asked = (bound for bound in self.visible_fields() if self.is_asked(bound.name))
        return [(str(bound.label), in_words(bound, missing="")) for bound in asked]

    def must_not_be_before(self, name: str, limit: dt.date | None, what: str) -> None:
        """In ``clean``: the date in ``name`` is the same as or after ``limit``, named ``what``: "the date received"."""
        value = self.cleaned_data.get(name)
        if value and limit and value < limit:
            label = self.fields[name].label
            self.add_error(name, f"{label} must be the same as or after {words.day(limit)}, {what}")

    def _clean_fields(self):
        super()._clean_fields()
        for name in self.revealed_by:
            if not self.is_asked(name):
                self._errors.pop(name, None)
                self.cleaned_data[name] = self.fields[name].to_python(None)

    def is_asked(self, name: str) -> bool:
        """Whether the field is on the page, or was revealed by what was chosen."""
        chooser, value = self.revealed_by.get(name, (None, None))
        chosen = self.cleaned_data.get(chooser) if chooser else value
        return value in {str(one) for one in (chosen if isinstance(chosen, (list, tuple)) else [chosen])} or not chooser
