"""The environment in which every component is rendered: the NHS.UK macros, and ours in ``templates/components``.

Jinja renders a row five times quicker than a Django template does, and the official macros are written for it. Pages
stay Django templates and reach components through the tags of ``templatetags/nhs.py``.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, FileSystemLoader, PackageLoader
from markupsafe import escape

from partnership.arithmetic import words
from partnership.pages.values import shown


class DictFirst(Environment):
    """Looks into a dictionary before it asks for an attribute: parameters are dictionaries, and most are not given."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is not dict:
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return super().getattr(obj, attribute)
        if attribute in obj:
            return obj[attribute]
        return getattr(obj, attribute) if attribute in _OF_EVERY_DICT else self.undefined(obj=obj, name=attribute)


_OF_EVERY_DICT = frozenset(dir(dict))


@cache
def environment() -> Environment:
    env = DictFirst(
        loader=ChoiceLoader([FileSystemLoader(settings.TEMPLATES[0]["DIRS"]), PackageLoader("nhsuk_frontend_jinja")]),
        autoescape=True,
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    env.filters |= {"day": words.day, "moment": words.moment, "shown": shown}
    env.globals |= {"nhs": nhs, "nhs_kept": nhs_kept}
    return env


def form_token() -> SafeString:
    """The hidden field that lets a form take effect once. Fresh each time that a form is drawn."""
    return mark_safe(f'<input type="hidden" name="form_token" value="{uuid.uuid4()}">')


def component(name: str, **context: Any) -> SafeString:
    """One of our own components, ``templates/components/{name}.jinja``."""
    return mark_safe(_template(f"components/{name}.jinja").render(context))


def nhs(component: str, **params: Any) -> SafeString:
    """The official macro, as in ``nhs("button", text="Save", prevent_double_click=True)``.

    Parameters keep the macro's names in snake case; two underscores reach inside, so ``label__text`` is the text of
    the label. Every string is escaped unless it was marked safe, also where the macro itself trusts what it is given
    (``html``, the text of a label or legend, the heading of a card with a link).
    """
    return mark_safe(_macro(component)(_nested(params)))


def nhs_kept(component: str, **params: Any) -> SafeString:
    """The same, drawn once and kept for the next time with the very same parameters: for what many people see alike.

    An official control takes about a millisecond, and a blank form has a dozen. Not for what somebody typed: it will
    not be asked for again.
    """
    return _drawn(component, _Alike(_nested(params)))


class _Alike:
    """Parameters that are equal when they would print alike. They have been escaped, so markup never equals text."""

    def __init__(self, params: dict[str, Any]):
        self.params, self.key = params, repr(params)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Alike) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=1000)
def _drawn(component: str, alike: _Alike) -> SafeString:
    return mark_safe(_macro(component)(alike.params))


@cache
def _template(path: str):
    return environment().get_template(path)


@cache
def _macro(component: str) -> Callable[[dict], str]:
    folder = component.replace("_", "-")
    module = environment().get_template(f"nhsuk/components/{folder}/macro.jinja").module
    return getattr(module, _camel(component.replace("-", "_")))


def _nested(params: dict[str, Any]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for path, value in params.items():
        if "_" not in path:
            nested[path] = _escaped(value)
            continue
        *outer, last = (_camel(part) for part in path.split("__"))
        place = nested
        for part in outer:
            place = place.setdefault(part, {})
        place[last] = _escaped(value)
    return nested


def _escaped(value: Any) -> Any:
    kind = type(value)
    if kind is str:
        return escape(value)
    if kind is dict:
        return {key: _escaped(inner) for key, inner in value.items()}
    if kind is bool or value is None:
        return value
    if isinstance(value, (list, tuple)):
        return [_escaped(inner) for inner in value]
    if isinstance(value, (int, float)):
        return value
    return escape(value if hasattr(value, "__html__") else str(value))


@cache
def _camel(name: str) -> str:
    return re.sub(r"_([a-z])", lambda match: match.group(1).upper(), name)
