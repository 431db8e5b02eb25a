"""Highlight reports: issued, and frozen from then on; issued again where something was wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock, months
from partnership.organisations.models import Programme
from partnership.programmes import reading
from partnership.programmes.models import Report, Risk
from partnership.programmes.policy import PROGRAMME
from partnership.programmes.vocabulary import Overall
from partnership.records.models.sequence import next_reference


@transaction.atomic
def issue(
    *, programme: Programme, month: dt.date, overall: str, done: str, coming: str, by: Principal,
    risks: Sequence[Risk] = (), asked: str = "",
) -> Report:  # fmt: skip
    """The first report of a month, with what milestones, measures and risks say today.

    Refuses a month to come, a second first report, and a programme that is not on track without the risk that puts it
    there.
    """
    PROGRAMME[Action.NEW].demand(by)
    if month > months.month_of(clock.today()):
        raise Refusal("Period must be this month or an earlier one")
    if issued := _newest(by, programme, month):
        period = months.in_words(month)
        raise Refusal(f"{issued.reference} is the report of {period}. Open it to issue it again.")
    return _issue(programme, month, overall, done, coming, risks, asked, by)


@transaction.atomic
def issue_again(
    *, report: Report, why: str, overall: str, done: str, coming: str, by: Principal, risks: Sequence[Risk] = (),
    asked: str = "",
) -> Report:  # fmt: skip
    """A new issue of the same month; the old one can still be read. Refuses one that another has followed."""
    PROGRAMME[Action.NEW].demand(by)
    newest = _newest(by, report.programme, report.month)
    if newest is not None and newest != report:
        issued_by = newest.issued_by
        raise Refusal(f"{issued_by} issued {newest.reference} since. Open that one to issue it again.")
    return _issue(
        report.programme, report.month, overall, done, coming, risks, asked, by, number=report.issue + 1, why=why
    )


def _newest(by: Principal, programme: Programme, month: dt.date) -> Report | None:
    issued = permitted(by, PROGRAMME[Action.VIEW], Report).filter(programme=programme, month=month)
    newest: Report | None = issued.select_related("issued_by").order_by("-issue").first()
    return newest


def _issue(
    programme: Programme, month: dt.date, overall: str, done: str, coming: str, risks: Sequence[Risk], asked: str,
    by: Principal, number: int = 1, why: str = "",
) -> Report:  # fmt: skip
    if overall != Overall.ON_TRACK and not risks:
        raise Refusal("Select the risk that puts the programme at risk")
    return Report.objects.create(
        reference=next_reference("HL"), programme=programme, month=month, issue=number, why_again=why,
        overall=overall, done=done, coming=coming, risks=[risk.reference for risk in risks], asked=asked,
        shown=reading.everything(by, programme, month, risks), issued_by=by.actor, issued_at=clock.now(),
    )  # fmt: skip
