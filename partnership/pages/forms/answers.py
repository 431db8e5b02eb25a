"""What was answered, in the words of the page: for check pages, conflict pages and what is kept of a form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.forms.boundfield import BoundField

from partnership.arithmetic import words
from partnership.pages.values import NOT_PROVIDED

AS_TYPED = object()


def in_words(bound: BoundField, value: Any = AS_TYPED, missing: str = NOT_PROVIDED) -> str:
    """The words of a choice, a date as it is said, and any other value as its field says it (``say``), or as it is;
    ``missing`` where there is none.

    Without ``value``, what the bound form was sent.
    """
    if value is AS_TYPED:
        value = getattr(bound.form, "cleaned_data", {}).get(bound.name, bound.value())
    labels = {str(key): str(label) for key, label in _flat(getattr(bound.field, "choices", ()))}
    values = value if isinstance(value, (list, tuple, set, QuerySet)) else [value]
    named = [(one, labels.get(str(bound.field.prepare_value(one)))) for one in values if one not in (None, "")]
    say = getattr(bound.field, "say", str)
    return ", ".join(_said(one, label, say) for one, label in named) or missing


def _said(value: Any, label: str | None, say: Callable[[Any], str]) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if label is not None and not isinstance(value, Model):
        return label
    if isinstance(value, dt.time):
        return words.time_of_day(value)
    if isinstance(value, dt.date):
        return words.moment(value)
    return say(value)


def _flat(choices: Iterable) -> Iterable[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from _flat(label)
        else:
            yield key, label
