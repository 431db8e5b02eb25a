"""The pages of one saving: how it is found, the bar above it, its tabs, and what can be done from here."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.arithmetic import months, words
from partnership.arithmetic.shares import NOTHING, equal_shares, summed
from partnership.pages.heads import RecordHead
from partnership.pages.tables import Column, Table
from partnership.pages.values import Corrected, Link, Missing, Money, NotNow, Several, Tag
from partnership.pages.views import HistoryPage, Page, RecordPage, Tab
from partnership.pages.views.records import OfRecord
from partnership.savings import history
from partnership.savings.actions.savings import EQUAL_PARTS
from partnership.savings.models import Confirmation, Evidence, MonthFigure, Saving, Settlement
from partnership.savings.policy import CONFIRMATION, SAVING
from partnership.savings.states import SAVINGS
from partnership.savings.sums import trusts
from partnership.savings.views.pages import HOME, SECTION, to_savings, to_take_back
from partnership.savings.vocabulary import FigureState, Quality

EDIT = SAVING[Action.EDIT]
TABS = (
    ("Overview", "saving-overview"),
    ("Months", "saving-months"),
    ("Shares", "saving-shares"),
    ("Evidence", "saving-evidence"),
    ("Corrections", "saving-corrections"),
    ("History", "saving-history"),
)
NO_ACTUAL = Missing("No actual")
NO_FORECAST = Missing("No forecast")


def url(name: str, saving: Saving, **more: object) -> str:
    return reverse(f"savings:{name}", kwargs={"reference": saving.reference, **more})


class OfSaving:
    """A page of one saving, found by its reference among those that this person may see."""

    model = Saving
    section = SECTION
    related = ("programme", "owner", "held_by", "created_by")

    def to_record(self, name: str = "saving-overview", **more: object) -> str:
        return url(name, self.record, **more)


class SavingPage(OfSaving, RecordPage):
    """One tab of a saving."""

    tab = ""

    def get_title(self) -> str:
        return f"{self.record.title}: {self.tab.lower()}"

    def breadcrumbs(self) -> list[Link]:
        return [HOME, to_savings()]

    def head(self) -> RecordHead:
        saving = self.record
        return RecordHead(
            heading=saving.title,
            reference=saving.reference,
            tags=(Tag(saving.get_state_display()),),
            owner=str(saving.owner),
            facts=(
                ("Programme", str(saving.programme)),
                ("Planned saving", f"{words.money(saving.planned)} in {saving.planned_for}"),
            ),
            actions=tuple(actions(saving, self.principal)),
            leads=saving.is_open,
        )

    def tabs(self) -> list[Tab]:
        return [Tab(label, url(name, self.record), current=label == self.tab) for label, name in TABS]

    @cached_property
    def may_edit(self) -> bool:
        return self.may(EDIT)


def actions(saving: Saving, by: Principal) -> list[Link | NotNow]:
    """What this person can do from here, the next step first and its end last. What cannot be done yet says why."""
    found: list[Link | NotNow] = []
    may_edit = EDIT.held_by(by) and saving.is_open
    if may_edit and saving.quality == Quality.NOT_DONE and not saving.is_potential:
        found.append(Link("Record the quality impact assessment", url("saving-quality", saving)))
    for move, why_not in SAVINGS.offers(saving, by):
        found.append(NotNow(move.label, why_not) if why_not else Link(move.label, url(f"saving-{move.verb}", saving)))
    if may_edit:
        change = ("Change", "saving-change") if saving.is_potential else ("Correct this", "saving-correct")
        found.append(Link(change[0], url(change[1], saving), "saving"))
        if saving.recurring and not saving.is_potential:
            found.append(Link("Plan another year", url("saving-plan-year", saving)))
    return sorted(found, key=lambda action: (isinstance(action, NotNow), action.text == SAVINGS["stop"].label))


class SavingOverview(SavingPage):
    tab = "Overview"
    template_name = "savings/saving_overview.html"

    def get_title(self) -> str:
        return self.record.title

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
        yield f"Baseline amount{of_year}", self.value("baseline", _money(saving.baseline))
        yield f"Planned saving, {saving.planned_for}", Money(saving.planned)
        yield "Full-year effect", self.value("full_year_effect", _money(saving.full_year_effect))

    def quality(self) -> Iterator[tuple[str, object]]:
        yield "Quality impact assessment done", self.value("quality", self.record.get_quality_display())
        if self.record.quality_why:
            yield "Why none is needed", self.record.quality_why

    def totals(self) -> Iterator[tuple[str, object]]:
        """Potential, planned and confirmed, each by itself."""
        saving, figures = self.record, self.record.figures
        if saving.is_potential:
            yield "Potential, agreed by nobody yet", Money(saving.planned)
            return
        yield "Planned in all its months", Money(figures.total("plan"))
        yield "Confirmed by all three trusts", Money(figures.confirmed().total())
        yield "Entered and not confirmed", Money(figures.exclude(state=FigureState.CONFIRMED).total())


class SavingMonths(SavingPage):
    """Every month, with each trust's response to it."""

    tab = "Months"
    template_name = "savings/saving_months.html"

    @cached_property
    def figures(self) -> list[MonthFigure]:
        rows = self.record.figures.select_related("corrects", "sent_by").prefetch_related("corrections__corrected_by")
        return list(rows)

    @cached_property
    def responses(self) -> dict[int, list[Confirmation]]:
        """The trusts' responses to the present sending that were not taken back, by figure."""
        found: dict[int, list[Confirmation]] = {figure.pk: [] for figure in self.figures}
        sendings = {figure.pk: figure.sending for figure in self.figures}
        rows = self.permitted(Confirmation).standing().filter(figure__saving=self.record).select_related("trust")
        for response in rows:
            if response.sending == sendings[response.figure_id]:
                found[response.figure_id].append(response)
        return found

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            years=[(label, self.table(label, rows)) for label, rows in self.years()], **kwargs
        )

    def years(self) -> list[tuple[str, list[MonthFigure]]]:
        by_year: dict[int, list[MonthFigure]] = {}
        for figure in self.figures:
            by_year.setdefault(months.financial_year(figure.month), []).append(figure)
        return [(months.year_in_words(year), rows) for year, rows in sorted(by_year.items(), reverse=True)]

    def table(self, label: str, rows: list[MonthFigure]) -> Table:
        columns = (
            Column("month", "Month", self.month_of),
            Column("plan", "Plan", lambda figure: _money(figure.plan) if not figure.corrects_id else "", numeric=True,
                   missing=Missing("A correction")),
            Column("forecast", "Forecast", lambda figure: _money(figure.forecast), numeric=True, missing=NO_FORECAST),
            Column("actual", "Actual", self.actual_of, numeric=True, missing=NO_ACTUAL),
            Column("variance", "Variance", lambda figure: _money(figure.variance), numeric=True,
                   missing=Missing("Not applicable")),
            Column("status", "Status", lambda figure: Tag(figure.get_state_display()), early=True),
            Column("responses", "Trusts", self.responses_to),
            Column("do", "Actions", self.acts, missing=Missing("None")),
        )  # fmt: skip
        return Table(f"Months of {label}", columns, rows, id=f"months-{label}")

    def month_of(self, figure: MonthFigure) -> str:
        if figure.corrects_id:
            return f"{figure.month_in_words}: corrects {figure.corrects.month_in_words}"
        return figure.month_in_words

    def actual_of(self, figure: MonthFigure) -> object:
        """The amount, with the one that was struck through where it was corrected in place."""
        latest = next(iter(figure.corrections.all()), None)
        if latest and figure.actual is not None and latest.new_value == words.money(figure.actual):
            return Corrected(Money(figure.actual), latest.old_value, latest.corrected_at, latest.explanation)
        return _money(figure.actual)

    def responses_to(self, figure: MonthFigure) -> str:
        texts = [
            f"{one.trust}: {one.query}" if one.query else f"{one.trust} confirmed" for one in self.responses[figure.pk]
        ]
        return "; ".join(texts) or "Not heard yet"

    def acts(self, figure: MonthFigure) -> object:
        is_closed, links = figure.month in self.closed_months, []
        if self.may_edit and figure.state == FigureState.QUERIED:
            links.append(Link("Answer the query", self.to_record("month-answer", pk=figure.pk), figure.month_in_words))
        if self.may_edit and (figure.was_sent or (is_closed and self.record.has_actuals)):
            links.append(Link("Correct this", self.to_record("month-correct", pk=figure.pk), figure.month_in_words))
        if self.may(CONFIRMATION[Action.DECIDE]) and not is_closed and not figure.can_be_typed:
            links.append(Link("Query", self.to_record("month-query", pk=figure.pk), figure.month_in_words))
            if self.is_confirmed_here(figure):
                links.append(to_take_back(figure, figure.month_in_words))
        return Several(links) if links else None

    def is_confirmed_here(self, figure: MonthFigure) -> bool:
        """By the reader's own trust."""
        return any(one.trust_id == self.principal.trust_id and not one.is_query for one in self.responses[figure.pk])

    @cached_property
    def closed_months(self) -> set:
        found = self.permitted(Settlement).filter(month__in={figure.month for figure in self.figures})
        return {settlement.month for settlement in found if settlement.is_closed}


