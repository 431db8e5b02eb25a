"""What is asked about a bed outside the Partnership."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from camhs_beds.forms.stays import moment_of, refuse_in_the_future
from camhs_beds.models import Bed
from camhs_beds.vocabulary import CanComeBack, DischargedTo, LegalStatus, OutOfAreaWhy
from partnership.arithmetic import clock
from partnership.arithmetic.words import in_a_sentence
from partnership.organisations.models import Unit
from partnership.pages.forms import CharacterCountField, MoneyField, NhsDateField, NhsTimeField, PortalForm, Radios

YES, NO = "yes", "no"
APPROVE, REFUSE = "approve", "refuse"


class AskOutOfAreaForm(PortalForm):
    """``units`` are those outside the Partnership that can be proposed, each with its words, in their order."""

    why = forms.ChoiceField(
        label="Why is no Partnership bed suitable?", choices=OutOfAreaWhy, widget=Radios(),
        error_messages={"required": "Select why no Partnership bed is suitable"},
    )  # fmt: skip
    explanation = CharacterCountField(label="Explanation", max_length=500, required=False)
    unit = forms.ModelChoiceField(
        None, label="Proposed unit", empty_label="Select a unit", error_messages={"required": "Enter the proposed unit"}
    )
    price = MoneyField(
        label="Price a day", below=1_000_000, help_text="In pounds, for example 640",
        error_messages={
            "required": "Enter the price a day", "money": "Price a day must be an amount of money, like 640 or 640.50",
        },
    )  # fmt: skip
    family_told = forms.TypedChoiceField(
        label="Has the family been told?", choices=[(YES, "Yes"), (NO, "No")], widget=Radios(inline=True),
        coerce=lambda answer: answer == YES, error_messages={"required": "Select whether the family has been told"},
    )  # fmt: skip
    return_plan = CharacterCountField(
        label="Plan for coming back", max_length=500, error_messages={"required": "Enter the plan for coming back"}
    )

    def __init__(self, *args, units, labels: dict[int, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["unit"].widget.choices = [("", "Select a unit"), *labels.items()]


class ApproveForm(PortalForm):
    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=[(APPROVE, "Approve"), (REFUSE, "Refuse")],
        widget=Radios(reveals={REFUSE: "reason"}),
        error_messages={"required": "Select what you decide"},
    )
    reason = CharacterCountField(
        label="Why do you refuse?", max_length=500, error_messages={"required": "Enter why you refuse"}
    )

    @property
    def verb(self) -> str:
        return self.cleaned_data["decision"]

    @property
    def values(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"]} if self.verb == REFUSE else {}


class MomentForm(PortalForm):
    """A day and a time that have been."""

    on = NhsDateField(label="Date", past=True, years=(1, 0), help_text="For example, 16 4 2018")
    time = NhsTimeField(label="Time", help_text="For example, 2:30pm")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        now = clock.local(clock.now())
        self.fields["on"].initial, self.fields["time"].initial = now.date(), now.time().replace(second=0, microsecond=0)

    def clean(self):
        typed = super().clean()
        refuse_in_the_future(self, moment_of(typed.get("on"), typed.get("time")))
        return typed

    @property
    def values(self) -> dict[str, Any]:
        typed = self.cleaned_data
        answers = {name: answer for name, answer in typed.items() if name not in ("on", "time")}
        return answers | {"at": moment_of(typed["on"], typed["time"])}


class PlaceForm(MomentForm):
    """What is recorded of an admission."""

    legal_status = forms.ChoiceField(
        label="Legal status on admission", choices=LegalStatus, widget=Radios(),
        error_messages={"required": "Select the legal status on admission"},
    )  # fmt: skip
    clinician = forms.CharField(
        label="Responsible clinician", max_length=120, widget=forms.TextInput(attrs={"spellcheck": "false"})
    )
    expected_discharge_on = NhsDateField(label="Expected discharge date", required=False, years=(0, 3))


class BringHomeForm(PlaceForm):
    """``free`` are shown, each in its words; any of ``beds`` can be sent, so that a person who loses a race reads who
    has the bed."""

    bed = forms.ModelChoiceField(
        None, label="Which bed?", widget=Radios(), empty_label=None, error_messages={"required": "Select a bed"}
    )
    field_order = ("bed",)

    def __init__(self, *args, beds, free: Iterable[tuple[Bed, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bed"].queryset = beds
        self.fields["bed"].widget.choices = [(bed.pk, words) for bed, words in free]


class EndForm(MomentForm):
    to = forms.ChoiceField(
        label="Discharged to", choices=DischargedTo, widget=Radios(),
        error_messages={"required": "Select where they were discharged to"},
    )  # fmt: skip
    why = CharacterCountField(
        label="How the placement ended", max_length=500, error_messages={"required": "Enter how the placement ended"}
    )


class ReviewForm(PortalForm):
    can_come_back = forms.ChoiceField(
        label="Can they come back now?", choices=CanComeBack, widget=Radios(reveals={CanComeBack.NOT_YET: "barrier"}),
        error_messages={"required": "Select whether they can come back now"},
    )  # fmt: skip
    barrier = CharacterCountField(
        label="What prevents it?", max_length=500, error_messages={"required": "Enter what prevents it"}
    )
    next_on = NhsDateField(
        label="Next review", future=True, years=(0, 1), error_messages={"required": "Enter the date of the next review"}
    )

    @property
    def values(self) -> dict[str, Any]:
        return self.cleaned_data | {"barrier": self.cleaned_data["barrier"] or ""}


class WithdrawOutOfAreaForm(PortalForm):
    why = CharacterCountField(
        label="Why is it not needed any more?", max_length=500,
        error_messages={"required": "Enter why it is not needed any more"},
    )  # fmt: skip


def units_in_words(units: Iterable[Unit], miles: dict[int, Decimal | None], unit_type: str) -> dict[int, str]:
    """Those of the type that was asked for first; of each the nearest first, and those of unknown distance last."""

    def place(unit: Unit) -> tuple:
        return unit.camhs_type != unit_type, miles[unit.pk] is None, miles[unit.pk] or 0, unit.name

    return {
        unit.pk: f"{unit}, {in_a_sentence(unit.type_label)}, "
        + (f"{miles[unit.pk]} miles" if miles[unit.pk] is not None else "distance not known")
        for unit in sorted(units, key=place)
    }
