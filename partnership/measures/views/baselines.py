"""Limits that are recalculated: asked for on one page, shown once more, approved by someone else on another."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from partnership.arithmetic import months
from partnership.arithmetic.words import moment
from partnership.arithmetic.xmr import FEWEST_POINTS
from partnership.measures.actions import baselines
from partnership.measures.forms import BaselineForm, SettleForm, WhyForm
from partnership.measures.models import Baseline
from partnership.measures.registry import Chart
from partnership.measures.views.of_measure import AboutMeasure, MeasureForm
from partnership.pages.tables import Column, Table
from partnership.pages.values import Missing, Tag
from partnership.pages.views import ConfirmStep

NO_ONE = Missing("No one yet")
COLUMNS = (
    Column("month", "From", value=lambda line: months.in_words(line.month)),
    Column("status", "Status", value=lambda line: Tag(line.status)),
    Column("what_changed", "What changed"),
    Column("evidence", "Evidence"),
    Column("asked_by", "Asked for by"),
    Column("approved_by", "Approved by", missing=NO_ONE),
    Column("ended_by", "Declined or undone by", missing=NO_ONE),
    Column("why_ended", "Why", missing=Missing("Not ended")),
)


class MeasureRecalculate(ConfirmStep, AboutMeasure):
    """New limits make what was out of the ordinary look ordinary, so they are asked about twice."""

    action = staticmethod(baselines.ask)
    template_name = "measures/keeping.html"
    form_class = BaselineForm
    title = "Recalculate the limits"
    button = "Continue"
    hint = (
        "Do this only after a known change with a date, when the shift has lasted. Another person has to approve it, "
        "and the reason is printed under the chart for as long as the limits are in use."
    )
    confirm_template = "measures/recalculate_confirm.html"

    def dispatch(self, request, *args, **kwargs):
        if self.measure.chart is not Chart.CONTROL:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        lines = self.permitted(Baseline).filter(measure=self.measure.slug)
        lines = lines.select_related("asked_by", "approved_by", "ended_by")
        table = Table("Limits so far", COLUMNS, list(lines), id="limits", stacked=False)
        return super().get_context_data(**{"table": table, "empty": "No limits have been recalculated yet.", **kwargs})

    def context(self, form) -> dict[str, object]:
        month = form.cleaned_data["month"]
        points = baselines.points_from(self.measure, month)
        return {
            "confirm_title": "Check that these limits should be recalculated",
            "confirm_button": "Yes, ask for approval",
            "change_button": "Change my answers",
            "rows": form.answers(),
            "month": months.in_words(month),
            "points": points,
            "too_few": points < FEWEST_POINTS,
        }

    def get_success(self) -> str:
        month = months.in_words(self.changed.month)
        return f"New limits from {month} wait for another person to approve them."


class OfBaseline(MeasureForm):
    """One recalculation of this measure."""

    @cached_property
    def baseline(self) -> Baseline:
        rows = self.permitted(Baseline).filter(measure=self.measure.slug).select_related("asked_by", "approved_by")
        return get_object_or_404(self.fitting(rows), pk=self.kwargs["pk"])

    def fitting(self, rows):
        return rows

    def dispatch(self, request, *args, **kwargs):
        self.baseline  # noqa: B018 - one that does not wait, or is not in use, is a 404 before anything else
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        line = self.baseline
        rows = [
            ("Limits are recalculated from", months.in_words(line.month)),
            ("What changed", line.what_changed),
            ("Evidence", line.evidence),
            ("Trial", line.is_trial),
            ("Asked for by", f"{line.asked_by}, {moment(line.asked_at)}"),
            *([("Approved by", f"{line.approved_by}, {moment(line.approved_at)}")] if line.approved_by else []),
        ]
        return super().get_context_data(**{"rows": rows, **kwargs})


class BaselineSettle(OfBaseline):
    template_name = "measures/baseline.html"
    form_class = SettleForm
    title = "Approve new limits"
    button = "Save"

    def fitting(self, rows):
        return rows.filter(approved_at=None, ended_at=None)

    def change(self, form) -> str:
        month = months.in_words(self.baseline.month)
        if form.cleaned_data["what"] == "approve":
            baselines.approve(baseline=self.baseline, by=self.principal)
            return f"The limits are recalculated from {month}."
        baselines.end(baseline=self.baseline, why=form.cleaned_data["why"], by=self.principal)
        return f"The limits from {month} were declined."

    def get_success(self) -> str:
        return self.changed


class BaselineUndo(OfBaseline):
    template_name = "measures/baseline.html"
    form_class = WhyForm
    title = "Undo recalculated limits"
    button = "Undo these limits"

    def fitting(self, rows):
        return rows.filter(approved_at__isnull=False, ended_at=None)

    def change(self, form) -> Baseline:
        return baselines.end(baseline=self.baseline, by=self.principal, **form.values)

    def get_success(self) -> str:
        return f"The limits from {months.in_words(self.changed.month)} were undone."
