"""What a measure's keeper writes: commentary, notes on the chart, targets, and the months of a manual measure."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from partnership.arithmetic import months, words
from partnership.measures import numbers
from partnership.measures.actions import commentary, targets, values
from partnership.measures.forms import AnnotationForm, CommentaryForm, TargetForm, ValueForm
from partnership.measures.models import Annotation, Commentary, Target, Value
from partnership.measures.tables import written
from partnership.measures.views.of_measure import AboutMeasure, ForItsKeeper, KeepersForm
from partnership.pages.tables import Column, Table
from partnership.pages.values import NO_DATA, Missing
from partnership.pages.views import RecordAct

UNTIL_FURTHER_NOTICE = Missing("Until further notice")
BY_THE_PORTAL = Missing("The portal")
NOT_CORRECTED = Missing("Not corrected")
MOST_MONTHS = 60


class MeasureCommentary(AboutMeasure):
    action = staticmethod(commentary.comment)
    template_name = "measures/keeping.html"
    form_class = CommentaryForm
    title = "Commentary"
    button = "Save the commentary"
    columns = (
        Column("month", "Month", value=lambda one: months.in_words(one.month)),
        Column("words", "Commentary"),
        Column("written_by", "By"),
        Column("written_at", "Written"),
    )

    def get_context_data(self, **kwargs):
        rows = self.permitted(Commentary).filter(measure=self.measure.slug).select_related("written_by")[:MOST_MONTHS]
        table = Table("Commentary so far", self.columns, list(rows), id="commentary")
        return super().get_context_data(**{"table": table, "empty": "No commentary yet.", **kwargs})

    def get_success(self) -> str:
        return f"The commentary for {months.in_words(self.changed.month)} was saved."


class MeasureAnnotations(KeepersForm):
    action = staticmethod(commentary.annotate)
    template_name = "measures/annotations.html"
    form_class = AnnotationForm
    title = "Notes on the chart"
    button = "Add the note"
    success = "The note was added to the chart."
    after = "annotations"

    def get_context_data(self, **kwargs):
        notes = self.permitted(Annotation).on_the_chart().filter(measure=self.measure.slug)
        return super().get_context_data(**{"notes": list(notes.select_related("written_by")), **kwargs})


class OfAnnotation(ForItsKeeper, RecordAct):
    """One press on one note."""

    @cached_property
    def annotation(self) -> Annotation:
        rows = self.permitted(Annotation).filter(measure=self.measure.slug)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def subject(self) -> Annotation:
        return self.annotation

    def after_url(self) -> str:
        return self.to_measure("annotations")

    def act(self) -> str:
        self.action(annotation=self.annotation, by=self.principal)
        return self.success.format(record=f"‘{self.annotation.text}’")


class AnnotationTakeOff(OfAnnotation):
    action = staticmethod(commentary.take_off)
    success = "{record} was taken off the chart."

    def undo_url(self) -> str:
        return self.to_measure("annotation-put-back", pk=self.annotation.pk)


class AnnotationPutBack(OfAnnotation):
    action = staticmethod(commentary.put_back)
    success = "{record} is on the chart again."


class MeasureTargets(KeepersForm):
    """The targets so far, and a change from a day on: a past month keeps its target."""

    template_name = "measures/keeping.html"
    form_class = TargetForm
    title = "Targets"
    button = "Save the target"
    after = "targets"

    @property
    def columns(self) -> tuple[Column, ...]:
        unit = self.measure.unit
        return (
            Column("value", "Target", value=lambda target: numbers.in_a_table(unit, target.value)),
            Column("valid_from", "From"),
            Column("valid_until", "Until", missing=UNTIL_FURTHER_NOTICE),
            Column("source", "Source"),
            Column("set_by", "Set by", missing=BY_THE_PORTAL),
        )

    def get_context_data(self, **kwargs):
        rows = list(self.permitted(Target).filter(measure=self.measure.slug).select_related("set_by"))
        table = Table("Targets", self.columns, rows, id="targets")
        return super().get_context_data(**{"table": table, "empty": "No target has been set yet.", **kwargs})

    def change(self, form) -> Target:
        act = targets.end_target if form.ends else targets.set_target
        return act(measure=self.measure, by=self.principal, **form.values)

    def get_success(self) -> str:
        target = self.changed
        if target.valid_until:
            return f"There is no target from {words.day(target.valid_until)}."
        value = numbers.in_a_table(self.measure.unit, target.value)
        return f"The target is {value} from {words.day(target.valid_from)}."


class MeasureValues(AboutMeasure):
    """The months of a manual measure, every version of each. One that the portal counts has no such page."""

    template_name = "measures/keeping.html"
    form_class = ValueForm
    title = "Enter or correct a month"
    button = "Save the value"
    after = "values"

    def dispatch(self, request, *args, **kwargs):
        if not self.measure.is_manual:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def columns(self) -> tuple[Column, ...]:
        unit = self.measure.unit
        return (
            Column("month", "Month", value=lambda value: months.in_words(value.month)),
            Column("value", "Value", value=lambda value: written(unit, value.value), numeric=True, missing=NO_DATA),
            Column("recorded_by", "Recorded by", missing=BY_THE_PORTAL),
            Column("recorded_at", "Recorded"),
            Column("superseded_at", "Corrected", missing=NOT_CORRECTED),
            Column("why", "Why it was corrected", missing=Missing("First entry")),
        )

    def get_context_data(self, **kwargs):
        rows = self.permitted(Value).of_the_whole().filter(measure=self.measure.slug).select_related("recorded_by")
        recorded = list(rows.order_by("-month", "-version")[:MOST_MONTHS])
        table = Table("Months so far", self.columns, recorded, id="months", stacked=False)
        return super().get_context_data(**{"table": table, "empty": "No month has been entered yet.", **kwargs})

    def change(self, form) -> str:
        entry = values.Entry(self.measure, **form.values)
        changed, month = values.record(rows=[entry], by=self.principal), months.in_words(entry.month)
        return f"{month} was saved." if changed else f"{month} has this value already. Nothing was changed."

    def get_success(self) -> str:
        return self.changed
