"""What savings put into the menus, My work and search."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.urls import reverse

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.roles import BOARD_MEMBER, FINANCE_LEAD, PROGRAMME_LEAD, TRUST_MANAGER
from partnership.arithmetic import clock, months, words
from partnership.savings.filters import with_a_month_for
from partnership.savings.models import MonthFigure, Reinvestment, Saving, Settlement
from partnership.savings.policy import CONFIRMATION, REINVESTMENT, SAVING, SETTLEMENT
from partnership.savings.vocabulary import FigureState, ReinvestmentState, SettlementState, State
from partnership.work import today
from partnership.work.navigation import register_menu_entry
from partnership.work.search import Hit, Searcher, Words, register_search
from partnership.work.sources import Source, WorkItem, register_work

LIST, EDIT, DECIDE = SAVING[Action.LIST], SAVING[Action.EDIT], SAVING[Action.DECIDE]
CONFIRM, SETTLE = CONFIRMATION[Action.DECIDE], SETTLEMENT[Action.DECIDE]
APPROVE, REVIEW = REINVESTMENT[Action.DECIDE], REINVESTMENT[Action.EDIT]

# The menu

register_menu_entry("Savings", "savings:saving-list", LIST, roles={PROGRAMME_LEAD, FINANCE_LEAD}, place=20)
register_menu_entry("Savings", "savings:saving-list", LIST, roles={TRUST_MANAGER}, place=60)
register_menu_entry("Savings", "savings:board", SAVING[Action.VIEW], roles={BOARD_MEMBER}, place=2)
register_menu_entry(
    "Reinvestment",
    "savings:reinvestment-list",
    REINVESTMENT[Action.LIST],
    roles={PROGRAMME_LEAD, FINANCE_LEAD},
    place=30,
)
register_menu_entry("Settlements", "savings:settlement-list", SETTLEMENT[Action.LIST], roles={FINANCE_LEAD}, place=40)

# My work

CONFIRM_WITHIN = 10
"""Days from the sending of an actual to when it is missed."""


def to_confirm(by: Principal) -> QuerySet:
    figures = permitted(by, DECIDE, MonthFigure).waiting_for(by.trust_id)
    return figures.select_related("saving").order_by("sent_at", "pk")


def queried(by: Principal) -> QuerySet:
    figures = permitted(by, EDIT, MonthFigure).filter(state=FigureState.QUERIED)
    return figures.select_related("saving").order_by("month", "pk")


def to_agree(by: Principal) -> QuerySet:
    return permitted(by, DECIDE, Saving).filter(state=State.PLANNED).order_by("starts_on", "pk")


def to_close(by: Principal) -> QuerySet:
    drawn_up = permitted(by, SETTLE, Settlement).filter(state=SettlementState.DRAWN_UP)
    return drawn_up.exclude(Q(drawn_up_for=by.trust_id) | Q(drawn_up_by=by.user_id)).order_by("month")


def to_decide(by: Principal) -> QuerySet:
    proposed = permitted(by, APPROVE, Reinvestment).filter(state=ReinvestmentState.PROPOSED)
    return proposed.exclude(proposed_by=by.user_id).order_by("proposed_at", "pk")


def to_review(by: Principal) -> QuerySet:
    return permitted(by, REVIEW, Reinvestment).due_for_review(clock.today()).order_by("review_due_on", "pk")


def _due(figure: MonthFigure) -> dt.date | None:
    return figure.sent_at and clock.local(figure.sent_at).date() + dt.timedelta(days=CONFIRM_WITHIN)


def _to_confirm(figure: MonthFigure) -> WorkItem:
    url = f"{reverse('savings:confirm')}?period={months.written(figure.month)}"
    why = "Your trust has not confirmed it"
    return WorkItem(f"Confirm: {figure}", _reference(figure), url, why, _due(figure), about=figure.saving.reference)


def _queried(figure: MonthFigure) -> WorkItem:
    url = reverse("savings:saving-months", args=[figure.saving.reference])
    what, why = f"Answer the query: {figure}", "A trust queried it"
    return WorkItem(what, _reference(figure), url, why, about=figure.saving.reference)


def _reference(figure: MonthFigure) -> str:
    return f"{figure.saving.reference} {months.written(figure.month)}"


def _planned(saving: Saving) -> WorkItem:
    url = reverse("savings:saving-overview", args=[saving.reference])
    return WorkItem(f"Agree: {saving.title}", saving.reference, url, "It is planned and not agreed yet")


def _settlement(settlement: Settlement) -> WorkItem:
    url = reverse("savings:settlement", args=[months.written(settlement.month)])
    return WorkItem(f"Close {settlement.month_in_words}", settlement.reference, url, "Another trust drew it up")


def _scheme(scheme: Reinvestment, what: str, why: str, due_on: dt.date | None = None) -> WorkItem:
    url = reverse("savings:reinvestment-overview", args=[scheme.reference])
    return WorkItem(f"{what}: {scheme.title}", scheme.reference, url, why, due_on)


register_work(Source("saving-confirm", CONFIRM, to_confirm, _to_confirm))
register_work(Source("saving-queried", EDIT, queried, _queried))
register_work(Source("saving-agree", DECIDE, to_agree, _planned))
register_work(Source("settlement-close", SETTLE, to_close, _settlement))
register_work(
    Source(
        "reinvestment-decide",
        APPROVE,
        to_decide,
        lambda scheme: _scheme(scheme, "Approve or decline", "It is proposed"),
    )
)
register_work(
    Source(
        "reinvestment-review",
        REVIEW,
        to_review,
        lambda scheme: _scheme(scheme, "Review the benefits", "It has been live for a year", scheme.review_due_on),
    )
)

# A trust today

today.register_figure(
    today.Figure(
        "Savings",
        "Savings with a month to confirm",
        LIST,
        lambda by: with_a_month_for(permitted(by, LIST, Saving), by.trust_id),
        lambda by: f"{reverse('savings:saving-list')}?view=all&waits=trust",
    )
)

# Search


def _savings(by: Principal, typed: Words) -> QuerySet:
    rows = permitted(by, LIST, Saving).select_related("programme").order_by("title", "pk")
    return rows.filter(reference=typed.reference) if typed.reference else rows.filter(title__icontains=typed.text)


def _schemes(by: Principal, typed: Words) -> QuerySet:
    rows = permitted(by, REINVESTMENT[Action.LIST], Reinvestment).order_by("title", "pk")
    return rows.filter(reference=typed.reference) if typed.reference else rows.filter(title__icontains=typed.text)


def _saving_hit(saving: Saving) -> Hit:
    url = reverse("savings:saving-overview", args=[saving.reference])
    detail = f"{saving.programme}, {saving.get_state_display().lower()}, {words.money(saving.planned)} planned"
    return Hit(saving.reference, url, saving.title, detail)


def _scheme_hit(scheme: Reinvestment) -> Hit:
    url = reverse("savings:reinvestment-overview", args=[scheme.reference])
    return Hit(
        scheme.reference, url, scheme.title, f"{scheme.get_area_display()}, {scheme.get_state_display().lower()}"
    )


register_search(Searcher("savings", "Savings", "saving", LIST, _savings, _saving_hit))
register_search(
    Searcher("reinvestment", "Reinvestment schemes", "scheme", REINVESTMENT[Action.LIST], _schemes, _scheme_hit)
)
