"""What the pages of decisions ask."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from partnership.organisations.models import Programme
from partnership.pages.forms import CharacterCountField, NhsDateField, PortalForm, Radios
from partnership.pages.forms.corrections import CorrectionForm
from partnership.programmes.forms.fields import ProgrammeField
from partnership.programmes.models import Decision

YES, NO = "yes", "no"


class DecidedFields(PortalForm):
    """What was decided, where and when. ``programmes`` are the six."""

    title = forms.CharField(label="Decision", max_length=150, help_text="In a few words")
    text = CharacterCountField(
        label="What was decided", max_length=2000, error_messages={"required": "Enter what was decided"}
    )
    programme = ProgrammeField(label="Programme", error_messages={"required": "Select the programme"})
    meeting = forms.CharField(
        label="Where it was decided",
        max_length=120,
        help_text="For example, Partnership programme board",
        error_messages={"required": "Enter where it was decided"},
    )
    decided_on = NhsDateField(
        label="Date of the decision",
        past=True,
        help_text="For example, 16 4 2018",
        error_messages={"required": "Enter the date of the decision"},
    )

    def __init__(self, *args, programmes: Iterable[Programme], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].offer(programmes)

    @property
    def decided(self) -> dict[str, object]:
        typed = self.cleaned_data
        programme = self.fields["programme"].of.get(typed["programme"])
        return {**{name: typed[name] for name in ("title", "text", "meeting", "decided_on")}, "programme": programme}

    @classmethod
    def of(cls, decision: Decision) -> dict[str, object]:
        """What the decision says now, as this form's initial answers."""
        programme = decision.programme.slug if decision.programme else ProgrammeField.WHOLE
        same = ("title", "text", "meeting", "decided_on")
        return {**{name: getattr(decision, name) for name in same}, "programme": programme}


class NewDecisionForm(DecidedFields):
    ratification = forms.ChoiceField(
        label="Do the boards of the three trusts have to ratify it?",
        choices=[(YES, "Yes"), (NO, "No")],
        widget=Radios(hints={YES: "It is agreed in principle until all three have"}),
        error_messages={"required": "Select whether the boards have to ratify it"},
    )

    @property
    def values(self) -> dict[str, object]:
        return {**self.decided, "needs_ratification": self.cleaned_data["ratification"] == YES}


class DecisionCorrectionForm(DecidedFields, CorrectionForm):
    @property
    def changes(self) -> dict[str, object]:
        return self.decided


class RatifyForm(PortalForm):
    """T3: agree or decline, with the reason. ``trust`` is whose board it was."""

    ratified = forms.ChoiceField(
        label="Did the board ratify it?",
        choices=[(YES, "Yes, it ratified the decision"), (NO, "No, it did not")],
        widget=Radios(reveals={NO: "why"}),
        error_messages={"required": "Select whether the board ratified it"},
    )
    why = CharacterCountField(
        label="Why it did not", max_length=500, error_messages={"required": "Enter why the board did not ratify it"}
    )
    said_on = NhsDateField(
        label="Date of the board",
        past=True,
        help_text="For example, 16 4 2018",
        error_messages={"required": "Enter the date of the board"},
    )

    def __init__(self, *args, trust: object, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ratified"].label = f"Did the board of {trust} ratify it?"

    @property
    def values(self) -> dict[str, object]:
        return {**self.cleaned_data, "ratified": self.cleaned_data["ratified"] == YES}


class DateCorrectionForm(CorrectionForm):
    said_on = NhsDateField(
        label="Date of the board", past=True, error_messages={"required": "Enter the date of the board"}
    )

    @property
    def values(self) -> dict[str, object]:
        return self.cleaned_data


class WithdrawForm(PortalForm):
    why = CharacterCountField(
        label="Why it is withdrawn",
        max_length=500,
        help_text="The boards’ responses can still be read.",
        error_messages={"required": "Enter why the decision is withdrawn"},
    )
