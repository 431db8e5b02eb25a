"""What the pages of milestones and actions ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from partnership.access.models import User
from partnership.organisations.models import Organisation
from partnership.pages.forms import CharacterCountField, NhsDateField, PortalForm, Radios
from partnership.programmes.forms.fields import NAME_NO_PATIENT, HasAnOwner, OwnerField, WebAddressField
from partnership.programmes.models.commitment import Commitment
from partnership.programmes.vocabulary import Progress

PARTNERSHIP = "partnership"


class DetailsForm(HasAnOwner, PortalForm):
    """``owners`` are those who can own it."""

    title = forms.CharField(
        label="What will be done", max_length=150, error_messages={"required": "Enter what will be done"}
    )
    detail = CharacterCountField(label="What it takes", max_length=1000, required=False, help_text=NAME_NO_PATIENT)
    owner = OwnerField()


class NewCommitmentForm(DetailsForm):
    """``trusts`` are those that it can belong to. Of one trust the form asks nothing."""

    due_on = NhsDateField(
        label="Due date",
        help_text="For example, 30 6 2018. It is kept as the first date, however often it is moved later.",
        error_messages={"required": "Enter the due date"},
    )
    trust = forms.ChoiceField(label="Whose is it?", widget=Radios(), error_messages={"required": "Select whose it is"})

    def __init__(self, *args, owners: QuerySet[User], trusts: Iterable[Organisation], **kwargs):
        super().__init__(*args, owners=owners, **kwargs)
        self.trusts = {trust.slug: trust for trust in trusts}
        if len(self.trusts) == 1:
            del self.fields["trust"]
        else:
            named = [(slug, str(trust)) for slug, trust in self.trusts.items()]
            self.fields["trust"].choices = [(PARTNERSHIP, "The whole Partnership"), *named]

    @property
    def values(self) -> dict[str, Any]:
        only = next(iter(self.trusts))
        return {**self.cleaned_data, "trust": self.trusts.get(self.cleaned_data.get("trust", only))}


class UpdateForm(PortalForm):
    """T4: the progress, what has happened, and a new date with its reason where that is later."""

    progress = forms.ChoiceField(
        label="Progress",
        choices=Progress,
        widget=Radios(reveals={Progress.COMPLETE: "done_on"}),
        help_text="It reads ‘Overdue’ by itself when its date has passed and it is not complete.",
        error_messages={"required": "Select the progress"},
    )
    done_on = NhsDateField(
        label="Date completed",
        past=True,
        help_text="For example, 16 4 2018",
        error_messages={"required": "Enter the date completed"},
    )
    what_happened = CharacterCountField(
        label="What has happened since last time",
        max_length=500,
        help_text=NAME_NO_PATIENT,
        error_messages={"required": "Enter what has happened since last time"},
    )
    due_on = NhsDateField(label="New due date", required=False, help_text="Only if it has moved")
    why_moved = CharacterCountField(
        label="Why the due date has moved", max_length=500, required=False, help_text="Needed if the new date is later"
    )
    evidence = WebAddressField(
        label="Evidence",
        required=False,
        help_text="A link to where it can be seen, like https://www.example.nhs.uk/minutes",
    )

    def __init__(self, *args, commitment: Commitment, **kwargs):
        super().__init__(*args, **kwargs)
        self.commitment = commitment

    def clean(self):
        typed = self.cleaned_data
        moved_to, was = typed.get("due_on"), self.commitment.due_on
        is_later = typed.get("progress") != Progress.COMPLETE and moved_to and moved_to > was
        if is_later and not typed.get("why_moved") and "why_moved" not in self.errors:
            self.add_error("why_moved", "Enter the reason the due date has moved")
        return typed
