"""Reinvestment: the list of schemes, each scheme with the measure that it should move, and what is decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.arithmetic import clock, months, words
from partnership.measures import numbers, reading
from partnership.measures.policy import MEASURE
from partnership.measures.registry import Measure, find
from partnership.pages.downloads import csv_response
from partnership.pages.heads import Clock, RecordHead
from partnership.pages.tables import Column, Table
from partnership.pages.values import Link, Missing, Money, NotNow, Tag
from partnership.pages.views import FormPage, HistoryPage, ListPage, ListTab, RecordFormPage, RecordPage, Tab
from partnership.records.history import together
from partnership.savings import history
from partnership.savings.actions import reinvesting
from partnership.savings.filters import ReinvestmentFilters
from partnership.savings.forms.reinvestment import ApproveForm, DeclineForm, LiveForm, ReinvestmentForm, ReviewForm
from partnership.savings.models import AMOUNT_NOT_PUBLISHED, Reinvestment
from partnership.savings.policy import REINVESTMENT
from partnership.savings.states import REINVESTMENTS
from partnership.savings.sums import reinvestment_budget
from partnership.savings.views.pages import HOME
from partnership.savings.vocabulary import Funding, ReinvestmentState
from partnership.work.views.saved_filters import SavesFilters

NEW, EDIT = REINVESTMENT[Action.NEW], REINVESTMENT[Action.EDIT]
SECTION = "Reinvestment"
NOT_PUBLISHED, NO_MEASURE = Missing(AMOUNT_NOT_PUBLISHED), Missing("No measure named")
MONTHS_ON_EACH_SIDE = 12
VERBS = {"go_live": "live"}
"""The last part of an act's address, where it is not the verb."""


def url(name: str, scheme: Reinvestment) -> str:
    return reverse(f"savings:{name}", args=[scheme.reference])


def amount(scheme: Reinvestment) -> Money | None:
    return None if scheme.amount is None else Money(scheme.amount)


def measure_of(scheme: Reinvestment) -> Link | str:
    """The measure that it should move: a link once its app declares it."""
    measure = find(scheme.measure)
    return Link(measure.name, reverse("measures:measure", args=[measure.slug])) if measure else scheme.measure


