"""The three trusts side by side: one chart each on one scale, in the fixed order and never ranked."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property

from partnership.arithmetic import months
from partnership.board.forms import CompareForm
from partnership.measures import drawing
from partnership.measures.reading import last_closed, read_parts
from partnership.measures.registry import BY_TRUST, MEASURES, Measure, every_measure
from partnership.measures.views.measure import USUAL_MONTHS, table_of_parts
from partnership.pages.values import HOME, Link
from partnership.pages.views import Page


def comparable() -> list[Measure]:
    """Those that are taken apart by trust."""
    return [measure for measure in every_measure() if measure.breakdown(BY_TRUST.slug)]


class Compare(Page):
    """``?measure=assessments-on-time``; the first that there is, unless one is chosen. Two years to the last month."""

    template_name = "board/compare.html"
    section = "Board"

    def get_title(self) -> str:
        return f"Compare the trusts: {self.measure.name}" if self.measure else "Compare the trusts"

    @cached_property
    def form(self) -> CompareForm:
        offered = comparable()
        first = {"measure": offered[0].slug} if offered else {}
        choices = [(measure.slug, f"{measure.group}: {measure.name}") for measure in offered]
        return CompareForm({**first, **self.request.GET.dict()}, measures=choices)

    @cached_property
    def measure(self) -> Measure | None:
        return MEASURES[self.form.cleaned_data["measure"]] if self.form.is_valid() else None

    def breadcrumbs(self) -> list[Link]:
        return [HOME]

    def get_context_data(self, **kwargs):
        given = {"form": self.form, "measure": self.measure, "nothing_to_compare": not comparable()}
        return super().get_context_data(**given, **(self.compared(self.measure) if self.measure else {}), **kwargs)

    def compared(self, measure: Measure) -> dict[str, Any]:
        last = last_closed()
        first = max(months.after(last, 1 - USUAL_MONTHS), measure.first_month)
        parts = read_parts(self.principal, measure, BY_TRUST, first, last)
        period = f"from={months.written(first)}&to={months.written(last)}&" if first < last else ""
        query = f"?{period}by={BY_TRUST.slug}"
        return {
            "has_figures": bool(parts.readings),
            "chart": drawing.parts_chart(measure, parts.readings) if parts.readings else "",
            "table": table_of_parts(f"{measure.name} by trust", measure.unit, parts),
            "rounded": parts.is_rounded,
            "measure_url": reverse("measures:measure", kwargs={"slug": measure.slug}) + query,
            "download_url": reverse("measures:measure-download", kwargs={"slug": measure.slug}) + query,
        }
