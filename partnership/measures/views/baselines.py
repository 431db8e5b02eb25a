"""Limits that are recalculated: asked for on one page, shown once more, settled by somebody else on another."""

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
from partnership.measures.views.of_measure import AboutMeasure, OfMeasure
from partnership.pages.banners import say_done
from partnership.pages.tables import Column, Table
from partnership.pages.values import Missing, Tag
from partnership.pages.views import ConfirmStep, FormPage

NOBODY = Missing("Nobody")
COLUMNS = (
    Column("month", "From", value=lambda line: months.in_words(line.month)),
    Column("standing", "How it stands", value=lambda line: Tag(line.standing)),
    Column("what_changed", "What changed"),
    Column("evidence", "Evidence"),
    Column("asked_by", "Asked for by"),
    Column("approved_by", "Approved by", missing=NOBODY),
    Column("ended_by", "Declined or undone by", missing=NOBODY),
    Column("why_ended", "Why", missing=Missing("It stands")),
)


class MeasureRecalculate(ConfirmStep, AboutMeasure):
    """New limits make what was out of the ordinary look ordinary, so they are asked about twice."""

    template_name = "measures/keeping.html"
    form_class = BaselineForm
    title = "Recalculate the limits"
    button = "Continue"
    hint = (
        "Do this only after a known change with a date, when the shift has lasted. Another person has to approve it, "
        "and the reason is printed under the chart for as long as the limits stand."
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

    def act(self, form) -> str:
        line = baselines.ask(measure=self.measure, by=self.principal, **form.cleaned_data)
        say_done(
            self.request,
            f"New limits from {months.in_words(line.month)} wait for another person to approve them.",
        )
        return self.url


class OfBaseline(OfMeasure, FormPage):
    """One recalculation of this measure."""

    @cached_property
    def baseline(self) -> Baseline:
        rows = self.permitted(Baseline).filter(measure=self.measure.slug).select_related("asked_by", "approved_by")
        return get_object_or_404(self.fitting(rows), pk=self.kwargs["pk"])

    def fitting(self, rows):
        return rows

    def dispatch(self, request, *args, **kwargs):
        self.baseline  # noqa: B018 - one that does not wait, or does not stand, is a 404 before anything else
        return super().dispatch(request, *args, **kwargs)

    def breadcrumbs(self):
        return []

    def back_link(self) -> str:
        return self.url

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

    def act(self, form) -> str:
        typed, month = form.cleaned_data, months.in_words(self.baseline.month)
        if typed["what"] == "approve":
            baselines.approve(baseline=self.baseline, by=self.principal)
            say_done(self.request, f"The limits are recalculated from {month}.")
        else:
            baselines.end(baseline=self.baseline, why=typed["why"], by=self.principal)
            say_done(self.request, f"The limits from {month} were declined.")
        return self.url


class BaselineUndo(OfBaseline):
    template_name = "measures/baseline.html"
    form_class = WhyForm
    title = "Undo recalculated limits"
    button = "Undo these limits"

    def fitting(self, rows):
        return rows.filter(approved_at__isnull=False, ended_at=None)

    def act(self, form) -> str:
        baselines.end(baseline=self.baseline, why=form.cleaned_data["why"], by=self.principal)
        say_done(self.request, f"The limits from {months.in_words(self.baseline.month)} were undone.")
        return self.url
