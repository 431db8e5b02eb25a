"""Settlements: each month with what was confirmed, what each trust pays, and the way to close it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.access.policy import Action
from partnership.arithmetic import months
from partnership.pages.downloads import csv_response
from partnership.pages.tables import Column, Table
from partnership.pages.values import HOME, Link, Missing, Money, Tag
from partnership.pages.views import MadeOnAVersion, Page, RecordAct
from partnership.records.history import timeline
from partnership.savings import history
from partnership.savings.actions import settling
from partnership.savings.forms.reinvestment import CloseMonthForm
from partnership.savings.models import MonthFigure, Settlement
from partnership.savings.policy import SAVING, SETTLEMENT
from partnership.savings.sums import SettlementDraft, calculate, trusts
from partnership.savings.views.pages import SECTION, to_months, to_savings
from partnership.savings.vocabulary import FigureState

NOT_SETTLED = "Not settled"


@dataclass(frozen=True)
class MonthRow:
    """One month of the list."""

    month: dt.date
    figures: int
    confirmed: int
    settlement: Settlement | None

    @property
    def link(self) -> Link:
        return Link(months.in_words(self.month), reverse("savings:settlement", args=[months.written(self.month)]))

    @property
    def status(self) -> Tag:
        return Tag(self.settlement.get_state_display() if self.settlement else NOT_SETTLED)


class SettlementList(Page):
    """Every month with an actual, the latest first."""

    template_name = "savings/settlement_list.html"
    title = "Settlements"
    section = SECTION

    def breadcrumbs(self) -> list[Link]:
        return [HOME, to_savings()]

    def get_context_data(self, **kwargs):
        columns = (
            Column("month", "Month", lambda row: row.link),
            Column("figures", "Actuals", numeric=True),
            Column("confirmed", "Confirmed by all three", numeric=True),
            Column("status", "Status", lambda row: row.status),
            Column("minute", "Board minute", lambda row: row.settlement.minute if row.settlement else "",
                   missing=Missing("None yet")),
        )  # fmt: skip
        rows = list(self.rows())
        return super().get_context_data(rows=rows, table=Table("Months", columns, rows, caption_hidden=True), **kwargs)

    def rows(self) -> Iterator[MonthRow]:
        counts: dict[dt.date, list[str]] = {}
        figures = self.permitted(MonthFigure, SAVING[Action.VIEW]).filter(actual__isnull=False)
        for month, state in figures.values_list("month", "state"):
            counts.setdefault(month, []).append(state)
        settled = {settlement.month: settlement for settlement in self.permitted(Settlement)}
        for month in sorted(counts, reverse=True):
            states = counts[month]
            yield MonthRow(month, len(states), states.count(FigureState.CONFIRMED), settled.get(month))


class OfSettlement:
    """A page of one month, which the URL names: settled, drawn up, or not yet."""

    section = SECTION

    @cached_property
    def month(self) -> dt.date:
        month = months.read_month(self.kwargs["month"])
        if month is None:
            raise Http404
        return month

    @cached_property
    def settlement(self) -> Settlement | None:
        related = ("drawn_up_by", "drawn_up_for", "closed_by", "closed_for")
        return self.permitted(Settlement).select_related(*related).filter(month=self.month).first()

    @cached_property
    def draft(self) -> SettlementDraft:
        return calculate(self.month)

    @property
    def is_closed(self) -> bool:
        return bool(self.settlement and self.settlement.is_closed)

    @property
    def here(self) -> str:
        return reverse("savings:settlement", args=[months.written(self.month)])

    def shares(self) -> list[tuple[str, object, object, object]]:
        """Trust, realised, equal share and balance: as it was closed, or as it is now."""
        if self.is_closed:
            kept = self.settlement.shares.select_related("trust")
            return [(str(row.trust), row.realised, row.share, row.balance) for row in kept]
        now = self.draft
        return [
            (str(trust), now.realised[slug], now.shares[slug], now.balances[slug]) for slug, trust in trusts().items()
        ]

    def payments(self) -> list[tuple[str, str, object]]:
        if self.is_closed:
            kept = self.settlement.payments.select_related("payer", "payee")
            return [(str(row.payer), str(row.payee), row.amount) for row in kept]
        named = trusts()
        return [(str(named[p.payer]), str(named[p.payee]), p.amount) for p in self.draft.payments]


SHARE_COLUMNS = (
    Column("trust", "Trust", lambda row: row[0]),
    Column("realised", "Realised", lambda row: Money(row[1]), numeric=True),
    Column("share", "Equal share", lambda row: Money(row[2]), numeric=True),
    Column("balance", "Owed (below 0: owes)", lambda row: Money(row[3]), numeric=True),
)


class SettlementMonth(OfSettlement, Page):
    """What each trust pays another for a month."""

    template_name = "savings/settlement.html"

    def get_title(self) -> str:
        return f"Settlement for {months.in_words(self.month)}"

    def breadcrumbs(self) -> list[Link]:
        return [HOME, to_savings(), Link("Settlements", reverse("savings:settlement-list"))]

    def get_context_data(self, **kwargs):
        settlement, shares = self.settlement, self.shares()
        unconfirmed = () if self.is_closed else self.draft.unconfirmed
        rows = [*shares, ("All three", *(sum(column) for column in list(zip(*shares, strict=True))[1:]))]
        return super().get_context_data(
            settlement=settlement,
            first_day=self.month,
            is_closed=self.is_closed,
            status=Tag(settlement.get_state_display() if settlement else NOT_SETTLED),
            shares=Table("What each trust realised, and its equal share", SHARE_COLUMNS, rows, id="shares"),
            payments=[(payer, payee, Money(amount)) for payer, payee, amount in self.payments()],
            figures=self.figures(),
            nothing_confirmed=f"Nothing that releases cash is confirmed for {months.in_words(self.month)}.",
            unconfirmed=unconfirmed,
            has_moved=bool(settlement) and not self.is_closed and settlement.seen != self.draft.seen,
            may_draw_up=self.may(SETTLEMENT[Action.NEW]) and settlement is None and not unconfirmed,
            may_close=self.may_close,
            may_draw_up_again=self.may(SETTLEMENT[Action.DECIDE]) and bool(settlement) and not self.is_closed,
            entries=timeline(settlement, history.OF_A_SETTLEMENT) if settlement else [],
            **kwargs,
        )

    @property
    def may_close(self) -> bool:
        settlement = self.settlement
        waits = bool(settlement) and not self.is_closed
        return waits and self.may(SETTLEMENT[Action.DECIDE]) and settlement.drawn_up_for_id != self.principal.trust_id

    def figures(self) -> Table:
        columns = (
            Column("saving", "Saving", lambda f: to_months(f.saving)),
            Column("held_by", "Budget", lambda f: str(f.saving.held_by or "All three")),
            Column("actual", "Confirmed", lambda f: Money(f.actual), numeric=True),
            Column("corrects", "Corrects", lambda f: f.corrects.month_in_words if f.corrects_id else "",
                   missing=Missing("Nothing")),
        )  # fmt: skip
        return Table("What is settled: confirmed savings that release cash", columns, self.draft.figures, id="figures")


class SettlementDownload(OfSettlement, Page):
    """The three trusts of a month, one row each, as a file."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        payments = self.payments()
        status = self.settlement.get_state_display() if self.settlement else NOT_SETTLED
        columns = (
            Column("month", "Month", lambda row: self.month),
            Column("status", "Status", lambda row: str(status)),
            *SHARE_COLUMNS,
            Column("pays", "Pays", lambda row: "; ".join(
                f"{payee} {amount}" for payer, payee, amount in payments if payer == row[0])),
        )  # fmt: skip
        return csv_response(columns, self.shares(), f"settlement_{months.written(self.month)}")