class SavingShares(SavingPage):
    """Each trust's equal part of the plan and of what is confirmed, by year. Worked out, never typed."""

    tab = "Shares"
    template_name = "savings/saving_shares.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(planned=self.planned(), confirmed=self.confirmed(), **kwargs)

    def planned(self) -> Table:
        shares = equal_shares(self.record.planned)
        rows = [(str(trust), Money(shares[slug])) for slug, trust in trusts().items()]
        rows.append(("Planned saving", Money(self.record.planned)))
        columns = (
            Column("trust", "Trust", lambda row: row[0]),
            Column("share", "Share", lambda row: row[1], numeric=True),
        )
        return Table(
            f"Each trust’s share of the planned saving, {self.record.planned_for}", columns, rows, id="planned"
        )

    def confirmed(self) -> Table:
        """A row a confirmed month, and their sum column by column."""
        figures = list(self.record.figures.confirmed())
        rows = [(figure.month_in_words, figure.actual, figure.shares) for figure in figures]
        total = sum((figure.actual for figure in figures), NOTHING)
        if rows:
            rows.append(("All confirmed months", total, summed(shares for _, _, shares in rows)))
        columns = (
            Column("month", "Month", lambda row: row[0]),
            Column("actual", "Confirmed", lambda row: Money(row[1]), numeric=True),
            *(Column(slug, str(trust), lambda row, slug=slug: Money(row[2][slug]), numeric=True)
              for slug, trust in trusts().items()),
        )  # fmt: skip
        return Table("Each trust’s share of what is confirmed", columns, rows, id="confirmed")


