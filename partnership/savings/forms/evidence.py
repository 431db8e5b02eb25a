"""Evidence of a saving: its address, or the file itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import URLValidator

from partnership.pages.forms import CharacterCountField, PortalForm, Radios, UploadField
from partnership.savings.models import MonthFigure, Saving

LINK, FILE = "link", "file"


class WebAddressField(forms.URLField):
    """An address that a browser opens as a page, and no other."""

    default_validators = [URLValidator(schemes=["https", "http"])]


class EvidenceForm(PortalForm):
    kind = forms.ChoiceField(
        label="What do you have?",
        choices=[(LINK, "A link"), (FILE, "A file")],
        widget=Radios(reveals={LINK: ("link", "name"), FILE: "file"}),
        error_messages={"required": "Select a link or a file"},
    )
    link = WebAddressField(
        label="Link",
        max_length=500,
        assume_scheme="https",
        error_messages={
            "required": "Enter the link",
            "invalid": "Link must be an address, like https://example.nhs.uk/report",
        },
    )
    name = forms.CharField(label="What it is", max_length=200, error_messages={"required": "Enter what the link is"})
    file = UploadField(label="File", help_text="PDF or DOCX, smaller than 10MB")
    figure = forms.ModelChoiceField(label="Which month is it for?", queryset=MonthFigure.objects.none(), required=False)

    blank_choice = "All of the saving"

    def __init__(self, *args, saving: Saving, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["figure"].queryset = saving.figures.own()
        self.fields["figure"].label_from_instance = lambda figure: figure.month_in_words

    @property
    def values(self) -> dict[str, Any]:
        names = ("file",) if self.cleaned_data["kind"] == FILE else ("link", "name")
        return {name: self.cleaned_data[name] for name in ("figure", *names)}


class RemoveForm(PortalForm):
    why = CharacterCountField(
        label="Why are you removing it?", max_length=500, error_messages={"required": "Enter why you are removing it"}
    )
