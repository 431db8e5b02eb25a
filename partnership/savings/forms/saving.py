"""What is asked about a saving: page by page when it is new, all at once when it is changed or corrected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from partnership.access.models import User
from partnership.access.roles import PROGRAMME_LEAD
from partnership.arithmetic import clock, months
from partnership.arithmetic.shares import NOTHING
from partnership.organisations.models import Organisation, Programme
from partnership.pages.forms import CharacterCountField, MoneyField, NhsDateField, PortalForm, Radios
from partnership.pages.forms.corrections import CORRECTION, CorrectionForm
from partnership.pages.forms.layout import Rest, Section, SideBySide
from partnership.savings.actions.savings import DETAILS, EQUAL_PARTS, months_from
from partnership.savings.models import Saving
from partnership.savings.refusals import does_not_add_up
from partnership.savings.vocabulary import Category, Quality

ALL_THREE = "all"
YES, NO = "yes", "no"
EQUALLY, BY_MONTH = "equally", "by_month"
FIRST_BASELINE, YEARS_OF_BASELINES = 2010, 25


def yes_or_no(label: str, required: str, yes: str = "Yes", no: str = "No", **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=[(YES, yes), (NO, no)], widget=Radios(), error_messages={"required": required}, **more
    )


class OwnerField(forms.ModelChoiceField):
    """One of those who run programmes today."""

    def __init__(self, **kwargs):
        super().__init__(queryset=User.objects.none(), **kwargs)


class AboutForm(PortalForm):
    title = forms.CharField(label="Title", max_length=120)
    programme = forms.ModelChoiceField(label="Programme", queryset=Programme.objects.all())
    category = forms.ChoiceField(label="Category", choices=[("", ""), *Category.choices])
    owner = OwnerField(label="Owner", help_text="Who answers for it, of those who run programmes")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = User.objects.at_work(PROGRAMME_LEAD.code)


class MoneyForm(PortalForm):
    layout = (
        Section("Kind of saving", SideBySide("recurring", "cash_releasing"), "held_by"),
        Section(
            "Amounts", SideBySide("baseline", "baseline_year"), SideBySide("planned", "full_year_effect"), "starts_on",
            "spread",
        ),
    )  # fmt: skip

    recurring = yes_or_no("Type", "Select recurring or one-off", "Recurring", "One-off")
    cash_releasing = yes_or_no(
        "Is it cash releasing?",
        "Select whether it is cash releasing",
        help_text="Whether money is left over that can be spent on something else",
    )
    held_by = forms.ChoiceField(
        label="Whose budget does it come out of?",
        choices=(),
        widget=Radios(),
        error_messages={"required": "Select whose budget it comes out of"},
        help_text="A month is settled from this: the saving is shared equally, whichever budget it came out of",
    )
    baseline = MoneyField(
        label="Baseline amount", required=False, help_text="What it cost a year before, for all three trusts"
    )
    baseline_year = forms.ChoiceField(label="Baseline year", required=False, choices=())
    planned = MoneyField(
        label="Planned saving",
        required=False,
        help_text="In pounds, in the financial year of the start. Leave this empty while it is only an idea",
    )
    full_year_effect = MoneyField(label="Full-year effect", required=False, help_text="What 12 months bring")
    starts_on = NhsDateField(label="Start", help_text="For example, 1 4 2018")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        trusts = Organisation.objects.partnership_trusts().values_list("slug", "short_name")
        self.fields["held_by"].choices = [*trusts, (ALL_THREE, EQUAL_PARTS)]
        years = range(FIRST_BASELINE, FIRST_BASELINE + YEARS_OF_BASELINES)
        self.fields["baseline_year"].choices = [("", ""), *((str(y), months.year_in_words(y)) for y in years)]

    def clean(self):
        typed = self.cleaned_data
        if typed.get("baseline") is not None and not typed.get("baseline_year"):
            self.add_error("baseline_year", "Select the baseline year")
        start = typed.get("starts_on")
        if start and not months.FIRST_YEAR <= start.year <= months.LAST_YEAR:
            self.add_error("starts_on", f"Start must be between {months.FIRST_YEAR} and {months.LAST_YEAR}")
        return typed


class SpreadForm(MoneyForm):
    """``spread`` decides whether the months are asked for."""

    spread = forms.ChoiceField(
        label="How is it spread over the year?",
        choices=[(EQUALLY, "Spread equally"), (BY_MONTH, "By month")],
        initial=EQUALLY,
        widget=Radios(hints={BY_MONTH: "You enter each month on the next page"}),
        error_messages={"required": "Select how it is spread over the year"},
    )


class MonthsForm(PortalForm):
    """An amount for each month of a plan. They add up to what is ``planned``."""

    mark_optional = False
    layout = (SideBySide(Rest()),)

    def __init__(self, *args, of: list[dt.date], planned: Decimal, **kwargs):
        super().__init__(*args, **kwargs)
        self.planned = planned
        for month in of:
            self.fields[months.written(month)] = MoneyField(label=months.in_words(month), required=False, negative=True)

    @property
    def amounts(self) -> list[Decimal]:
        """In the order of the months; a month that was left empty brings nothing."""
        return [self.cleaned_data.get(name) or NOTHING for name in self.fields]

    def clean(self):
        if not self.errors and sum(self.amounts, NOTHING) != self.planned:
            raise forms.ValidationError(does_not_add_up(sum(self.amounts, NOTHING), self.planned))
        return self.cleaned_data


class QualityForm(PortalForm):
    quality = forms.ChoiceField(
        label="Is the quality impact assessment done?",
        choices=Quality,
        widget=Radios(
            reveals={Quality.NOT_NEEDED: "quality_why"}, hints={Quality.NOT_DONE: "Delivery cannot begin without it"}
        ),
        error_messages={"required": "Select whether the quality impact assessment is done"},
    )
    quality_why = CharacterCountField(
        label="Why is none needed?",
        max_length=500,
        error_messages={"required": "Enter why no quality impact assessment is needed"},
    )


class QualityRecordForm(QualityForm):
    """For a saving that waits for it, so that "No" is no answer."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["quality"].choices = [choice for choice in Quality.choices if choice[0] != Quality.NOT_DONE]


