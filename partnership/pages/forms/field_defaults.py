"""A field's defaults, set before it is first used: its error messages and its limits.

As late as can be, so that fields which a form added to itself get theirs too. Fields are copied for each form, so one
form's are never another's.
"""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, ProhibitNullCharactersValidator
from django.forms.utils import pretty_name

from partnership.arithmetic import words
from partnership.pages.forms.messages import put_in_house_words

LONGEST_LINE = 250
LONGEST_TEXT = 4000
LARGEST_INTEGER = 2_147_483_647  # PostgreSQL's integer


def apply_field_defaults(form: forms.BaseForm) -> None:
    """Also for a form that is not ours, such as a filter set's."""
    for name, field in form.fields.items():
        apply_defaults(field, str(field.label or pretty_name(name)))


def apply_defaults(field: forms.Field, label: str) -> None:
    if not hasattr(field, "has_defaults"):
        field.has_defaults = True
        _keep_within_bounds(field)
        put_in_house_words(field, label)


class HasFieldDefaults:
    """A field of ours in a form that is not: it gets its defaults when it cleans. Mix in before the field's class."""

    def clean(self, *values):
        apply_defaults(self, str(self.label or "Answer"))
        return super().clean(*values)


def _keep_within_bounds(field: forms.Field) -> None:
    if isinstance(field, forms.CharField):
        if field.max_length is None:
            field.max_length = LONGEST_TEXT if isinstance(field.widget, forms.Textarea) else LONGEST_LINE
            field.validators.append(MaxLengthValidator(field.max_length))
        _refuse_hidden_characters(field)
    elif isinstance(field, forms.IntegerField) and field.max_value is None:
        field.max_value = LARGEST_INTEGER
        field.validators.append(MaxValueValidator(LARGEST_INTEGER))
    elif isinstance(field, forms.ModelChoiceField):
        _refuse_no_choice(field)


def _refuse_hidden_characters(field: forms.CharField) -> None:
    """Before any other check: what nobody can see, PostgreSQL cannot store and no message can quote."""
    one_line = not isinstance(field.widget, forms.Textarea)

    def check(text: object) -> None:
        if isinstance(text, str) and words.hidden_character(text, one_line=one_line):
            raise ValidationError(field.error_messages["hidden_characters"], code="hidden_characters")

    others = [check for check in field.validators if not isinstance(check, ProhibitNullCharactersValidator)]
    field.validators = [check, *others]


def _refuse_no_choice(field: forms.ModelChoiceField) -> None:
    """A key with a NUL in it is no choice, like any other that is not on offer: Django has a sentence of its own."""

    def check(key: object) -> None:
        if "\0" in str(key):
            raise ValidationError(field.error_messages["invalid_choice"], code="invalid_choice", params={"value": key})

    field.validate_no_null_characters = check
