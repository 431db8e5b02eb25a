"""Schemes of reinvestment: the list, each scheme with the measure that it should improve, and what is decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from partnership.access.policy import Action
from partnership.arithmetic import clock, months, words
from partnership.measures import numbers, reading
from partnership.measures.policy import MEASURE
from partnership.measures.registry import Measure, find
from partnership.pages.heads import Clock
from partnership.pages.tables import Column, Table
from partnership.pages.values import Link, Missing, Money, Tag
from partnership.pages.views import (
    ListPage,
    ListTab,
    MovePage,
    NewPage,
    OfRecord,
    RecordFormPage,
    RecordPage,
)
from partnership.records.states import Transition
from partnership.savings import history
from partnership.savings.actions import reinvesting
from partnership.savings.filters import ReinvestmentFilters
from partnership.savings.forms.reinvestment import ApproveForm, ReinvestmentForm
from partnership.savings.models import AMOUNT_NOT_PUBLISHED, Reinvestment
from partnership.savings.policy import REINVESTMENT
from partnership.savings.states import REINVESTMENTS
from partnership.savings.sums import over_budget, reinvestment_budget
from partnership.savings.vocabulary import COMMITTED, ReinvestmentState
from partnership.work.views.saved_filters import SavesFilters

NEW = REINVESTMENT[Action.NEW]
NOT_PUBLISHED, NO_MEASURE = Missing(AMOUNT_NOT_PUBLISHED), Missing("No measure named")
MONTHS_ON_EACH_SIDE = 12


class OfReinvestment(OfRecord):
    model = Reinvestment
    policy = REINVESTMENT
    states = REINVESTMENTS
    namespace = "savings"
    noun = "reinvestment"
    section = "Reinvestment"
    pages = (("Overview", "reinvestment-overview"), ("History", "reinvestment-history"))
    related = ("proposed_by", "decided_by", "decided_for", "reviewed_by")
    way = (ReinvestmentState.PROPOSED, *COMMITTED)
    sources = history.OF_A_REINVESTMENT

    @classmethod
    def nouns(cls) -> tuple[str, str]:
        return "reinvestment scheme", "reinvestment schemes"

    def clock_shown(self) -> Clock | None:
        """When what is live is to be reviewed."""
        scheme = self.record
        if scheme.state != ReinvestmentState.LIVE or not scheme.review_due_on:
            return None
        left = (scheme.review_due_on - clock.today()).days
        return Clock(f"Review {words.days_left(left)}", late=left < 0)

    def facts(self) -> Iterator[tuple[str, object]]:
        yield "Area", self.record.get_area_display()
        yield "Amount", words.money(self.record.amount) or AMOUNT_NOT_PUBLISHED
        yield "Funding source", self.record.get_funding_display()

    def moves(self) -> Iterator[tuple[Transition, str | None]]:
        """The person who proposed it cannot decide on it."""
        is_own = self.record.proposed_by_id == self.principal.user_id
        for move, why_not in super().moves():
            decides = is_own and move.needs == REINVESTMENT[Action.DECIDE]
            yield move, why_not or ("You proposed it, so someone else decides." if decides else None)

    def other_actions(self) -> Iterator[Link]:
        if self.record.state == ReinvestmentState.PROPOSED and self.may_edit:
            yield Link("Change", self.to_record("reinvestment-change"), "proposal")


# The list


def amount(scheme: Reinvestment) -> Money | None:
    return None if scheme.amount is None else Money(scheme.amount)


def measure_of(scheme: Reinvestment) -> Link | str:
    """The measure that it should improve: a link once its app declares it."""
    measure = find(scheme.measure)
    return Link(measure.name, reverse("measures:measure", args=[measure.slug])) if measure else scheme.measure


COLUMNS = (
    Column("title", "Scheme", lambda scheme: Link(scheme.title, OfReinvestment.url_of(scheme)), order_by="title"),
    Column("reference", "Reference", order_by="reference", nowrap=True),
    Column("area", "Area", lambda scheme: scheme.get_area_display(), order_by="area"),
    Column("status", "Status", lambda scheme: Tag(scheme.get_state_display()), order_by="state", early=True),
    Column("amount", "Amount", amount, order_by="amount", numeric=True, missing=NOT_PUBLISHED),
    Column("funding", "Funding source", lambda scheme: scheme.get_funding_display(), order_by="funding"),
    Column("starts_on", "Start", order_by="starts_on", missing=Missing("Not known")),
    Column("measure", "Measure", measure_of, missing=NO_MEASURE),
)


class ReinvestmentList(SavesFilters, ListPage):
    template_name = "savings/reinvestment_list.html"
    records = OfReinvestment
    filterset_class = ReinvestmentFilters
    list_name = "savings:reinvestment-list"
    columns = COLUMNS
    default_sort = "reference"
    list_tabs = (
        ListTab("all", "All", lambda rows, by: rows, empty="No schemes yet."),
        ListTab("proposed", "Proposed", lambda rows, by: rows.filter(state=ReinvestmentState.PROPOSED),
                empty="No scheme waits for a decision."),
        ListTab("committed", "Committed", lambda rows, by: rows.committed(), empty="No scheme has been approved."),
        ListTab("review", "Review due", lambda rows, by: rows.due_for_review(clock.today()),
                empty="No benefit review is due."),
    )  # fmt: skip

    def empty_links(self) -> Sequence[Link]:
        return [Link("Propose a scheme", reverse("savings:reinvestment-new"))] if self.may(NEW) else []

    def get_context_data(self, **kwargs):
        return super().get_context_data(budget=reinvestment_budget(), may_propose=self.may(NEW), **kwargs)


# One scheme


@dataclass(frozen=True)
class BeforeAndAfter:
    """The measure in the months before a scheme was live and since, as it is stored."""

    measure: Measure
    before: object
    after: object
    table: Table | None


class ReinvestmentOverview(OfReinvestment, RecordPage):
    template_name = "savings/reinvestment_overview.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            scheme=list(self.scheme()), decision=list(self.decision()), change=self.change(),
            budget=reinvestment_budget(), over=self.over(), **kwargs,
        )  # fmt: skip

    def scheme(self) -> Iterator[tuple[str, object]]:
        scheme = self.record
        yield "Title", scheme.title
        yield "Area", scheme.get_area_display()
        yield "Place", scheme.place
        yield "Amount a year" if scheme.recurring else "Amount", amount(scheme) or NOT_PUBLISHED
        yield "Type", "Recurring" if scheme.recurring else "One-off"
        yield "Start", scheme.starts_on
        yield "Funding source", scheme.get_funding_display()
        yield "Measure it should improve", measure_of(scheme) or NO_MEASURE
        yield "Expected change", scheme.expected
        if scheme.source:
            yield "Source", scheme.source

    def decision(self) -> Iterator[tuple[str, object]]:
        scheme = self.record
        yield "Proposed", f"{scheme.proposed_by}, {words.day(scheme.proposed_at)}"
        if scheme.decided_at:
            trust = f" for {scheme.decided_for}" if scheme.decided_for else ""
            what = "Declined" if scheme.state == ReinvestmentState.DECLINED else "Approved"
            yield what, f"{scheme.decided_by}{trust}, {words.day(scheme.decided_at)}"
            yield "Reason" if scheme.why_declined else "Board minute", scheme.why_declined or scheme.minute
        if scheme.live_on:
            yield "Live since", scheme.live_on
            yield "Benefit review due", scheme.review_due_on
        if scheme.review:
            yield "Benefit review", f"{scheme.review} ({scheme.reviewed_by}, {words.day(scheme.reviewed_at)})"

    def over(self) -> str:
        """What prevents its approval, before anyone tries."""
        over = over_budget(self.record) if self.record.state == ReinvestmentState.PROPOSED else 0
        return f"This is {words.money(over)} more than is available." if over > 0 else ""

    def change(self) -> BeforeAndAfter | None:
        measure = find(self.record.measure) if self.record.measure else None
        if measure is None or not self.may(MEASURE[Action.VIEW]):
            return None
        pivot = months.month_of(self.record.live_on or self.record.starts_on or clock.today())
        first, last = months.after(pivot, -MONTHS_ON_EACH_SIDE), months.after(pivot, MONTHS_ON_EACH_SIDE - 1)
        rows = [row for row in reading.read(self.principal, measure, first, last).rows if row.value is not None]
        before = [row.value for row in rows if row.month < pivot]
        after = [row.value for row in rows if row.month >= pivot and not row.is_partial]
        columns = (
            Column("month", "Month", lambda row: row.title),
            Column("when", "Scheme", lambda row: "Before" if row.month < pivot else "Live"),
            Column("value", measure.name, lambda row: numbers.in_a_table(measure.unit, row.value), numeric=True),
        )
        table = Table(f"{measure.name}, before and since", columns, rows, id="before-and-after") if rows else None
        return BeforeAndAfter(measure, _mean(measure, before), _mean(measure, after), table)


def _mean(measure: Measure, values: list) -> str:
    if not values:
        return ""
    month = words.plural(len(values), "month")
    return f"{numbers.in_a_table(measure.unit, sum(values) / len(values))} on average in {len(values)} {month}"


ReinvestmentNew = NewPage.of(
    OfReinvestment,
    reinvesting.propose,
    ReinvestmentForm,
    title="Propose a scheme",
    button="Propose",
    success="The scheme is proposed. Someone else decides on it.",
)


class ReinvestmentChange(OfReinvestment, RecordFormPage):
    action = staticmethod(reinvesting.change)
    form_class = ReinvestmentForm
    title = "Change this proposal"
    button = "Save"
    success = "The proposal is changed."

    def get_initial(self):
        return ReinvestmentForm.of(self.record)


class ReinvestmentApprove(OfReinvestment, MovePage):
    verb = "approve"
    action = staticmethod(reinvesting.approve)
    form_class = ApproveForm

    @property
    def hint(self) -> str:
        asks = words.money(self.record.amount) or AMOUNT_NOT_PUBLISHED.lower()
        return f"It asks for {asks}. Not yet committed: {words.money(reinvestment_budget().left)}."
