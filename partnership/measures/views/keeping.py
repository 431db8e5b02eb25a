"""What a measure's keeper writes: commentary, notes on the chart, targets, and the months of a manual measure."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.access.refusals import Refusal
from partnership.arithmetic import months, words
from partnership.measures import numbers
from partnership.measures.actions import commentary, targets, values
from partnership.measures.forms import AnnotationForm, CommentaryForm, TargetForm, ValueForm
from partnership.measures.models import Annotation, Commentary, Target, Value
from partnership.measures.tables import written
from partnership.measures.views.of_measure import AboutMeasure, KeepersPage
from partnership.pages.banners import say, say_done
from partnership.pages.tables import Column, Table
from partnership.pages.values import NO_DATA, Missing
from partnership.records.backstop import all_or_nothing

UNTIL_FURTHER_NOTICE = Missing("Until further notice")
BY_THE_PORTAL = Missing("The portal")
NOT_CORRECTED = Missing("Not corrected")
MOST_MONTHS = 60


class MeasureCommentary(AboutMeasure):
    template_name = "measures/keeping.html"
    form_class = CommentaryForm
    title = "Commentary"
    button = "Save the commentary"
    columns = (
        Column("month", "Month", value=lambda said: months.in_words(said.month)),
        Column("words", "Commentary"),
        Column("written_by", "By"),
        Column("written_at", "Written"),
    )

    def get_context_data(self, **kwargs):
        said = self.permitted(Commentary).filter(measure=self.measure.slug).select_related("written_by")[:MOST_MONTHS]
        table = Table("Commentary so far", self.columns, list(said), id="commentary")
        empty = "Nobody has said anything about this measure yet."
        return super().get_context_data(**{"table": table, "empty": empty, **kwargs})

    def act(self, form) -> str:
        typed = form.cleaned_data
        text = typed["text"] if typed["what"] == "text" else ""
        commentary.comment(measure=self.measure, month=typed["month"], text=text or "", by=self.principal)
        say_done(self.request, f"The commentary on {months.in_words(typed['month'])} was saved.")
        return self.url


class MeasureAnnotations(KeepersPage):
    template_name = "measures/annotations.html"
    form_class = AnnotationForm
    title = "Notes on the chart"
    button = "Add the note"

    def get_context_data(self, **kwargs):
        notes = self.permitted(Annotation).standing().filter(measure=self.measure.slug).select_related("written_by")
        return super().get_context_data(**{"notes": list(notes), **kwargs})

    def act(self, form) -> str:
        typed = form.cleaned_data
        commentary.annotate(measure=self.measure, on=typed["on"], text=typed["text"], by=self.principal)
        say_done(self.request, "The note was added to the chart.")
        return reverse("measures:annotations", kwargs={"slug": self.measure.slug})


class OfAnnotation(KeepersPage):
    """One press on one note."""

    http_method_names = ["post"]

    @cached_property
    def annotation(self) -> Annotation:
        rows = self.permitted(Annotation).filter(measure=self.measure.slug)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def post(self, request, *args, **kwargs) -> HttpResponse:
        try:
            with all_or_nothing():
                self.press()
        except Refusal as refusal:
            say(request, refusal.sentence)
        return redirect(reverse("measures:annotations", kwargs={"slug": self.measure.slug}))

    def press(self) -> None:
        raise NotImplementedError

    def address(self, name: str) -> str:
        return reverse(f"measures:{name}", kwargs={"slug": self.measure.slug, "pk": self.annotation.pk})


class AnnotationTakeOff(OfAnnotation):
    def press(self) -> None:
        commentary.take_off(annotation=self.annotation, by=self.principal)
        undo_url = self.address("annotation-put-back")
        say_done(self.request, f"‘{self.annotation.text}’ was taken off the chart.", undo_url=undo_url)


class AnnotationPutBack(OfAnnotation):
    def press(self) -> None:
        commentary.put_back(annotation=self.annotation, by=self.principal)
        say_done(self.request, f"‘{self.annotation.text}’ is on the chart again.")


class MeasureTargets(KeepersPage):
    """What holds and what held, and a change from a day on: a past month keeps its target."""

    template_name = "measures/keeping.html"
    form_class = TargetForm
    title = "Targets"
    button = "Save the target"

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
        held = list(self.permitted(Target).filter(measure=self.measure.slug).select_related("set_by"))
        table = Table("Targets", self.columns, held, id="targets")
        return super().get_context_data(**{"table": table, "empty": "No target has been set yet.", **kwargs})

    def act(self, form) -> str:
        typed = form.cleaned_data
        if typed["what"] == "end":
            ended = targets.end_target(measure=self.measure, on=typed["starts_on"], by=self.principal)
            say_done(self.request, f"There is no target from {words.day(ended.valid_until)}.")
        else:
            target = targets.set_target(
                measure=self.measure, value=typed["value"], starts_on=typed["starts_on"], source=typed["source"],
                by=self.principal,
            )  # fmt: skip
            value = numbers.in_a_table(self.measure.unit, target.value)
            say_done(self.request, f"The target is {value} from {words.day(target.valid_from)}.")
        return reverse("measures:targets", kwargs={"slug": self.measure.slug})


class MeasureValues(AboutMeasure):
    """The months of a manual measure, every version of each. One that the portal counts has no such page."""

    template_name = "measures/keeping.html"
    form_class = ValueForm
    title = "Enter or correct a month"
    button = "Save the value"

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

    def act(self, form) -> str:
        typed = form.cleaned_data
        entry = values.Entry(self.measure, typed["month"], typed["value"], typed["why"])
        changed = values.record(rows=[entry], by=self.principal)
        month = months.in_words(entry.month)
        said = f"{month} was saved." if changed else f"{month} has this value already. Nothing was changed."
        say_done(self.request, said)
        return reverse("measures:values", kwargs={"slug": self.measure.slug})
