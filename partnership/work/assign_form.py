"""Assigning rows of a list: a tick in each row, and one form for those that are ticked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from markupsafe import Markup

from partnership.access.models import User
from partnership.pages.forms import PortalForm
from partnership.pages.forms.layout import DrawnByPage, Submit


@dataclass(frozen=True)
class Tick:
    """The checkbox of a row that can be assigned."""

    key: str
    about: str
    id: str

    def __html__(self) -> str:
        return Markup(
            '<div class="nhsuk-checkboxes nhsuk-checkboxes--small"><div class="nhsuk-checkboxes__item">'
            '<input class="nhsuk-checkboxes__input" type="checkbox" name="items" id="{0}" value="{1}" form="assign">'
            '<label class="nhsuk-label nhsuk-checkboxes__label" for="{0}">'
            '<span class="nhsuk-u-visually-hidden">Assign {2}</span></label></div></div>'
        ).format(self.id, self.key, self.about)


class AssignForm(PortalForm):
    """``items`` are those on the page, the key of each with its reference; ``people`` those who can take them."""

    mark_optional = False
    layout = (DrawnByPage("items"), "to", Submit("Assign", variant="secondary", small=True))

    items = forms.MultipleChoiceField(
        label="Items",
        error_messages={
            "required": "Select at least 1 item to assign",
            "invalid_choice": "Something that you selected is no longer in this list. Check the list and select again",
        },
    )
    to = forms.ModelChoiceField(
        None,
        label="Assign to",
        empty_label="Select a person",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select who to assign to"),
    )

    def __init__(self, *args: Any, items: Iterable[tuple[str, str]], people: QuerySet[User], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = list(items)
        self.fields["to"].queryset = people
        self.helper.form_id, self.helper.form_class = "assign", "portal-assign portal-no-print"
