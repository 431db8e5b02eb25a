"""What is asked on the way from a request to a bed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from camhs_beds.actions.requests import why_this_unit
from camhs_beds.matching import Match
from camhs_beds.models import Ask, Bed
from camhs_beds.vocabulary import Alternative, Answer, NoWhy, WithdrawnWhy
from partnership.arithmetic import clock, words
from partnership.pages.forms import CharacterCountField, NhsDateField, NhsTimeField, PortalForm, Radios
from partnership.pages.forms.layout import Buttons, Include, Submit


class AskUnitsForm(PortalForm):
    """``every`` are the matches, best first. A unit that cannot be asked is refused by the action, which says why.

    ``first`` is the one to begin with; leaving it out asks for a reason.
    """

    layout = (
        Include("camhs_beds/_candidates.html", draws=("units",)),
        "why_chosen",
        Buttons(Submit("Ask the selected units")),
    )

    units = forms.TypedMultipleChoiceField(
        label="Units to ask", coerce=int, error_messages={"required": "Select a unit"}
    )
    why_chosen = CharacterCountField(
        label="Why did you choose this unit?", max_length=500, required=False,
        help_text="Only when you leave out the unit that comes first",
    )  # fmt: skip

    def __init__(self, *args, every: Sequence[Match], first: Match | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.first = first
        self.every = {match.unit.pk: match for match in every}
        self.fields["units"].choices = [(pk, str(match.unit)) for pk, match in self.every.items()]

    def clean(self):
        typed = self.cleaned_data
        chosen = typed.get("units") or []
        if self.first and chosen and self.first.unit.pk not in chosen and not typed.get("why_chosen"):
            self.add_error("why_chosen", why_this_unit(self.first.unit))
        return typed

    @property
    def values(self) -> dict[str, Any]:
        chosen = [self.every[pk].unit for pk in self.cleaned_data["units"]]
        return {"units": chosen, "why_chosen": self.cleaned_data["why_chosen"]}


class AnswerForm(PortalForm):
    answer = forms.ChoiceField(
        label="What is the unit’s answer?", choices=Answer, widget=Radios(reveals={Answer.NO: "why_no"}),
        error_messages={"required": "Select the unit’s answer"},
    )  # fmt: skip
    why_no = forms.ChoiceField(
        label="Why did the unit decline?", choices=NoWhy, widget=Radios(),
        error_messages={"required": "Select why the unit declined"},
    )  # fmt: skip
    decided_by = forms.CharField(
        label="Name of the decision maker", max_length=120, widget=forms.TextInput(attrs={"spellcheck": "false"})
    )
    note = CharacterCountField(
        label="Note", max_length=500, required=False,
        help_text="For example, conditions. Do not include clinical notes that belong in the patient's record.",
    )  # fmt: skip

    @property
    def values(self) -> dict[str, Any]:
        return {name: answer or "" for name, answer in self.cleaned_data.items()}

    @staticmethod
    def of(ask: Ask) -> dict[str, object]:
        return {"answer": ask.answer, "why_no": ask.why_no, "decided_by": ask.decided_by, "note": ask.note}


class ReserveForm(PortalForm):
    """``free`` are shown; any of ``beds`` can be sent, so that a person who loses a race reads who has the bed."""

    bed = forms.ModelChoiceField(
        None, label="Which bed?", widget=Radios(), empty_label=None, error_messages={"required": "Select a bed"}
    )

    def __init__(self, *args, beds, free: Iterable[Bed], **kwargs):
        super().__init__(*args, **kwargs)
        free = list(free)
        self.fields["bed"].queryset = beds
        widget = self.fields["bed"].widget
        widget.choices = [(bed.pk, f"Bed {bed.number}, {bed.unit}") for bed in free]
        widget.hints = {str(bed.pk): in_short(bed) for bed in free}


def in_short(bed: Bed) -> str:
    whose = "" if bed.sex == "any" else f"{bed.get_sex_display()}. "
    if not bed.is_available:
        return f"{whose}The bed of a young person on leave, which may be used tonight"
    return f"{whose}Free since {words.moment(bed.since_now)}"


class UntilForm(PortalForm):
    """A moment still to come, and why."""

    until_on = NhsDateField(label="Date it is reserved until", years=(0, 1))
    until_time = NhsTimeField(label="Time it is reserved until", help_text="For example, 6:30pm")
    why = CharacterCountField(
        label="Why is the bed held longer?", max_length=500,
        error_messages={"required": "Enter why the bed is held longer"},
    )  # fmt: skip

    @property
    def values(self) -> dict[str, Any]:
        typed = self.cleaned_data
        until = dt.datetime.combine(typed["until_on"], typed["until_time"], tzinfo=clock.LONDON)
        return {"until": until, "why": typed["why"]}


class ReleaseForm(PortalForm):
    why = CharacterCountField(
        label="Why is the bed released?", max_length=500, error_messages={"required": "Enter why the bed is released"}
    )


class InformationForm(PortalForm):
    what = CharacterCountField(
        label="What do you need from the referring team?", max_length=500,
        help_text="Do not write the young person's name or NHS number.",
        error_messages={"required": "Enter what you need from the referring team"},
    )  # fmt: skip


class AssessmentForm(PortalForm):
    on = NhsDateField(
        label="Date of the access assessment", past=True, years=(2, 0), help_text="For example, 16 4 2018"
    )


class WithdrawForm(PortalForm):
    why = forms.ChoiceField(
        label="Why is this request withdrawn?", choices=WithdrawnWhy, widget=Radios(),
        error_messages={"required": "Select why this request is withdrawn"},
    )  # fmt: skip
    explanation = CharacterCountField(label="Explanation", max_length=500, required=False)

    def clean(self):
        typed = self.cleaned_data
        if typed.get("why") == WithdrawnWhy.OTHER and not typed.get("explanation") and "explanation" not in self.errors:
            self.add_error("explanation", "Enter an explanation of why this request is withdrawn")
        return typed


class CommunityForm(PortalForm):
    community = forms.ChoiceField(
        label="What was agreed on instead of a bed?", choices=Alternative, widget=Radios(),
        error_messages={"required": "Select what was agreed on instead of a bed"},
    )  # fmt: skip
    explanation = CharacterCountField(label="Who agreed, and the plan", max_length=500, required=False)
