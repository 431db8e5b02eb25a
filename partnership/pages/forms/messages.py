"""Every refusal of a field as a sentence about its label: "Enter the date of birth", never "This field is required".

The words are those of the NHS service manual's error templates. A field that was given a message of its own in
``error_messages`` keeps it.
"""

from __future__ import annotations

from django import forms

from partnership.arithmetic import words

SELECT = "Select {the_name}"

# By Django's own classes; a field of ours has its messages in ``house_messages``. The nearest class has the last word.
HOUSE: dict[type, dict[str, str]] = {
    forms.Field: {"required": "Enter {the_name}"},
    forms.CharField: {
        "max_length": "{label} must be %(limit_value)d characters or less",
        "min_length": "{label} must be %(limit_value)d characters or more",
        "hidden_characters": "{label} must not include hidden characters. Type it again instead of pasting it",
    },
    forms.EmailField: {"invalid": "Enter an email address in the correct format, like name@example.com"},
    forms.ChoiceField: {"required": SELECT, "invalid_choice": SELECT},
    forms.TypedChoiceField: {"required": SELECT, "invalid_choice": SELECT},
    forms.MultipleChoiceField: {"required": SELECT, "invalid_choice": SELECT, "invalid_list": SELECT},
    forms.ModelChoiceField: {"required": SELECT, "invalid_choice": SELECT},
    forms.ModelMultipleChoiceField: {
        "required": SELECT,
        "invalid_choice": SELECT,
        "invalid_list": SELECT,
        "invalid_pk_value": SELECT,
    },
    forms.BooleanField: {"required": "Select ‘{label}’ to go on"},
    forms.IntegerField: {
        "invalid": "{label} must be a whole number, like 12",
        "min_value": "{label} must be {range}",
        "max_value": "{label} must be {range}",
    },
    forms.DecimalField: {"invalid": "{label} must be a number, like 12.5"},
    forms.UUIDField: {"invalid": "Enter {the_name} as it was given"},
}
# Django fills these in with %, so a label's own "%" has to be doubled.
_WITH_PARAMETERS = {
    *("max_length", "min_length", "invalid_choice", "invalid_pk_value", "min_value", "max_value"),
    *("part_missing", "not_real", "short_year", "year_range", "not_past", "not_future"),
}


NOT_A_CHOICE = ("invalid_choice", "invalid_list", "invalid_pk_value")


def put_in_house_words(field: forms.Field, label: str) -> None:
    """Give ``field`` its sentences. Fields are copied for each form, so this changes no other form's.

    A field with its own words for nothing chosen says the same of a value that is no choice.
    """
    if "required" in field.error_messages and _has_own(field, "required"):
        said = field.error_messages["required"].replace("%", "%%")
        field.error_messages |= {code: said for code in NOT_A_CHOICE if not _has_own(field, code)}
    parts = {
        "label": _subject(label),
        "name": words.in_a_sentence(label),
        "the_name": _the(label),
        "range": _range(field),
        "types": words.listed(getattr(field, "types", ("",)), "or"),
        "megabytes": getattr(field, "max_megabytes", ""),
        "limit": getattr(field, "limit", ""),
    }
    for code, template in _templates(type(field)).items():
        if not _has_own(field, code):
            sentence_parts = {key: str(part).replace("%", "%%") for key, part in parts.items()}
            field.error_messages[code] = template.format(**(sentence_parts if code in _WITH_PARAMETERS else parts))


def _has_own(field: forms.Field, code: str) -> bool:
    """Whether the field was given a message of its own, in place of Django's."""
    return field.error_messages.get(code) != _djangos_own(type(field), code)


def _templates(kind: type) -> dict[str, str]:
    found: dict[str, str] = {}
    for klass in reversed(kind.__mro__):
        found |= HOUSE.get(klass) or klass.__dict__.get("house_messages", {})
    return found


def _djangos_own(kind: type, code: str) -> str | None:
    for klass in kind.__mro__:
        if code in klass.__dict__.get("default_error_messages", {}):
            return klass.__dict__["default_error_messages"][code]
    return None


def _subject(label: str) -> str:
    """Begins a sentence: "Gender must be…" of "Gender, if different", "Explanation" of "Explain the correction"."""
    if label.endswith("?"):
        return "Your answer"
    return "Explanation" if label.startswith("Explain ") else label.partition(", if ")[0]


def _the(label: str) -> str:
    if label.endswith("?"):
        return f"an answer to ‘{label}’"
    name = words.in_a_sentence(label)
    return name if name.startswith(("a ", "an ", "the ", "your ")) else f"the {name}"


def _range(field: forms.Field) -> str:
    low, high = getattr(field, "min_value", None), getattr(field, "max_value", None)
    if low is not None and high is not None:
        return f"between {low:,} and {high:,}"
    return f"{low:,} or more" if low is not None else f"{high or 0:,} or less"
