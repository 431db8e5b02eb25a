"""A text of many lines, with a count of the characters that are left."""

from __future__ import annotations

from django import forms

NO_CLINICAL_NOTES = "Do not include clinical notes that belong in the patient's record."


class CharacterCount(forms.Textarea):
    """Drawn with the count under it. The field's ``max_length`` is the limit."""


class CharacterCountField(forms.CharField):
    """Counts as the person does: a line end is one character, whichever way the browser sent it."""

    widget = CharacterCount

    def __init__(self, *, max_length: int, **kwargs):
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
