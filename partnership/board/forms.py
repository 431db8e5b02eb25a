"""What the board's pages ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms

from partnership.arithmetic import months
from partnership.board.packs.sections import Kind
from partnership.board.vocabulary import Audience
from partnership.measures.forms import MonthField
from partnership.measures.reading import last_closed
from partnership.pages.forms import CharacterCountField, Checkboxes, ChooserForm, NhsDateField, PortalForm, Radios

FIRST_MONTH = dt.date(2016, 4, 1)


class PerformanceForm(ChooserForm):
    """Which month the grid shows, of which programme, and of which trust: all in the address."""

    shows = "Show these"
    blank_choice = "The latest month"

    programme = forms.ChoiceField(label="Programme or service", required=False)
    trust = forms.ChoiceField(label="Trust", required=False)

    def __init__(self, *args, first: dt.date, groups: list[str], trusts: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        offered = list(months.through(first, months.after(last_closed(), 2)))[::-1]
        self.fields = {"month": MonthField(label="Month", offered=offered), **self.fields}
        self.fields["programme"].choices = [("", "All"), *((group, group) for group in groups)]
        self.fields["trust"].choices = [("", "The whole Partnership"), *trusts]


class NoteForm(PortalForm):
    text = CharacterCountField(
        label="What do you want to note about this figure?",
        max_length=1000,
        help_text="Where the values differ, what each of them counts, and from when. Do not name anyone.",
        error_messages={"required": "Enter the note"},
    )


class ToleranceForm(PortalForm):
    per_cent = forms.DecimalField(
        label="Per cent either way",
        max_digits=4,
        decimal_places=1,
        min_value=0,
        max_value=25,
        help_text="A value as near as this to a figure that was published as ‘around’ matches it",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "required": "Enter the per cent either way",
            "min_value": "Per cent either way must be between 0 and 25",
            "max_value": "Per cent either way must be between 0 and 25",
        },
    )
    starts_on = NhsDateField(
        label="From",
        help_text="For example, 1 4 2018",
        error_messages={"required": "Enter the date it applies from"},
    )
    source = forms.CharField(
        label="Source",
        max_length=200,
        help_text="Who decided this, and where it is written",
        error_messages={"required": "Enter the source"},
    )


class PackForm(PortalForm):
    meeting = forms.CharField(
        label="Meeting",
        max_length=120,
        help_text="For example, Partnership board",
        error_messages={"required": "Enter the meeting"},
    )
    meets_on = NhsDateField(
        label="Date of the meeting",
        help_text="For example, 26 4 2018",
        error_messages={"required": "Enter the date of the meeting"},
    )
    month = MonthField(
        label="Period",
        help_text="The last month that it shows",
        error_messages={"required": "Enter the period"},
    )
    audience = forms.ChoiceField(
        label="Audience",
        choices=Audience,
        widget=Radios(
            hints={
                Audience.INTERNAL: "For the people of the meeting",
                Audience.PUBLIC: "Small numbers are protected everywhere, and there are no amounts of money "
                "except those that were published",
            }
        ),
        error_messages={"required": "Select the audience"},
    )
    sections = forms.MultipleChoiceField(
        label="Sections", widget=Checkboxes(), error_messages={"required": "Select at least 1 section"}
    )

    def __init__(self, *args, kinds: Mapping[str, Kind], **kwargs):
        super().__init__(*args, **kwargs)
        offered = list(months.through(FIRST_MONTH, months.after(last_closed())))[::-1]
        self.fields["month"].offer(offered)
        hidden = {slug: "Left out of a public pack" for slug, kind in kinds.items() if not kind.public}
        self.fields["sections"].widget.hints = hidden
        self.fields["sections"].choices = [(slug, kind.title) for slug, kind in kinds.items()]


class CommentaryForm(PortalForm):
    """A text for each section of a pack."""

    def __init__(self, *args, kinds: Mapping[str, Kind], **kwargs):
        super().__init__(*args, **kwargs)
        for slug, kind in kinds.items():
            self.fields[slug] = CharacterCountField(label=kind.title, max_length=2000, required=False)

    @property
    def values(self) -> dict[str, Any]:
        return {"commentary": self.cleaned_data}


class IssueForm(PortalForm):
    """``missing`` is how many measures have no commentary; ``again`` asks why there is another version."""

    why = CharacterCountField(
        label="Why is it issued again?",
        max_length=500,
        help_text="It is shown on the pack, with what has changed",
        error_messages={"required": "Enter why it is issued again"},
    )
    confirmed = forms.BooleanField(
        label="Confirm ‘No commentary’",
        error_messages={"required": "Confirm ‘No commentary’, or add the commentary first"},
    )

    def __init__(self, *args, missing: int, again: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["why"]
        if missing:
            have = "measure has" if missing == 1 else "measures have"
            self.fields["confirmed"].label = f"Confirm ‘No commentary’: {missing} {have} none"
        else:
            del self.fields["confirmed"]


class CompareForm(ChooserForm):
    shows = "Compare"

    measure = forms.ChoiceField(label="Measure", error_messages={"required": "Select a measure"})

    def __init__(self, *args, measures: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [("", "Select a measure"), *measures]
