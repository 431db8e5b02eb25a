"""Files of a referral, and which of the documents that it should come with are there."""

from __future__ import annotations

from django import forms

from forensic_hub.referrals.vocabulary import Paper
from partnership.pages.forms import CharacterCountField, PortalForm, Radios, UploadField

HAVE_IT, NOT_YET = "yes", "not_yet"


class DocumentForm(PortalForm):
    file = UploadField(label="Choose a file", help_text="PDF or DOCX, smaller than 10MB")
    paper = forms.ChoiceField(
        label="What is it?",
        choices=[("", "Another document"), *Paper.choices],
        required=False,
        help_text="A document of the checklist is ticked off when you add it.",
    )


class ChecklistForm(PortalForm):
    """Yes or Not yet for each document that a referral should come with."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for paper in Paper:
            self.fields[paper.value] = forms.ChoiceField(
                label=paper.label,
                choices=[(HAVE_IT, "Yes"), (NOT_YET, "Not yet")],
                widget=Radios(inline=True),
                error_messages={"required": f"Select whether you have the {paper.label.lower()}"},
            )

    @staticmethod
    def of(papers: list[str]) -> dict[str, str]:
        """What is there, as this form's initial answers."""
        return {paper.value: HAVE_IT if paper in papers else NOT_YET for paper in Paper}

    @property
    def papers(self) -> list[str]:
        return [name for name, answer in self.cleaned_data.items() if answer == HAVE_IT]

    @property
    def values(self) -> dict[str, list[str]]:
        return {"papers": self.papers}


class RemoveDocumentForm(PortalForm):
    why = CharacterCountField(
        label="Why is this document removed?",
        max_length=500,
        help_text="It is taken out of sight and kept for the record.",
        error_messages={"required": "Enter why this document is removed"},
    )
