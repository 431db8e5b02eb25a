"""Every measure, by programme or service, as it stood at the end of a month."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from partnership.arithmetic import months
from partnership.measures import grid, numbers
from partnership.measures.forms import MonthField
from partnership.measures.grid import MeasureStatus
from partnership.measures.icons import NOT_TESTED
from partnership.measures.reading import last_closed
from partnership.measures.registry import every_measure
from partnership.pages.forms import ChooserForm
from partnership.pages.tables import Column, Table
from partnership.pages.values import NO_DATA, NOT_APPLICABLE, Link, Missing
from partnership.pages.views import Page

NO_TARGET = Missing("No target")
NO_COMMENTARY = Missing("None yet")


class MonthForm(ChooserForm):
    shows = "Show this month"

    def __init__(self, *args, first: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        offered = list(months.through(first, months.after(last_closed())))[::-1]
        self.fields["month"] = MonthField(label="Month", offered=offered)


COLUMNS = (
    Column("name", "Measure", value=lambda status: Link(status.measure.name, status.url)),
    Column("unit", "Unit", value=lambda status: numbers.axis_title(status.measure.unit)),
    Column("latest", "Value", numeric=True, missing=NO_DATA),
    Column("mean", "Mean", value=lambda s: s.mean if s.is_tested else NOT_APPLICABLE, numeric=True, missing=NO_DATA),
    Column("target", "Target", value=lambda status: status.target_in_words, numeric=True, missing=NO_TARGET),
    Column("variation", "Variation", value=lambda s: s.variation if s.is_tested else NOT_TESTED),
    Column("assurance", "Assurance"),
    Column("commentary", "Commentary", missing=NO_COMMENTARY),
    Column("owner", "Owner"),
)


class MeasureList(Page):
    template_name = "measures/measure_list.html"
    title = "Measures"
    section = "Board"

    def breadcrumbs(self) -> list[Link]:
        return [Link("Home", "/")]

    def get_context_data(self, **kwargs):
        form, month = self.chosen()
        return super().get_context_data(
            form=form,
            month=month,
            groups=[(group, _table(group, rows)) for group, rows in self.groups(month)],
            key_url=reverse("measures:key"),
            **kwargs,
        )

    def chosen(self) -> tuple[MonthForm, dt.date]:
        """The month of the address, or else the last that has figures."""
        first = min((measure.first_month for measure in every_measure()), default=last_closed())
        usual = grid.latest_month(self.principal) or last_closed()
        form = MonthForm({"month": self.request.GET.get("month") or months.written(usual)}, first=first)
        return form, form.cleaned_data["month"] if form.is_valid() else usual

    def groups(self, month: dt.date) -> list[tuple[str, list[MeasureStatus]]]:
        found: dict[str, list[MeasureStatus]] = {}
        for status in grid.statuses(self.principal, month):
            found.setdefault(status.measure.group, []).append(status)
        return sorted(found.items())


def _table(group: str, rows: list[MeasureStatus]) -> Table:
    return Table(group, COLUMNS, rows, id=f"measures-{group.lower().replace(' ', '-')}", caption_hidden=True)