def details(typed: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a saving (DETAILS), from what was answered."""
    held_by = typed["held_by"]
    columns = dict(typed) | {
        "recurring": typed["recurring"] == YES,
        "cash_releasing": typed["cash_releasing"] == YES,
        "held_by": None if held_by == ALL_THREE else Organisation.objects.get(slug=held_by),
        "baseline_year": int(typed["baseline_year"]) if typed.get("baseline_year") else None,
        "quality_why": typed.get("quality_why") or "",
    }
    return {name: columns[name] for name in DETAILS}


def answers_of(saving: Saving) -> dict[str, Any]:
    """The answers that the forms would have for the saving as it is now."""
    columns = {name: getattr(saving, name) for name in (*DETAILS, "planned")}
    return columns | {
        "recurring": YES if saving.recurring else NO,
        "cash_releasing": YES if saving.cash_releasing else NO,
        "held_by": saving.held_by.slug if saving.held_by else ALL_THREE,
        "baseline_year": str(saving.baseline_year or ""),
    }


class KeepsOwner:
    """The present owner stays a choice, also after they have left the role."""

    def __init__(self, *args, saving: Saving, **kwargs):
        super().__init__(*args, **kwargs)
        at_work = User.objects.at_work(PROGRAMME_LEAD.code)
        self.fields["owner"].queryset = at_work | User.objects.filter(pk=saving.owner_id)


class SavingChangeForm(KeepsOwner, QualityForm, MoneyForm, AboutForm):
    """Everything about a saving that is not agreed yet."""

    layout = (
        Section("About the saving", "title", SideBySide("programme", "category"), "owner"),
        *MoneyForm.layout,
        Section("Quality impact", "quality"),
    )

    @property
    def values(self) -> dict[str, Any]:
        return {"changes": details(self.cleaned_data), "planned": self.cleaned_data["planned"] or NOTHING}


class SavingCorrectionForm(KeepsOwner, QualityForm, MoneyForm, AboutForm, CorrectionForm):
    """One that was agreed. Its plan cannot be corrected: it was agreed as it is."""

    planned = None
    layout = (CORRECTION, *SavingChangeForm.layout)

    @property
    def values(self) -> dict[str, Any]:
        return super().values | {"changes": details(self.changes)}


class MinuteForm(PortalForm):
    minute = forms.CharField(
        label="Where was it agreed?",
        max_length=120,
        help_text="The minute of the board, for example PB 2018-04, item 6",
        error_messages={"required": "Enter where it was agreed"},
    )


class StopForm(PortalForm):
    why = CharacterCountField(
        label="Why is it stopped?", max_length=500, error_messages={"required": "Enter why it is stopped"}
    )


class YearForm(PortalForm):
    """A further year of a recurring saving."""

    year = forms.TypedChoiceField(label="Financial year", choices=(), coerce=int)
    planned = MoneyField(label="Planned saving", help_text="Spread equally over the 12 months")

    def __init__(self, *args, saving: Saving, **kwargs):
        super().__init__(*args, **kwargs)
        first = max(saving.year + 1, months.financial_year(clock.today()) - 1)
        self.fields["year"].choices = [("", ""), *((str(y), months.year_in_words(y)) for y in range(first, first + 4))]


def months_of(answers: Mapping[str, Any]) -> list[dt.date]:
    """Those that a plan has, given the answers about the money."""
    return months_from(answers["starts_on"]) if answers.get("starts_on") else []
