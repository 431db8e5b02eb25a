"""Whether somebody who was found is the person that a new referral is about."""

from __future__ import annotations

from django import forms

from forensic_hub.known import Known
from partnership.pages.forms import PortalForm
from partnership.pages.words import listed

DIFFERENT = "different"
SELECT = "Select whether this is the same person"


class MatchForm(PortalForm):
    """Its page has a button for each answer. ``shown`` is what stood on the page when it was answered.

    An answer holds only for what was seen: when somebody else has added a person who is alike, or has logged a referral
    of one of them, it is asked again.
    """

    same = forms.ChoiceField(
        label="Who is this referral about?", error_messages={"required": SELECT, "invalid_choice": SELECT}
    )
    shown = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput())

    def __init__(self, *args, known: Known, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = known
        people = [(match.person.reference, match.person) for match in known.people]
        self.fields["same"].choices = [
            *((reference, f"{person.initials}, {reference}") for reference, person in people),
            (DIFFERENT, "A person who is not known yet"),
        ]

    @property
    def to_be_seen(self) -> str:
        return " ".join(self.known.references)

    def clean(self):
        seen = set(self.cleaned_data.get("shown", "").split())
        new = [reference for reference in self.known.references if reference not in seen]
        if new and not self.errors:
            were = "was" if len(new) == 1 else "were"
            self.add_error(None, f"{listed(new)} {were} added since you looked. Check whether it is the same person")
        return self.cleaned_data