class SettlementDrawUp(OfSettlement, RecordAct):
    """Draws a month up, or draws it up again."""

    @property
    def subject(self) -> dt.date:
        return self.month

    def after_url(self) -> str:
        return self.here

    def act(self) -> str:
        if self.settlement:
            settling.draw_up_again(settlement=self.settlement, by=self.principal)
        else:
            settling.draw_up(month=self.month, by=self.principal)
        return f"{months.in_words(self.month)} is drawn up. Someone from another trust closes it."


class SettlementClose(OfSettlement, MadeOnAVersion):
    """The last word on a month: on the settlement that this page shows, and on none that was drawn up since."""

    form_class = CloseMonthForm
    template_name = "savings/settlement_close.html"
    button = "Close the month"

    def get_title(self) -> str:
        return f"Close {months.in_words(self.month)}"

    def back_link(self) -> str:
        return self.here

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        if self.settlement is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def act(self, form) -> str:
        settling.close(settlement=self.settlement, by=self.principal, version=self.version, **form.cleaned_data)
        return self.here

    def get_success(self) -> str:
        return f"{months.in_words(self.month)} is settled and closed."

    def get_context_data(self, **kwargs):
        payments = [(payer, payee, Money(amount)) for payer, payee, amount in self.payments()]
        return super().get_context_data(payments=payments, record=self.settlement, **kwargs)
