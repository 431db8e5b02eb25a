"""What the pages of a measure ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from partnership.arithmetic import clock, months
from partnership.measures.registry import Measure, Unit
from partnership.pages.forms import CharacterCountField, ChooserForm, NhsDateField, PortalForm, Radios

MOST = Decimal("99999999999999")


class MonthField(forms.TypedChoiceField):
    """One month of a list, as its first day; 2018-03 in the address."""

    def __init__(self, *, offered: Iterable[dt.date] = (), **kwargs):
        super().__init__(coerce=months.read_month, empty_value=None, **kwargs)
        self.offer(offered)

    def offer(self, offered: Iterable[dt.date]) -> None:
        self.choices = [(months.written(month), months.in_words(month)) for month in offered]

    def prepare_value(self, value):
        return months.written(value) if isinstance(value, dt.date) else value


class ValueField(forms.DecimalField):
    """A value of a measure. Money may be typed with its pound sign and commas."""

    def __init__(self, **kwargs):
        super().__init__(
            max_digits=20, decimal_places=6, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs
        )

    def to_python(self, value):
        typed = str(value).replace(",", "").replace("£", "").strip() if value is not None else value
        return super().to_python(typed)

    def validate(self, value):
        super().validate(value)
        if value is not None and (not value.is_finite() or abs(value) > MOST):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


def months_of(measure: Measure, last: dt.date | None = None) -> list[dt.date]:
    """The months of a measure up to ``last``, or to the last that is over, newest first."""
    last = last or months.after(months.month_of(clock.today()), -1)
    return [month for month in months.through(measure.first_month, months.after(last)) if measure.has(month)][::-1]


class PeriodForm(ChooserForm):
    """Which months a chart shows: ``?from=2016-04&to=2018-03``."""

    shows = "Show these months"

    def __init__(self, *args, measure: Measure, **kwargs):
        super().__init__(*args, **kwargs)
        offered = list(months.through(measure.first_month, months.after(months.month_of(clock.today()))))[::-1]
        self.fields["from"] = MonthField(label="Date from", offered=offered)
        self.fields["to"] = MonthField(label="Date to", offered=offered)

    def clean(self):
        first, last = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if first and last and first >= last:
            self.add_error("from", "Date from must be before date to")
        return self.cleaned_data


class CommentaryForm(PortalForm):
    month = MonthField(label="Month")
    what = forms.ChoiceField(
        label="What do you want to say?",
        choices=[("text", "Something about this month"), ("none", "No commentary: there is nothing to add")],
        widget=Radios(reveals={"text": "text"}),
        error_messages={"required": "Select whether there is anything to say"},
    )
    text = CharacterCountField(
        label="Commentary",
        max_length=1000,
        help_text="What happened and what is being done about it. Do not name anyone.",
        error_messages={"required": "Enter the commentary"},
    )

    def __init__(self, *args, measure: Measure, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["month"].offer(months_of(measure, months.month_of(clock.today())))

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("month", "text")}


class AnnotationForm(PortalForm):
    on = NhsDateField(label="Date", help_text="For example, 1 4 2017", error_messages={"required": "Enter the date"})
    text = forms.CharField(
        label="What happened",
        max_length=120,
        help_text="A few words shown under the chart, like ‘Shared bed management began’",
        error_messages={"required": "Enter what happened"},
    )


class TargetForm(PortalForm):
    """What the target is from a day on, or that there is none any more."""

    what = forms.ChoiceField(
        label="What do you want to do?",
        choices=[("set", "Set a target"), ("end", "End the target, and have none")],
        widget=Radios(reveals={"set": ("value", "source")}),
        initial="set",
        error_messages={"required": "Select what you want to do"},
    )
    value = ValueField(label="Target", error_messages={"required": "Enter the target"})
    source = forms.CharField(
        label="Source",
        max_length=200,
        help_text="Who set this target, and where it is written",
        error_messages={"required": "Enter the source"},
    )
    starts_on = NhsDateField(
        label="From",
        help_text="For example, 1 4 2018",
        error_messages={"required": "Enter the date it applies from"},
    )

    @property
    def ends(self) -> bool:
        return self.cleaned_data["what"] == "end"

    @property
    def values(self) -> dict[str, Any]:
        if self.ends:
            return {"on": self.cleaned_data["starts_on"]}
        return {name: self.cleaned_data[name] for name in ("value", "source", "starts_on")}


class ValueForm(PortalForm):
    month = MonthField(label="Month", error_messages={"required": "Select the month"})
    value = ValueField(label="Value", error_messages={"required": "Enter the value"})
    why = CharacterCountField(
        label="Why it is corrected",
        max_length=500,
        required=False,
        help_text="Only where this month has a value already. The old one stays to be seen.",
    )

    def __init__(self, *args, measure: Measure, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["month"].offer(months_of(measure))
        self.fields["value"].label = _asked(measure)


def _asked(measure: Measure) -> str:
    """What a value is of, as the label of its box."""
    of_a_kind = {Unit.MONEY: "Amount in pounds", Unit.SHARE: "Per cent"}
    return of_a_kind.get(measure.unit) or f"Number of {measure.noun[1] or measure.unit}"


class BaselineForm(PortalForm):
    month = MonthField(
        label="First month of the new limits",
        help_text="The first month after the change. Months before it keep their own limits.",
        error_messages={"required": "Select the first month of the new limits"},
    )
    what_changed = forms.CharField(
        label="What changed",
        max_length=250,
        help_text="A change that is known, with its date",
        error_messages={"required": "Enter what changed"},
    )
    evidence = CharacterCountField(
        label="Evidence",
        max_length=500,
        help_text="How you know that the change lasts. It is printed under the chart.",
        error_messages={"required": "Enter the evidence"},
    )
    trial = forms.BooleanField(
        label="These are trial limits: there are fewer than 13 points since the change", required=False
    )

    def __init__(self, *args, measure: Measure, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["month"].offer(months_of(measure)[:-1])


class SettleForm(PortalForm):
    what = forms.ChoiceField(
        label="Should the limits be recalculated?",
        choices=[("approve", "Yes, approve"), ("decline", "No, decline")],
        widget=Radios(reveals={"decline": "why"}),
        error_messages={"required": "Select whether you approve the new limits"},
    )
    why = CharacterCountField(label="Why not", max_length=500, error_messages={"required": "Enter why you decline"})


class WhyForm(PortalForm):
    why = CharacterCountField(
        label="Why the limits are undone",
        max_length=500,
        error_messages={"required": "Enter why the limits are undone"},
    )
