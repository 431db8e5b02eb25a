"""Forms of many rows: what each saving brought in a month, and a trust's response to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from partnership.pages.forms import CharacterCountField, MoneyField, PortalForm, Radios
from partnership.pages.forms.corrections import CorrectionForm
from partnership.pages.forms.layout import Buttons, Include, PortalHelper, Submit
from partnership.savings.actions.actuals import Row
from partnership.savings.actions.confirming import Response
from partnership.savings.models import MonthFigure, Saving

CONFIRM, QUERY = "confirm", "query"


@dataclass(frozen=True)
class Line:
    """One row of the table: a saving with its figure of the month, if it has one yet. ``number`` counts from 1."""

    number: int
    saving: Saving
    figure: MonthFigure | None

    @property
    def key(self) -> str:
        return str(self.saving.pk)

    @property
    def can_be_typed(self) -> bool:
        return self.figure is None or self.figure.can_be_typed

    @property
    def version(self) -> int:
        return self.figure.version if self.figure else 0


class ActualsForm(PortalForm):
    """Forecast, actual and comment of every saving that can be typed. Every row's errors are said at once.

    A month that has not begun has no actuals to type.
    """

    mark_optional = False
    buttons = (Submit("Save"), Submit("Save and send for confirmation", name="send", variant="secondary"))

    def __init__(self, *args, lines: Sequence[Line], has_begun: bool = True, is_over: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        self.amounts = ("forecast", "actual") if has_begun else ("forecast",)
        for line in self.typed_lines:
            self._add(line)
        buttons = [Buttons(*self.buttons if is_over else self.buttons[:1])] if self.fields else []
        self.helper = PortalHelper(self, Include("savings/_actuals.html"), *buttons)
        self.helper.form_class = "portal-wide"

    @property
    def typed_lines(self) -> Iterator[Line]:
        return (line for line in self.lines if line.can_be_typed)

    def _add(self, line: Line) -> None:
        for name in self.amounts:
            label = f"Row {line.number}, {line.saving.title}: {name.capitalize()}"
            field = MoneyField(label=label, required=False, negative=True, initial=getattr(line.figure, name, None))
            field.error_messages["money"] = f"{label} must be an amount of money, like 15000"
            field.widget.attrs["class"] = "portal-input-money"
            self.fields[f"{name}_{line.key}"] = field
        self.fields[f"comment_{line.key}"] = forms.CharField(
            label=f"Row {line.number}, {line.saving.title}: Comment", required=False, max_length=500,
            initial=line.figure.comment if line.figure else "",
        )  # fmt: skip
        self.fields[f"version_{line.key}"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=line.version, required=False, min_value=0
        )

    @property
    def rows(self) -> list[Row]:
        typed = self.cleaned_data
        return [
            Row(
                saving=line.saving.reference,
                forecast=typed[f"forecast_{line.key}"],
                actual=typed.get(f"actual_{line.key}"),
                comment=typed[f"comment_{line.key}"],
                version=typed[f"version_{line.key}"],
            )
            for line in self.typed_lines
        ]

    def save_over(self, line: Line) -> None:
        """Takes the version that is there now: the person has been told of it."""
        self.data = self.data.copy()
        self.data[f"version_{line.key}"] = str(line.version)

    def field_of(self, row: int, column: str) -> str:
        """The field that shows an error in a row, numbered as ``rows`` is."""
        line = list(self.typed_lines)[row - 1]
        return f"{column if column in ('forecast', 'comment') else self.amounts[-1]}_{line.key}"


class ConfirmForm(PortalForm):
    """Confirm or query for each figure that waits; one that is left alone waits on."""

    mark_optional = False
    layout = (
        Include("savings/_confirm.html"),
        Buttons(Submit("Save"), Submit("Confirm all shown", name="confirm_all", variant="secondary")),
    )

    def __init__(self, *args, figures: Sequence[MonthFigure], **kwargs):
        super().__init__(*args, **kwargs)
        self.figures = list(figures)
        for figure in self.figures:
            self._add(figure)
        self.helper.form_class = "portal-wide"

    def _add(self, figure: MonthFigure) -> None:
        response, query = f"response_{figure.pk}", f"query_{figure.pk}"
        widget = Radios(reveals={QUERY: query})
        self.fields[response] = forms.ChoiceField(
            label=f"Confirm or query {figure.saving.title}", choices=[(CONFIRM, "Confirm"), (QUERY, "Query")],
            required=False, widget=widget,
        )  # fmt: skip
        self.fields[query] = forms.CharField(
            label="What do you ask?", max_length=500,
            error_messages={"required": f"Enter the query for {figure.saving.title}"},
        )  # fmt: skip
        self.fields[f"sending_{figure.pk}"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=figure.sending, required=False, min_value=0
        )

    @property
    def responses(self) -> list[Response]:
        typed = self.cleaned_data
        return [
            Response(
                figure.pk,
                self._sending(figure),
                typed[f"response_{figure.pk}"] == CONFIRM,
                typed[f"query_{figure.pk}"] or "",
            )
            for figure in self.figures
            if typed[f"response_{figure.pk}"]
        ]

    @property
    def all_confirmed(self) -> list[Response]:
        """Those that were shown. What was sent since the page was opened is not among them."""
        shown = [figure for figure in self.figures if self._sending(figure)]
        return [Response(figure.pk, self._sending(figure), confirms=True) for figure in shown]

    def _sending(self, figure: MonthFigure) -> int:
        """The one that was seen; 0, which none is, where it was not on the page."""
        return self.cleaned_data.get(f"sending_{figure.pk}") or 0


class ActualCorrectionForm(CorrectionForm):
    actual = MoneyField(label="What should the actual be?", negative=True)

    @property
    def values(self) -> dict[str, Any]:
        return self.cleaned_data


class AnswerForm(PortalForm):
    comment = CharacterCountField(
        label="What do you answer?",
        max_length=500,
        help_text="It becomes the comment on the month, which the three trusts read next to the actual",
        error_messages={"required": "Enter the answer"},
    )


class QueryForm(PortalForm):
    query = CharacterCountField(
        label="What do you ask?", max_length=500, error_messages={"required": "Enter the query"}
    )
