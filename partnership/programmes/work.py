"""What programmes and governance put into the menus, My work and search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db.models import Model, QuerySet
from django.urls import reverse

from partnership.access.policy import Action, Permission, permitted
from partnership.access.principal import Principal
from partnership.access.roles import BOARD_MEMBER, PROGRAMME_LEAD, TRUST_MANAGER
from partnership.arithmetic import clock, months, words
from partnership.organisations.models import Programme
from partnership.programmes.models import Decision, Milestone, ProgrammeAction, Report, Risk
from partnership.programmes.models.commitment import Commitment
from partnership.programmes.policy import ACTION, DECISION, MILESTONE, PROGRAMME
from partnership.work import today
from partnership.work.navigation import register_menu_entry
from partnership.work.search import Hit, Searcher, Words, register_search
from partnership.work.sources import Source, WorkItem, register_work

A_WEEK = dt.timedelta(days=7)
REPORT_DUE = 10
"""The day of the month by which the highlight report of the month before is written."""

# The menu

register_menu_entry("Programmes", "programmes:programme-list", PROGRAMME[Action.LIST], roles={PROGRAMME_LEAD}, place=10)
register_menu_entry("Programmes", "programmes:programme-list", PROGRAMME[Action.LIST], roles={TRUST_MANAGER}, place=50)
register_menu_entry("Governance", "programmes:governance", DECISION[Action.LIST], roles={BOARD_MEMBER}, place=50)
register_menu_entry(
    "Governance", "programmes:governance", DECISION[Action.LIST], roles={PROGRAMME_LEAD, TRUST_MANAGER}, place=70
)

# A trust today

today.register_figure(
    today.Figure(
        "Programmes",
        "Actions overdue",
        ACTION[Action.LIST],
        lambda by: permitted(by, ACTION[Action.LIST], ProgrammeAction).overdue(),
        lambda by: f"{reverse('programmes:action-list')}?progress=overdue",
    )
)

# My work


def to_ratify(by: Principal) -> QuerySet:
    return permitted(by, DECISION[Action.DECIDE], Decision).waiting_for(by.trust_id).order_by("decided_on", "pk")


def not_ratified_yet(by: Principal) -> QuerySet:
    return permitted(by, DECISION[Action.EDIT], Decision).waiting().order_by("decided_on", "pk")


def _mine(by: Principal) -> QuerySet:
    rows = permitted(by, ACTION[Action.EDIT], ProgrammeAction).open().filter(owner=by.user)
    return rows.select_related("programme").order_by("due_on", "pk")


def actions_due(by: Principal) -> QuerySet:
    """What is due within a week, or overdue."""
    return _mine(by).filter(due_on__lte=clock.today() + A_WEEK)


def actions_later(by: Principal) -> QuerySet:
    return _mine(by).filter(due_on__gt=clock.today() + A_WEEK)


def milestones_due(by: Principal) -> QuerySet:
    """This person's milestones that are overdue, or due within a week."""
    rows = permitted(by, MILESTONE[Action.EDIT], Milestone).due_by(clock.today() + A_WEEK).filter(owner=by.user)
    return rows.select_related("programme").order_by("due_on", "pk")


def reports_due(by: Principal) -> QuerySet:
    """Programmes whose report of the month that has just ended has not been issued."""
    issued = permitted(by, PROGRAMME[Action.NEW], Report).filter(month=last_month())
    return permitted(by, PROGRAMME[Action.NEW], Programme).exclude(pk__in=issued.values("programme"))


def last_month() -> dt.date:
    return months.after(months.month_of(clock.today()), -1)


def _decision(decision: Decision, what: str, page: str, why: str) -> WorkItem:
    url = reverse(f"programmes:{page}", args=[decision.reference])
    return WorkItem(f"{what}: {decision.title}", decision.reference, url, why)


def _commitment(row: Commitment, page: str, why: str) -> WorkItem:
    url = reverse(f"programmes:{page}-update", args=[row.programme.slug, row.reference])
    return WorkItem(f"Update: {row.title}", row.reference, url, why, row.due_on)


def _report(programme: Programme) -> WorkItem:
    month = last_month()
    url = f"{reverse('programmes:report-new', args=[programme.slug])}?period={months.written(month)}"
    what = f"Write the highlight report: {programme}, {months.in_words(month)}"
    due_on = months.after(month).replace(day=REPORT_DUE)
    reference = f"{programme.slug} {months.written(month)}"
    return WorkItem(what, reference, url, "It has not been issued", due_on, about=months.in_words(month))


register_work(
    Source(
        "ratification",
        DECISION[Action.DECIDE],
        to_ratify,
        lambda row: _decision(row, "Record ratification", "decision-ratify", "Your trust’s board has not responded"),
    )
)
register_work(
    Source("programme-action", ACTION[Action.EDIT], actions_due, lambda row: _commitment(row, "action", "You own it"))
)
register_work(
    Source("milestone", MILESTONE[Action.EDIT], milestones_due, lambda row: _commitment(row, "milestone", "You own it"))
)
register_work(Source("highlight-report", PROGRAMME[Action.NEW], reports_due, _report))
register_work(
    Source(
        "programme-action-later",
        ACTION[Action.EDIT],
        actions_later,
        lambda row: _commitment(row, "action", "You own it, and it is not due yet"),
        waiting=True,
    )
)
register_work(
    Source(
        "decision-waiting",
        DECISION[Action.EDIT],
        not_ratified_yet,
        lambda row: _decision(row, "Decision", "decision-overview", "Not all three boards have ratified it"),
        waiting=True,
    )
)

# Search


def _titled(model: type[Model], needs: Permission) -> Callable[[Principal, Words], QuerySet]:
    """Finds rows by their reference, or by a part of their title."""

    def find(by: Principal, typed: Words) -> QuerySet:
        rows = permitted(by, needs, model).select_related("programme").order_by("title", "pk")
        return rows.filter(reference=typed.reference) if typed.reference else rows.filter(title__icontains=typed.text)

    return find


def _of_a_programme(row: Milestone | ProgrammeAction | Risk, page: str, detail: str) -> Hit:
    url = reverse(f"programmes:{page}-overview", args=[row.programme.slug, row.reference])
    return Hit(row.reference, url, row.title, f"{row.programme}, {detail}")


def _committed(row: Commitment, page: str) -> Hit:
    return _of_a_programme(row, page, f"{row.status.lower()}, due {words.day(row.due_on)}")  # type: ignore[arg-type]


def _decided(row: Decision) -> Hit:
    url = reverse("programmes:decision-overview", args=[row.reference])
    return Hit(row.reference, url, row.title, f"{row.get_state_display().lower()}, {words.day(row.decided_on)}")


def _scored(row: Risk) -> Hit:
    return _of_a_programme(row, "risk", f"{row.get_state_display().lower()}, score {row.score}")


for _noun, _model, _needs, _hit in (
    ("milestone", Milestone, MILESTONE[Action.LIST], lambda row: _committed(row, "milestone")),
    ("action", ProgrammeAction, ACTION[Action.LIST], lambda row: _committed(row, "action")),
    ("risk", Risk, PROGRAMME[Action.LIST], _scored),
    ("decision", Decision, DECISION[Action.LIST], _decided),
):
    register_search(Searcher(f"{_noun}s", f"{_noun.capitalize()}s", _noun, _needs, _titled(_model, _needs), _hit))
