"""One measure: what it says, its chart, the figures behind it, and how it is worked out. And the same as a file."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.access.policy import Action
from partnership.arithmetic import clock, months
from partnership.measures import drawing, files, sentences
from partnership.measures.forms import PeriodForm
from partnership.measures.icons import NOT_TESTED, assurance_icon, variation_icon
from partnership.measures.models import Annotation, Baseline, Commentary, Definition
from partnership.measures.policy import MEASURE, Keeping
from partnership.measures.reading import Parts, Reading, last_closed, read, read_parts
from partnership.measures.registry import Breakdown, Chart
from partnership.measures.tables import columns_of, definition_rows, table_of_months, table_of_parts
from partnership.measures.views.of_measure import OfMeasure
from partnership.pages.downloads import csv_response
from partnership.pages.tables import Table
from partnership.pages.values import Link
from partnership.pages.views import Page

USUAL_MONTHS = 24
RECENT = 6


class OfAPeriod(OfMeasure):
    """Months from and to, and a way of taking the measure apart, as the address asks: ``?from=…&to=…&by=trust``."""

    @cached_property
    def period(self) -> PeriodForm:
        this_month = months.month_of(clock.today())
        usual = max(months.after(last_closed(), 1 - USUAL_MONTHS), self.measure.first_month)
        asked = {"from": months.written(usual), "to": months.written(this_month)}
        asked |= {name: self.request.GET[name] for name in asked if name in self.request.GET}
        return PeriodForm(asked, measure=self.measure)

    @cached_property
    def months(self) -> tuple[dt.date, dt.date]:
        """Those asked for; the whole of the measure where they make no sense."""
        if self.period.is_valid():
            return self.period.cleaned_data["from"], self.period.cleaned_data["to"]
        return self.measure.first_month, months.month_of(clock.today())

    @cached_property
    def breakdown(self) -> Breakdown | None:
        wanted = self.request.GET.get("by", "")
        found = self.measure.breakdown(wanted)
        if wanted and found is None:
            raise Http404
        return found

    @cached_property
    def whole(self) -> Reading:
        return read(self.principal, self.measure, *self.months)

    @cached_property
    def parts(self) -> Parts:
        """Each part by its label, where the measure is taken apart."""
        if self.breakdown is None:
            return Parts({}, {})
        return read_parts(self.principal, self.measure, self.breakdown, *self.months)

    def address(self, name: str, **query: str) -> str:
        """Another page of this measure, for the months of this one."""
        first, last = (months.written(month) for month in self.months)
        asked = "&".join(f"{key}={value}" for key, value in {"from": first, "to": last, **query}.items() if value)
        return f"{self.to_measure(name)}?{asked}"


class MeasurePage(OfAPeriod, Page):
    template_name = "measures/measure.html"

    def get_title(self) -> str:
        return self.measure.name

    def get_context_data(self, **kwargs):
        by = self.breakdown.slug if self.breakdown else ""
        return super().get_context_data(
            form=self.period,
            hidden=[("by", by)] if by else [],
            sentence=sentences.sentence(self.whole),
            variation=variation_icon(self.whole.chart.variation) if self.is_tested else NOT_TESTED,
            assurance=assurance_icon(self.whole.chart.assurance),
            has_figures=bool(self.whole.rows),
            table=self.table(),
            recent=self.recent(),
            download_url=self.address("measure-download", by=by) if self.may(MEASURE[Action.EXPORT]) else "",
            definition=self.definition(),
            **self.pictured(),
            **self.said(),
            **self.ways_on(),
            **kwargs,
        )

    @property
    def is_tested(self) -> bool:
        return self.measure.chart is Chart.CONTROL

    # The chart and its figures

    def pictured(self) -> dict[str, Any]:
        notes = list(self.permitted(Annotation).on_the_chart().filter(measure=self.measure.slug).order_by("on", "pk"))
        first, last = self.months
        shown = [note for note in notes if first <= note.on < months.after(last)]
        if self.breakdown:
            chart = drawing.parts_chart(self.measure, self.parts.readings)
        else:
            chart = drawing.whole_chart(self.whole, [(note.on, note.text) for note in shown])
        return {
            "chart": chart,
            "notes": shown,
            "breakdown": self.breakdown,
            "rounded": self.parts.is_rounded,
            "recalculated": sentences.changes_in_words(self.whole),
        }

    def table(self) -> Table:
        if self.breakdown:
            return table_of_parts(self.measure.name, self.measure.unit, self.parts)
        return table_of_months(self.measure.name, self.measure.unit, self.whole.rows)

    def recent(self) -> Table:
        rows = self.whole.rows[-RECENT:]
        columns = columns_of(self.measure.unit)[:2]
        return Table(
            f"Last {len(rows)} {'months' if self.measure.every == 1 else 'quarters'}",
            columns,
            rows,
            id="recent",
            stacked=False,
        )

    # What is said about it

    def said(self) -> dict[str, Any]:
        rows = self.permitted(Commentary).filter(measure=self.measure.slug).select_related("written_by")
        first, last = self.months
        by_month: dict[dt.date, Commentary] = {}
        for commentary in rows.filter(month__gte=first, month__lte=last)[:100]:
            by_month.setdefault(commentary.month, commentary)
        return {"commentaries": list(by_month.values()), "as_at": self.as_at()}

    def as_at(self) -> dt.datetime | None:
        return max((row.as_at for row in self.whole.rows if row.as_at), default=None)

    def definition(self) -> dict[str, Any]:
        written = list(self.permitted(Definition).filter(measure=self.measure.slug).order_by("-noted_at", "-pk"))
        return {"rows": definition_rows(self.measure), "changes": _changes(written)}

    # Where one can go from here

    def ways_on(self) -> dict[str, Any]:
        month = self.whole.latest.month if self.whole.latest else self.months[1]
        records = self.measure.records(self.principal, month) if self.measure.records else ""
        return {
            "breakdowns": self.breakdown_links(),
            "records_url": records,
            "records_month": month,
            "waiting": self.waiting(),
            "recalculations": self.recalculations(),
            "actions": self.actions(),
            "key_url": reverse("measures:key"),
        }

    def breakdown_links(self) -> list[Link]:
        links = [
            Link(f"By {breakdown.label.lower()}", self.address("measure", by=breakdown.slug))
            for breakdown in self.measure.breakdowns
            if breakdown is not self.breakdown
        ]
        return [*([Link("The whole Partnership", self.address("measure"))] if self.breakdown else []), *links]

    @cached_property
    def baselines(self) -> list[Baseline]:
        rows = self.permitted(Baseline).not_ended().filter(measure=self.measure.slug)
        return list(rows.select_related("asked_by").order_by("month"))

    def waiting(self) -> list[tuple[Baseline, str]]:
        """Limits that someone asked for, with the address where another person approves them."""
        return [
            (line, self._of(line, "baseline-settle") if self.may_settle(line) else "")
            for line in self.baselines
            if line.is_waiting
        ]

    def may_settle(self, line: Baseline) -> bool:
        return self.may(MEASURE[Action.DECIDE])

    def recalculations(self) -> list[Link]:
        if not self.may(MEASURE[Action.DECIDE]):
            return []
        return [
            Link("Undo these limits", self._of(line, "baseline-undo"), f"from {months.in_words(line.month)}")
            for line in self.baselines
            if line.in_force
        ]

    def _of(self, line: Baseline, name: str) -> str:
        return self.to_measure(name, pk=line.pk)

    def actions(self) -> list[Link]:
        if not Keeping(self.measure).held_by(self.principal):
            return []
        pages = [("Add commentary", "commentary"), ("Add a note to the chart", "annotations"), ("Targets", "targets")]
        if self.measure.is_manual:
            pages.insert(0, ("Enter or correct a month", "values"))
        if self.is_tested:
            pages.append(("Recalculate the limits", "recalculate"))
        return [Link(text, self.to_measure(name)) for text, name in pages]


class MeasureDownload(OfAPeriod, Page):
    """The figures of the page, in full: the same rows, each with all that is known of it."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        first, last = (months.written(month) for month in self.months)
        by = f"_by_{self.breakdown.slug}" if self.breakdown else ""
        readings = self.parts.readings if self.breakdown else {"": self.whole}
        rows = list(files.rows(self.measure, readings, clock.now()))
        return csv_response(files.COLUMNS, rows, f"{self.measure.slug}{by}_{first}_{last}")


def _changes(written_down: list[Definition]) -> list[tuple[dt.datetime, list[tuple[str, str, str]]]]:
    """When the definition changed, newest first, and what: label, before and after."""
    return [(now.noted_at, _differences(before, now)) for now, before in pairwise(written_down)]


def _differences(before: Definition, now: Definition) -> list[tuple[str, str, str]]:
    labels = dict.fromkeys((*now.said, *before.said))
    values = [(label, before.said.get(label, ""), now.said.get(label, "")) for label in labels]
    return [(label, old, new) for label, old, new in values if old != new]
