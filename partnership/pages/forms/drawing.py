"""A Django field as an NHS.UK form control: one function a kind of widget, each giving the official macro its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from partnership.pages.forms.dates import PARTS, DateParts
from partnership.pages.forms.text import CharacterCount
from partnership.pages.jinja import nhs, nhs_kept

Drawing = tuple[str, dict[str, Any]]  # an official component and its parameters


def draw(bound: BoundField) -> SafeString:
    """The control with its label, hint and error. Its form counts how often it was drawn, while it is laid out."""
    if (drawn := getattr(bound.form, "drawn", None)) is not None:
        drawn[bound.name] += 1
    if bound.is_hidden:
        return bound.as_widget()
    control = next(control for widget, control in _CONTROLS if isinstance(bound.field.widget, widget))
    component, params = control(bound)
    return nhs(component, **params) if _is_typed_in(bound) else nhs_kept(component, **params)


def asked(form: forms.BaseForm) -> Iterable[BoundField]:
    """The questions that are drawn by themselves: those that a choice reveals are drawn with it."""
    return form.asked_fields() if hasattr(form, "asked_fields") else form.visible_fields()


def first_input_id(bound: BoundField) -> str:
    """Where a line of the error summary leads: the first box that is wrong."""
    if isinstance(bound.field.widget, DateParts):
        return f"{bound.auto_id}_{(_wrong_parts(bound) or PARTS)[0]}"
    return bound.auto_id


def error_list(form: forms.BaseForm) -> list[dict[str, str]]:
    """The lines of the error summary, in the order of the page: the first error of each field, with its link."""
    lines = [
        {"text": strip_tags(bound.errors[0]), "href": f"#{first_input_id(bound)}"}
        for bound in form.visible_fields()
        if bound.errors
    ]
    first = next(iter(form.visible_fields()), None)
    href = f"#{first_input_id(first)}" if first else ""
    hidden = [error for bound in form.hidden_fields() for error in bound.errors]
    return [{"text": strip_tags(error), "href": href} for error in [*form.non_field_errors(), *hidden]] + lines


def label_text(bound: BoundField) -> str:
    """The label, which says so when the field may be left out."""
    may_be_left_out = not bound.field.required and not isinstance(bound.field.widget, forms.CheckboxInput)
    may_be_left_out = may_be_left_out and bound.name not in getattr(bound.form, "one_of", ())
    label = str(bound.label)
    if may_be_left_out and getattr(bound.form, "mark_optional", True) and "(optional)" not in label:
        return f"{label} (optional)"
    return label


def _is_typed_in(bound: BoundField) -> bool:
    """Whether somebody's own words stand in the control, or in one that it reveals."""
    widget = bound.field.widget
    if any(_is_typed_in(bound.form[name]) for names in getattr(widget, "reveals", {}).values() for name in names):
        return True
    if isinstance(widget, (forms.widgets.ChoiceWidget, forms.CheckboxInput, forms.FileInput)):
        return False
    value = bound.value()
    return any(value) if isinstance(value, list) else bool(value)


def _common(bound: BoundField) -> dict[str, Any]:
    params: dict[str, Any] = {"name": bound.html_name, "id": bound.auto_id}
    if bound.help_text:
        params["hint"] = {"text": bound.help_text}
    if bound.errors:
        params["errorMessage"] = {"html": bound.errors[0]}
    attrs = dict(bound.field.widget.attrs)
    for handled in ("maxlength", "minlength", "min", "max", "step", "required", "rows", "cols", "type"):
        attrs.pop(handled, None)
    params["classes"] = attrs.pop("class", "")
    params["attributes"] = attrs
    return params


def _title(bound: BoundField) -> dict[str, Any]:
    heading = getattr(bound.form, "heading_field", "") == bound.name
    return {"text": label_text(bound), "size": "l" if heading else "s", "isPageHeading": heading}


def _typed(bound: BoundField) -> str:
    """What stands in the box. Half a character, which no page can carry, is shown as a question mark."""
    value = bound.field.widget.format_value(bound.value())
    return str("" if value is None else value).encode("utf-8", "replace").decode()


def _text(bound: BoundField) -> Drawing:
    widget, params = bound.field.widget, _common(bound)
    kind = widget.attrs.get("type") or widget.input_type
    if kind == "number":
        kind, params["inputmode"], params["width"] = "text", "numeric", 5
    # What is typed here is about other people: a browser must not offer it again.
    params["attributes"].setdefault("autocomplete", "off")
    return "input", params | {"type": kind, "label": _title(bound), "value": _typed(bound)}