COLUMNS = (
    Column(
        "title", "Scheme", lambda scheme: Link(scheme.title, url("reinvestment-overview", scheme)), order_by="title"
    ),
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
    model = Reinvestment
    filterset_class = ReinvestmentFilters
    title = "Reinvestment"
    section = SECTION
    noun = ("scheme", "schemes")
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

    def breadcrumbs(self) -> list[Link]:
        return [HOME]

    def download_url(self) -> str:
        return f"{reverse('savings:reinvestment-download')}?{self.request.GET.urlencode()}"

    def empty_links(self) -> Sequence[Link]:
        return [Link("Propose a scheme", reverse("savings:reinvestment-new"))] if self.may(NEW) else []

    def get_context_data(self, **kwargs):
        return super().get_context_data(budget=reinvestment_budget(), may_propose=self.may(NEW), **kwargs)


class ReinvestmentDownload(ReinvestmentList):
    def get(self, request, *args, **kwargs) -> HttpResponse:
        return csv_response(self.file_columns, self.rows, "reinvestment")


class OfReinvestment:
    model = Reinvestment
    section = SECTION
    related = ("proposed_by", "decided_by", "decided_for", "reviewed_by")

    def to_record(self, name: str = "reinvestment-overview") -> str:
        return url(name, self.record)


class ReinvestmentPage(OfReinvestment, RecordPage):
    tab = ""

    def get_title(self) -> str:
        return f"{self.record.title}: {self.tab.lower()}"

    def breadcrumbs(self) -> list[Link]:
        return [HOME, Link("Reinvestment", reverse("savings:reinvestment-list"))]

    def head(self) -> RecordHead:
        scheme = self.record
        return RecordHead(
            heading=scheme.title,
            reference=scheme.reference,
            tags=(Tag(scheme.get_state_display()),),
            clock=_clock(scheme),
            facts=(
                ("Area", scheme.get_area_display()),
                ("Amount", words.money(scheme.amount) or AMOUNT_NOT_PUBLISHED),
                ("Funding source", scheme.get_funding_display()),
            ),
            actions=tuple(actions(scheme, self.principal)),
        )

    def tabs(self) -> list[Tab]:
        pages = (("Overview", "reinvestment-overview"), ("History", "reinvestment-history"))
        return [Tab(label, url(name, self.record), current=label == self.tab) for label, name in pages]


def _clock(scheme: Reinvestment) -> Clock | None:
    """When what is live is to be reviewed."""
    if scheme.state != ReinvestmentState.LIVE or not scheme.review_due_on:
        return None
    left = (scheme.review_due_on - clock.today()).days
    return Clock(f"Review {words.days_left(left)}", late=left < 0)


def actions(scheme: Reinvestment, by: Principal) -> list[Link | NotNow]:
    found: list[Link | NotNow] = []
    for move, why_not in REINVESTMENTS.offers(scheme, by):
        why_not = why_not or _own(scheme, by, move.verb)
        address = url(f"reinvestment-{VERBS.get(move.verb, move.verb)}", scheme)
        found.append(NotNow(move.label, why_not) if why_not else Link(move.label, address))
    if scheme.state == ReinvestmentState.PROPOSED and EDIT.held_by(by):
        found.append(Link("Change", url("reinvestment-change", scheme), "proposal"))
    return sorted(found, key=lambda action: isinstance(action, NotNow))


def _own(scheme: Reinvestment, by: Principal, verb: str) -> str:
    is_own = scheme.proposed_by_id == by.user_id and verb in ("approve", "decline")
    return "You proposed it, so somebody else decides." if is_own else ""


@dataclass(frozen=True)
class BeforeAndAfter:
    """The measure in the months before a scheme was live and since, as it is stored."""

    measure: Measure
    before: object
    after: object
    table: Table | None


class ReinvestmentOverview(ReinvestmentPage):
    tab = "Overview"
    template_name = "savings/reinvestment_overview.html"

    def get_title(self) -> str:
        return self.record.title

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
        """What stands in the way of approving it, before anybody tries."""
        scheme = self.record
        if scheme.state != ReinvestmentState.PROPOSED or scheme.funding != Funding.SAVINGS or not scheme.amount:
            return ""
        over = scheme.amount * scheme.years_by(clock.today()) - reinvestment_budget().left
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


class ReinvestmentHistory(ReinvestmentPage, HistoryPage):
    tab = "History"
    sources = history.OF_A_REINVESTMENT

    def entries(self):
        return together(super().entries())


class ReinvestmentNew(FormPage):
    form_class = ReinvestmentForm
    title = "Propose a scheme"
    section = SECTION
    button = "Propose"
    success = "The scheme is proposed. Somebody else decides on it."

    def back_link(self) -> str:
        return reverse("savings:reinvestment-list")

    def act(self, form) -> str:
        return url("reinvestment-overview", reinvesting.propose(by=self.principal, proposal=form.proposal))


class ReinvestmentQuestion(OfReinvestment, RecordFormPage):
    """A question about one scheme. Afterwards the person is back on its overview."""

    @property
    def caption(self) -> str:
        return f"{self.record}, {self.record.title}"

    def back_link(self) -> str:
        return self.to_record()

    def act(self, form) -> str:
        self.change(form)
        return self.to_record()

    def values_now(self):
        return {}

    @property
    def made_on(self) -> dict[str, object]:
        return {"reinvestment": self.record, "by": self.principal, "version": self.version}


class ReinvestmentChange(ReinvestmentQuestion):
    form_class = ReinvestmentForm
    title = "Change this proposal"
    button = "Save"
    success = "The proposal is changed."

    def get_initial(self):
        return ReinvestmentForm.of(self.record)

    def values_now(self):
        return self.get_initial()

    def change(self, form) -> None:
        reinvesting.change(**self.made_on, changes=form.proposal)


class ReinvestmentApprove(ReinvestmentQuestion):
    form_class = ApproveForm
    title = "Approve this scheme"
    button = "Approve"
    success = "The scheme is approved."

    @property
    def hint(self) -> str:
        asks = words.money(self.record.amount) or AMOUNT_NOT_PUBLISHED.lower()
        return f"It asks for {asks}. Not yet committed: {words.money(reinvestment_budget().left)}."

    def change(self, form) -> None:
        reinvesting.approve(**self.made_on, minute=form.cleaned_data["minute"])


class ReinvestmentDecline(ReinvestmentQuestion):
    form_class = DeclineForm
    title = "Decline this scheme"
    button = "Decline"
    success = "The scheme is declined."

    def change(self, form) -> None:
        reinvesting.decline(**self.made_on, why=form.cleaned_data["why"])


class ReinvestmentLive(ReinvestmentQuestion):
    form_class = LiveForm
    title = "Record that this scheme is live"
    button = "Save"
    success = "The scheme is live. Its benefits are reviewed 12 months later."

    def change(self, form) -> None:
        reinvesting.go_live(**self.made_on, live_on=form.cleaned_data["live_on"])


class ReinvestmentReview(ReinvestmentQuestion):
    form_class = ReviewForm
    title = "Record the benefit review"
    button = "Save review"
    success = "The benefit review is saved."

    def change(self, form) -> None:
        reinvesting.review(**self.made_on, text=form.cleaned_data["review"])
