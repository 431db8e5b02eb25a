"""What a ward is asked about its unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from camhs_beds.actions.beds import A_WEEK
from camhs_beds.board import Occupant
from camhs_beds.models import Bed, FamilyPage
from camhs_beds.models.family_page import PARTS
from camhs_beds.vocabulary import Accepting, AcceptingWhy, LegalStatus, Need
from partnership.arithmetic import clock
from partnership.pages.forms import CharacterCountField, Checkboxes, NhsDateField, PortalForm, Radios
from partnership.pages.naming import look_alikes
from partnership.people.naming import name_of

WHY = {"required": "Select the reason"}
MOST_OBSERVED = 99


def reasons(label: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=AcceptingWhy, widget=Checkboxes(), error_messages={"required": "Select the reason"}
    )


class ConfirmForm(PortalForm):
    """Three questions. ``there`` are those in the beds: which of them are expected to leave within a week, and when.

    ``expected`` then holds, by the stay's number, the day that was given, and None where one was taken back.
    """

    mark_optional = False

    accepting = forms.ChoiceField(
        label="Can you take an admission today?",
        choices=Accepting,
        widget=Radios(reveals={"conditions": ("why_conditions", "conditions"), "no": "why_not"}),
        error_messages={"required": "Select whether you can take an admission today"},
    )
    why_conditions = reasons("Why are there conditions?")
    conditions = forms.CharField(label="What are the conditions? (optional)", max_length=200, required=False)
    why_not = reasons("Why can you not take an admission?")
    observations = forms.IntegerField(
        label="Number of young people on 1 to 1 or closer observations",
        min_value=0,
        max_value=MOST_OBSERVED,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-2"}),
        error_messages={
            "required": "Enter the number of young people on 1 to 1 observations",
            "invalid": "Number of young people on 1 to 1 observations must be a whole number, like 2",
        },
    )

    def __init__(self, *args: Any, there: Sequence[tuple[Bed, Occupant]] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.stays = {f"on_{occupant.stay_id}": occupant for _, occupant in there}
        if self.stays:
            self._ask_who_leaves({f"on_{occupant.stay_id}": bed for bed, occupant in there})

    def _ask_who_leaves(self, beds: dict[str, Bed]) -> None:
        names = {name: name_of(stay, name) for name, stay in self.stays.items()}
        alike = look_alikes(names.values())
        soon = [name for name, stay in self.stays.items() if is_soon(stay.expected_discharge_on)]
        self.fields["leaving"] = forms.MultipleChoiceField(
            label="Expected discharges in the next 7 days",
            choices=[
                (name, f"Bed {bed.number}, {names[name].in_words}{', similar name' if name in alike else ''}")
                for name, bed in beds.items()
            ],
            widget=Checkboxes(reveals={name: name for name in beds}),
            required=False,
            initial=soon,
        )
        for name, bed in beds.items():
            self.fields[name] = NhsDateField(
                label=f"Expected discharge from bed {bed.number}",
                initial=self.stays[name].expected_discharge_on if name in soon else None,
                years=(0, 1),
            )

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        for name in self.stays:
            day = answers.get(name)
            if day and not is_soon(day):
                last = clock.today() + A_WEEK
                self.add_error(name, f"{self.fields[name].label} must be from today to {last:%-d %B %Y}")
        chosen = answers.get("accepting")
        answers["reasons"] = answers.get({"conditions": "why_conditions", "no": "why_not"}.get(chosen, ""), [])
        answers["expected"] = dict(self._expected(answers))
        return answers

    @property
    def values(self) -> dict[str, Any]:
        asked = ("accepting", "reasons", "observations", "expected")
        return {name: self.cleaned_data[name] for name in asked} | {"conditions": self.cleaned_data["conditions"] or ""}

    def _expected(self, answers: dict[str, Any]):
        for name, stay in self.stays.items():
            if name in answers.get("leaving", []):
                yield stay.stay_id, answers.get(name)
            elif is_soon(stay.expected_discharge_on):
                yield stay.stay_id, None


def is_soon(day: dt.date | None) -> bool:
    return day is not None and clock.today() <= day <= clock.today() + A_WEEK


class FamilyPageForm(PortalForm):
    """In plain English, a part a question."""

    HINTS = {
        "about": "Who it is for, how many young people are here, what a day is like",
        "visiting": "When, who, and whether to telephone first",
        "what_to_bring": "And what to leave at home",
        "getting_there": "Address, buses and trains, parking, step-free access",
        "who_to_ask": "Names of jobs and a phone number, not of people",
    }
    MISSING = {"visiting": "Enter when families can visit"}
    button = "Save and publish"

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in PARTS:
            column = FamilyPage._meta.get_field(name)
            label = str(column.verbose_name)
            self.fields[name] = CharacterCountField(
                label=label[:1].upper() + label[1:],
                max_length=column.max_length,
                help_text=self.HINTS[name],
                error_messages={"required": self.MISSING.get(name, f"Enter {label}")},
            )


class ProfileForm(PortalForm):
    """Who the unit takes, from a day on."""

    legal_statuses = forms.MultipleChoiceField(
        label="Legal statuses taken",
        choices=LegalStatus,
        widget=Checkboxes(),
        error_messages={"required": "Select at least 1 legal status"},
    )
    single_sex_area = forms.TypedChoiceField(
        label="Does it have a single-sex area?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda typed: typed == "yes",
        widget=Radios(inline=True),
        error_messages={"required": "Select whether it has a single-sex area"},
    )
    needs_met = forms.MultipleChoiceField(
        label="Needs it can meet",
        choices=[choice for choice in Need.choices if choice[0] != Need.SINGLE_SEX],
        widget=Checkboxes(),
        required=False,
    )
    starts_on = NhsDateField(label="From", years=(1, 1), error_messages={"required": "Enter the date it applies from"})
    source = forms.CharField(
        label="Source", max_length=200, help_text="Who decided this", error_messages={"required": "Enter the source"}
    )