def _password(bound: BoundField) -> Drawing:
    params = _common(bound)
    autocomplete = params["attributes"].pop("autocomplete", "current-password")
    return "password_input", params | {"label": _title(bound), "autocomplete": autocomplete}


def _textarea(bound: BoundField) -> Drawing:
    return "textarea", _common(bound) | {"label": _title(bound), "value": _typed(bound), "rows": 5}


def _character_count(bound: BoundField) -> Drawing:
    params = {"label": _title(bound), "value": _typed(bound), "maxlength": bound.field.max_length, "rows": 4}
    return "character_count", _common(bound) | params


def _file(bound: BoundField) -> Drawing:
    return "file_upload", _common(bound) | {"label": _title(bound)}


def _select(bound: BoundField) -> Drawing:
    blank = getattr(bound.form, "blank_choice", "Select an option")
    items = [item for item in _items(bound) if item["value"] or item["text"].strip("-")]
    if all(item["value"] for item in items):
        items.insert(0, {"value": "", "text": blank})
    for item in items:
        item["selected"] = item.pop("checked", False)
    return "select", _common(bound) | {"label": _title(bound), "items": items}


def _choices(component: str) -> Callable[[BoundField], Drawing]:
    def control(bound: BoundField) -> Drawing:
        widget, params = bound.field.widget, _common(bound)
        params |= {"idPrefix": params.pop("id"), "fieldset": {"legend": _title(bound)}, "items": _explained(bound)}
        if getattr(widget, "inline", False):
            params["classes"] = f"{params['classes']} nhsuk-{component}--inline"
        return component, params

    return control


def _single_checkbox(bound: BoundField) -> Drawing:
    params = _common(bound)
    item = {"value": "on", "text": label_text(bound), "checked": bool(bound.value()), "hint": params.pop("hint", None)}
    return "checkboxes", params | {"idPrefix": params.pop("id"), "items": [item]}


def _date(bound: BoundField) -> Drawing:
    params, wrong = _common(bound), _wrong_parts(bound)
    values = bound.field.widget.parts(bound.value())
    items = [
        {
            "id": f"{bound.auto_id}_{part}",
            "name": f"{bound.html_name}_{part}",
            "label": part.capitalize(),
            "value": values[part].encode("utf-8", "replace").decode(),
            "width": 4 if part == "year" else 2,
            "error": part in wrong,
            "autocomplete": "off",
        }
        for part in PARTS
    ]
    return "date_input", params | {"fieldset": {"legend": _title(bound)}, "items": items}


def _wrong_parts(bound: BoundField) -> list[str]:
    """The boxes that an error is about: those that it names, or all three."""
    for error in bound.form.errors.as_data().get(bound.name, []):
        return (error.params or {}).get("parts") or list(PARTS)
    return []


def _items(bound: BoundField) -> list[dict[str, Any]]:
    widget = bound.field.widget
    chosen = widget.format_value(bound.value())
    return [
        {"value": str(option["value"]), "text": str(option["label"]), "checked": bool(option["selected"])}
        for option in widget.options(bound.html_name, chosen)
    ]


def _explained(bound: BoundField) -> list[dict[str, Any]]:
    """The options with their hints, what they reveal, and the divider."""
    widget, explained = bound.field.widget, []
    for item in _items(bound):
        value = item["value"]
        if value == getattr(widget, "divider_before", None):
            explained.append({"divider": "or"})
        if hint := getattr(widget, "hints", {}).get(value):
            item["hint"] = {"text": hint}
        if revealed := getattr(widget, "reveals", {}).get(value):
            item["conditional"] = {"html": mark_safe("".join(draw(bound.form[name]) for name in revealed))}
        explained.append(item)
    return explained


# In this order: to Django, checkboxes are radios, and several widgets are text inputs.
_CONTROLS: tuple[tuple[type[forms.Widget], Callable[[BoundField], Drawing]], ...] = (
    (DateParts, _date),
    (forms.CheckboxSelectMultiple, _choices("checkboxes")),
    (forms.RadioSelect, _choices("radios")),
    (forms.CheckboxInput, _single_checkbox),
    (forms.Select, _select),
    (CharacterCount, _character_count),
    (forms.Textarea, _textarea),
    (forms.FileInput, _file),
    (forms.PasswordInput, _password),
    (forms.widgets.Input, _text),
)
