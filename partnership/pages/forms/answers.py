"""What was answered, in the words of the page: for check pages, conflict pages and what is kept of a form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.forms.boundfield import BoundField

from partnership.pages.values import NOT_PROVIDED, Several, shown

AS_TYPED = object()


def in_words(bound: BoundField, value: Any = AS_TYPED) -> Any:
    """The words of a choice, and any other value as it is. Without ``value``, what the bound form was sent."""
    if value is AS_TYPED:
        value = getattr(bound.form, "cleaned_data", {}).get(bound.name, bound.value())
    words = {str(key): label for key, label in _flat(getattr(bound.field, "choices", ()))}
    if isinstance(value, (list, tuple, set)):
        return Several(words.get(str(one), one) for one in value) or NOT_PROVIDED
    if value is None or value == "":
        return NOT_PROVIDED
    return words.get(str(getattr(value, "pk", value)), shown(value))


def _flat(choices: Iterable) -> Iterable[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from _flat(label)
        else:
            yield key, label
