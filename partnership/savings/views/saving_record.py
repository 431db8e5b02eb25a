"""What every page of one saving has, its overview, and the tabs about what was added to it."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from partnership.arithmetic import months, words
from partnership.pages.values import Corrected, Link, Money
from partnership.pages.views import HistoryPage, OfRecord, Page, RecordFormPage, RecordPage
from partnership.savings import history
from partnership.savings.actions.savings import EQUAL_PARTS
from partnership.savings.models import Evidence, Saving
from partnership.savings.policy import SAVING
from partnership.savings.states import SAVINGS
from partnership.savings.vocabulary import FigureState, State


class OfSaving(OfRecord):
    model = Saving
    policy = SAVING
    states = SAVINGS
    namespace = "savings"
    noun = "saving"
    section = "Savings"
    pages = (
        ("Overview", "saving-overview"),
        ("Months", "saving-months"),
        ("Shares", "saving-shares"),
        ("Evidence", "saving-evidence"),
        ("Corrections", "saving-corrections"),
        ("History", "saving-history"),
    )
    related = ("programme", "owner", "held_by", "created_by")
    way = tuple(state for state in State if state != State.STOPPED)

    def owner(self) -> str:
        return str(self.record.owner)

    def facts(self) -> Iterator[tuple[str, object]]:
        yield "Programme", str(self.record.programme)
        yield "Planned saving", f"{words.money(self.record.planned)} in {self.record.planned_for}"

    def first_actions(self) -> Iterator[Link]:
        """A quality impact assessment that is missing comes before delivery."""
        if self.may_change and self.record.needs_quality and not self.record.is_potential:
            yield Link("Record the quality impact assessment", self.to_record("saving-quality"))

    def other_actions(self) -> Iterator[Link]:
        if not self.may_change:
            return
        if self.record.is_potential:
            yield Link("Change", self.to_record("saving-change"), "saving")
            return
        yield Link("Correct this", self.to_record("saving-correct"), "saving")
        if self.record.recurring:
            yield Link("Plan another year", self.to_record("saving-plan-year"))

    @property
    def may_change(self) -> bool:
        return self.may_edit and self.record.is_open


class SavingPage(OfSaving, RecordPage):
    pass


class SavingForm(OfSaving, RecordFormPage):
    pass


def money(amount) -> Money | None:
    return None if amount is None else Money(amount)


class SavingOverview(SavingPage):
    template_name = "savings/saving_overview.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            about=list(self.about()), money=list(self.money()), quality=list(self.quality()),
            totals=list(self.totals()), **kwargs,
        )  # fmt: skip

    @cached_property
    def corrected(self) -> dict[str, object]:
        """The latest correction of each column, by its name."""
        return {one.field.split(".")[1]: one for one in reversed(self.record.corrections.filter(figure=None))}

    def value(self, name: str, now: object) -> object:
        was = self.corrected.get(name)
        return Corrected(now, was.old_value, was.corrected_at, was.explanation) if was else now

    def about(self) -> Iterator[tuple[str, object]]:
        saving = self.record
        yield "Title", self.value("title", saving.title)
        yield "Programme", self.value("programme", str(saving.programme))
        yield "Category", self.value("category", saving.get_category_display())
        yield "Owner", self.value("owner", str(saving.owner))
        yield "Start", self.value("starts_on", saving.starts_on)
        if saving.minute:
            yield "Where it was agreed", saving.minute
        if saving.why_stopped:
            yield "Why it was stopped", saving.why_stopped

    def money(self) -> Iterator[tuple[str, object]]:
        saving = self.record
        of_year = f", {months.year_in_words(saving.baseline_year)}" if saving.baseline_year else ""
        yield "Type", self.value("recurring", "Recurring" if saving.recurring else "One-off")
        yield "Cash releasing", self.value("cash_releasing", "Yes" if saving.cash_releasing else "No")
        yield "Budget it comes out of", self.value("held_by", str(saving.held_by or EQUAL_PARTS))
        yield f"Baseline amount{of_year}", self.value("baseline", money(saving.baseline))
        yield f"Planned saving, {saving.planned_for}", Money(saving.planned)
        yield "Full-year effect", self.value("full_year_effect", money(saving.full_year_effect))

    def quality(self) -> Iterator[tuple[str, object]]:
        yield "Quality impact assessment done", self.value("quality", self.record.get_quality_display())
        if self.record.quality_why:
            yield "Why none is needed", self.record.quality_why

    def totals(self) -> Iterator[tuple[str, object]]:
        """Potential, planned and confirmed, each by itself."""
        saving, figures = self.record, self.record.figures
        if saving.is_potential:
            yield "Potential, not agreed yet", Money(saving.planned)
            return
        yield "Planned in all its months", Money(figures.total("plan"))
        yield "Confirmed by all three trusts", Money(figures.confirmed().total())
        yield "Entered and not confirmed", Money(figures.exclude(state=FigureState.CONFIRMED).total())


class SavingEvidence(SavingPage):
    template_name = "savings/saving_evidence.html"

    def get_context_data(self, **kwargs):
        evidence = self.record.evidence.select_related("uploaded_by", "removed_by", "figure__saving")
        return super().get_context_data(evidence=evidence, may_edit=self.may_edit, **kwargs)


class SavingCorrections(SavingPage):
    """What was put right, the old value struck through."""

    template_name = "savings/saving_corrections.html"

    def get_context_data(self, **kwargs):
        corrections = self.record.corrections.select_related("corrected_by")
        return super().get_context_data(corrections=corrections, **kwargs)


class SavingHistory(OfSaving, HistoryPage):
    def entries(self):
        return history.of_saving(self.record)


class OfEvidence(OfSaving):
    """One piece of evidence, found on the saving that the URL names."""

    @cached_property
    def subject(self) -> Evidence:
        return get_object_or_404(self.record.evidence, key=self.kwargs["key"])


class EvidenceDownload(OfEvidence, Page):
    """The file as it came, to be kept and not shown."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        evidence = self.subject
        if evidence.removed_at or not evidence.file:
            raise Http404
        return FileResponse(
            evidence.file.open("rb"), as_attachment=True, filename=evidence.name, content_type=evidence.content_type
        )
