"""What the forensic hub measures: from referral to decision, assessments on time, and what is open.

Called by the system when a month closes. The address of the records leads to exactly the referrals that were counted.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from statistics import median
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from forensic_hub.referrals.models import Assessment, Decision, Referral
from forensic_hub.referrals.policy import REFERRAL
from forensic_hub.referrals.vocabulary import OPEN, PanelOutcome, Priority
from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.access.roles import HUB_LEAD, Pathway
from partnership.arithmetic import clock, months
from partnership.arithmetic.targets import Days, days_taken
from partnership.measures.registry import BY_TRUST, Better, Breakdown, Chart, Figure, Measure, Unit, register_measure

Row = TypeVar("Row")
Sort = Callable[[Any], str]

NO_TRUST, CLOSED_SINCE = "none", "closed"
FIRST_MONTH = dt.date(2016, 4, 1)
FORENSIC = "Forensic"
AGES = {"week": "Up to 7 days", "month": "8 to 28 days", "longer": "More than 28 days"}
WEEK, FOUR_WEEKS = 7, 28

BY_RESPONSIBLE_TRUST = Breakdown(
    "trust", "Trust", lambda: BY_TRUST.parts() | {NO_TRUST: "Responsibility to be confirmed"}, of_trusts=True
)
BY_PRIORITY = Breakdown("priority", "Priority", lambda: {one.value: one.label for one in Priority})
BY_STAGE = Breakdown(
    "stage", "Stage", lambda: {state.value: state.label for state in OPEN} | {CLOSED_SINCE: "Closed since"}
)
BY_AGE = Breakdown("age", "Age", lambda: AGES)


# Which rows a month has


def decisions_in(month: dt.date) -> QuerySet[Decision]:
    """What panels of the month decided, as it was first decided; a deferral is no decision."""
    return Decision.objects.filter(corrects=None, panel__meets_on__range=_days_of(month)).exclude(
        outcome=PanelOutcome.DEFER
    )


def assessments_in(month: dt.date) -> QuerySet[Assessment]:
    """Those that took place in the month and had a day by which to."""
    took_place = Assessment.objects.filter(status=Assessment.Status.TOOK_PLACE, target_on__isnull=False)
    return took_place.filter(took_place_on__range=_days_of(month))


def open_at_the_end(referrals: QuerySet[Referral], month: dt.date) -> QuerySet[Referral]:
    """Received by midnight at the end of the month's last day, and not closed by then."""
    midnight = dt.datetime.combine(months.after(month), dt.time(0), tzinfo=clock.LONDON)
    return referrals.filter(Q(closed_at=None) | Q(closed_at__gte=midnight), received_at__lt=midnight)


def decided_in(referrals: QuerySet[Referral], month: dt.date) -> QuerySet[Referral]:
    return referrals.filter(Exists(decisions_in(month).filter(referral=OuterRef("pk"))))


def assessed_in(referrals: QuerySet[Referral], month: dt.date) -> QuerySet[Referral]:
    return referrals.filter(Exists(assessments_in(month).filter(referral=OuterRef("pk"))))


def _days_of(month: dt.date) -> tuple[dt.date, dt.date]:
    return month, months.last_day(month)


# The figures of a month


def days_to_decision(month: dt.date) -> Iterator[Figure]:
    decisions = decisions_in(month).select_related("panel", "referral__responsible_trust")
    rows = [(decision.referral, _days(decision)) for decision in decisions.prefetch_related(
        "referral__information_requests")]  # fmt: skip

    def middle(some: list[tuple[Referral, int]], **part: str) -> Figure:
        days = [taken for _, taken in some]
        return Figure.average(Decimal(str(median(days))) if days else None, len(days), **part)

    yield from _figures(rows, middle, {"priority": _priority, "trust": _trust}, lambda row: row[0])


def on_time(month: dt.date) -> Iterator[Figure]:
    rows = list(assessments_in(month).select_related("referral__responsible_trust"))

    def share(some: list[Assessment], **part: str) -> Figure:
        return Figure.share(sum(one.took_place_on <= one.target_on for one in some), len(some), **part)

    yield from _figures(rows, share, {"priority": _priority, "trust": _trust}, lambda row: row.referral)