class SavingEvidence(SavingPage):
    tab = "Evidence"
    template_name = "savings/saving_evidence.html"

    def get_context_data(self, **kwargs):
        evidence = self.record.evidence.select_related("uploaded_by", "removed_by", "figure__saving")
        return super().get_context_data(evidence=evidence, may_edit=self.may_edit, **kwargs)


class SavingCorrections(SavingPage):
    """What was put right, the old value struck through."""

    tab = "Corrections"
    template_name = "savings/saving_corrections.html"

    def get_context_data(self, **kwargs):
        corrections = self.record.corrections.select_related("corrected_by")
        return super().get_context_data(corrections=corrections, **kwargs)


class SavingHistory(SavingPage, HistoryPage):
    tab = "History"

    def entries(self):
        return history.of_saving(self.record)


class OfEvidence(OfSaving):
    """One piece of evidence, found on the saving that the URL names."""

    @cached_property
    def evidence(self) -> Evidence:
        return get_object_or_404(self.record.evidence, key=self.kwargs["key"])


class EvidenceDownload(OfEvidence, OfRecord, Page):
    """The file as it came, to be kept and not shown."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        evidence = self.evidence
        if evidence.removed_at or not evidence.file:
            raise Http404
        return FileResponse(
            evidence.file.open("rb"), as_attachment=True, filename=evidence.name, content_type=evidence.content_type
        )


def _money(amount) -> Money | None:
    return None if amount is None else Money(amount)