def how_many_open(month: dt.date) -> Iterator[Figure]:
    """The stage is known of the present alone: it is counted for the month that runs, and the one that just ended."""
    end = min(months.last_day(month), clock.today())
    rows = list(open_at_the_end(Referral.objects.all(), month).select_related("responsible_trust"))
    sorts: dict[str, Sort] = {"trust": _trust, "age": lambda referral: _age((end - referral.received_on).days)}
    if month >= months.after(months.month_of(clock.today()), -1):
        sorts["stage"] = lambda referral: referral.state if referral.is_open else CLOSED_SINCE

    def count(some: list[Referral], **part: str) -> Figure:
        return Figure.count(len(some), **part)

    yield from _figures(rows, count, sorts, lambda row: row)


def _figures(
    rows: list[Row], figure: Callable[..., Figure], sorts: dict[str, Sort], referral: Callable[[Row], Referral]
) -> Iterator[Figure]:
    """Of all the rows, and of each part of each breakdown that has any."""
    yield figure(rows)
    for by, sort in sorts.items():
        parts: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            parts[sort(referral(row))].append(row)
        for part, some in parts.items():
            yield figure(some, by=by, part=part)


def _days(decision: Decision) -> int:
    """Calendar days, without those on which the clock was paused. After reopening they are counted afresh."""
    referral, decided_on = decision.referral, decision.panel.meets_on
    start = referral.counted_from_on if referral.counted_from_on <= decided_on else referral.received_on
    return days_taken(start, decided_on, Days.CALENDAR, _pauses(referral))


def _pauses(referral: Referral) -> Iterable:
    return [request.pause for request in referral.information_requests.all()]


def _priority(referral: Referral) -> str:
    return referral.priority


def _trust(referral: Referral) -> str:
    return referral.responsible_trust.slug if referral.responsible_trust else NO_TRUST


def _age(days: int) -> str:
    return "week" if days <= WEEK else "month" if days <= FOUR_WEEKS else "longer"


def _records(slug: str) -> Callable[[Principal, dt.date], str]:
    def url(by: Principal, month: dt.date) -> str:
        if not REFERRAL[Action.LIST].held_by(by):
            return ""
        return reverse("forensic_hub:referrals-counted", kwargs={"slug": slug, "month": months.written(month)})

    return url


REFERRAL_TO_DECISION = register_measure(
    Measure(
        slug="referral-to-decision",
        code="M06",
        name="Referral to decision",
        group=FORENSIC,
        question="How long do people wait for the panel’s decision?",
        unit=Unit.DAYS,
        better=Better.DOWN,
        owner=HUB_LEAD,
        source="Panel decisions on forensic referrals",
        formula="Median of the calendar days from the day received to the panel, for decisions of the month, without "
        "the days on which the clock was paused for missing information. A deferral is no decision.",
        first_month=FIRST_MONTH,
        breakdowns=(BY_PRIORITY, BY_RESPONSIBLE_TRUST),
        figures=days_to_decision,
        records=_records("referral-to-decision"),
        pathway=Pathway.FORENSIC,
    )
)
ASSESSMENTS_ON_TIME = register_measure(
    Measure(
        slug="assessments-on-time",
        code="M07",
        name="Assessments on time",
        group=FORENSIC,
        question="How many assessments take place by the day they are due?",
        unit=Unit.SHARE,
        better=Better.UP,
        owner=HUB_LEAD,
        source="Assessments of forensic referrals",
        formula="Assessments of the month on or before their target day ÷ assessments of the month that had one.",
        first_month=FIRST_MONTH,
        breakdowns=(BY_PRIORITY, BY_RESPONSIBLE_TRUST),
        figures=on_time,
        records=_records("assessments-on-time"),
        pathway=Pathway.FORENSIC,
    )
)
OPEN_REFERRALS = register_measure(
    Measure(
        slug="open-referrals",
        code="M08",
        name="Open referrals",
        group=FORENSIC,
        question="How many referrals are open, at which stage and for how long?",
        unit=Unit.COUNT,
        noun=("open referral", "open referrals"),
        better=Better.NEUTRAL,
        owner=HUB_LEAD,
        source="Forensic referrals",
        formula="Referrals received and not closed at midnight at the end of the month. Their stage is known only for "
        "the months since the portal counts.",
        first_month=FIRST_MONTH,
        chart=Chart.BARS,
        breakdowns=(BY_STAGE, BY_AGE, BY_RESPONSIBLE_TRUST),
        figures=how_many_open,
        records=_records("open-referrals"),
        pathway=Pathway.FORENSIC,
    )
)
COUNTED = {REFERRAL_TO_DECISION: decided_in, ASSESSMENTS_ON_TIME: assessed_in, OPEN_REFERRALS: open_at_the_end}
"""Which of the referrals a measure counted in a month."""
