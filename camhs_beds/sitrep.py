"""The situation report: every unit at one moment, in counts, and how much pressure that is. It names nobody."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import OuterRef, Q, QuerySet, Subquery

from camhs_beds import clocks
from camhs_beds.models import Ask, Bed, BedRequest, Confirmation, PressureRule, Reservation, Stay
from camhs_beds.occupancy import Standing
from camhs_beds.vocabulary import BedState, Pressure, Response, Rule
from partnership.arithmetic import clock
from partnership.arithmetic.dates_in_words import moment
from partnership.organisations.models import Unit
from partnership.pages.words import plural

TIMES = (dt.time(9, 30), dt.time(16, 0))
"""When the bed team reports each day."""
LOWEST_LEVEL = 1
AN_HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Line:
    """One unit. What its ward has not confirmed lately enough is not counted in the totals."""

    unit: Unit
    commissioned: int
    counts: Counter[BedState]
    said: Confirmation | None
    is_fresh: bool
    asked: int

    @property
    def open(self) -> int:
        return sum(self.counts.values()) - self.out_of_service

    @property
    def available(self) -> int:
        return self.counts[BedState.AVAILABLE]

    @property
    def occupied(self) -> int:
        return self.counts[BedState.OCCUPIED]

    @property
    def on_leave(self) -> int:
        return self.counts[BedState.ON_LEAVE]

    @property
    def reserved(self) -> int:
        return self.counts[BedState.RESERVED]

    @property
    def out_of_service(self) -> int:
        return self.counts[BedState.OUT_OF_SERVICE]

    @property
    def can_be_filled(self) -> int:
        """Its available beds, while its ward takes admissions and its word is believed."""
        takes = self.said is not None and self.said.takes_admissions
        return self.available if takes and self.is_fresh else 0

    @property
    def confirmed(self) -> str:
        if self.said is None:
            return "Never"
        return moment(self.said.at) if self.is_fresh else f"Not since {moment(self.said.at)}"


COUNTED = (
    "commissioned", "open", "occupied", "on_leave", "reserved", "available", "can_be_filled", "out_of_service",
)  # fmt: skip
LABELS = {
    "commissioned": "Commissioned",
    "open": "Open",
    "occupied": "Occupied",
    "on_leave": "On leave",
    "reserved": "Reserved",
    "available": "Available",
    "can_be_filled": "Available and accepting",
    "out_of_service": "Out of service",
}


@dataclass
class Report:
    """``at`` is the moment that it tells of."""

    at: dt.datetime
    lines: Sequence[Line]
    waiting: int
    emergencies: int
    longest_wait: dt.timedelta | None
    away: int
    rules: Sequence[PressureRule] = field(default_factory=tuple)

    def total(self, name: str) -> int:
        return sum(getattr(line, name) for line in self.lines if line.is_fresh)

    @property
    def stale(self) -> list[Line]:
        return [line for line in self.lines if not line.is_fresh]

    @cached_property
    def figures(self) -> dict[Pressure, int]:
        """What the level is worked out from."""
        return {
            Pressure.AVAILABLE: sum(line.can_be_filled for line in self.lines),
            Pressure.WAITING: self.waiting,
            Pressure.EMERGENCIES: self.emergencies,
            Pressure.LONGEST_WAIT: int((self.longest_wait or dt.timedelta()) / AN_HOUR),
            Pressure.NOT_CONFIRMED: len(self.stale),
        }

    @property
    def met(self) -> list[PressureRule]:
        """The rules of the level that is reached."""
        met = [rule for rule in self.rules if rule.is_met(self.figures[Pressure(rule.measure)])]
        return [rule for rule in met if rule.level == max(one.level for one in met)]

    @property
    def level(self) -> int:
        return max((rule.level for rule in self.met), default=LOWEST_LEVEL)

    @property
    def why(self) -> list[str]:
        """Each rule that made the level what it is, with the figure: "Beds available: 3 or fewer. There are 2"."""
        return [f"{rule}. It is {self.figures[Pressure(rule.measure)]}" for rule in self.met]

    @property
    def longest(self) -> str:
        return in_hours(self.longest_wait)

    @property
    def text(self) -> str:
        """To copy into a message."""
        head = [
            f"CAMHS beds, {moment(self.at)}",
            f"Pressure: level {self.level}",
            *(f"- {why}" for why in self.why),
            "",
        ]
        units = [
            f"{line.unit}: {', '.join(f'{getattr(line, name)} {LABELS[name].lower()}' for name in COUNTED)}"
            + ("" if line.is_fresh else f". NOT CONFIRMED ({line.confirmed.lower()}), not in the totals")
            for line in self.lines
        ]
        all_of_them = f"All units: {', '.join(f'{self.total(name)} {LABELS[name].lower()}' for name in COUNTED)}"
        waiting = f"{self.waiting} {plural(self.waiting, 'request')} waiting, {self.emergencies} of them emergencies"
        tail = ["", f"{waiting}. Longest wait: {self.longest}.", f"Out of area: {self.away}."]
        return "\n".join([*head, *units, all_of_them, *tail])


def in_hours(wait: dt.timedelta | None) -> str:
    """3 days 4 hours, 16 hours, or none."""
    if wait is None:
        return "none"
    days, hours = divmod(int(wait / AN_HOUR), 24)
    said = [f"{days} {plural(days, 'day')}"] if days else []
    return " ".join([*said, f"{hours} {plural(hours, 'hour')}"])


def moment_of(on: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(on, time, clock.LONDON)


def last_time(now: dt.datetime) -> dt.time:
    """Of the report that is due now: the last of today, or the first while there is none yet."""
    return max((time for time in TIMES if moment_of(clock.local(now).date(), time) <= now), default=TIMES[0])


def report(at: dt.datetime) -> Report:
    """As it stood at that moment, by what is recorded by now."""
    on = clock.local(at).date()
    rows = Bed.objects.there_between(on, on)
    units = Unit.objects.open_on(on).filter(pk__in=rows.order_by().values("unit")).order_by("name")
    beds = list(rows.filter(unit__in=units).order_by("number"))
    standing = Standing(beds, at, at + dt.timedelta(microseconds=1))
    counts: dict[int, Counter[BedState]] = {unit.pk: Counter() for unit in units}
    for bed in beds:
        counts[bed.unit_id][standing.at(bed, at)] += 1
    said, asked = _said(units, at), _asked(at)
    within = clocks.rule(Rule.CONFIRM, on=on).length
    lines = [
        Line(
            unit, unit.commissioned_beds, counts[unit.pk], last := said.get(unit.pk),
            last is not None and not last.is_stale(at, within), asked[unit.pk],
        )
        for unit in units
    ]  # fmt: skip
    return Report(at, lines, **_requests(at), away=_away(at), rules=list(PressureRule.objects.on(on)))


def _said(units, at: dt.datetime) -> dict[int, Confirmation]:
    last = Confirmation.objects.filter(unit=OuterRef("pk"), at__lte=at).order_by("-at", "-pk").values("pk")[:1]
    found = units.annotate(last=Subquery(last)).order_by().values("last")
    return {one.unit_id: one for one in Confirmation.objects.filter(pk__in=found)}


def _held(at: dt.datetime) -> QuerySet:
    """The requests for which a bed was held."""
    held = Reservation.objects.filter(Q(ended_at=None) | Q(ended_at__gt=at), reserved_at__lte=at, until__gt=at)
    return held.values("request")


def _asked(at: dt.datetime) -> Counter[int]:
    """Of each unit how many waited for its answer: none for whom a bed was held, here or elsewhere."""
    open_then = Q(answered_at=None) | Q(answered_at__gt=at)
    still = Q(closed_at=None) | Q(closed_at__gt=at)
    going_on = Q(request__closed_at=None) | Q(request__closed_at__gt=at)
    rows = Ask.objects.filter(open_then, still, going_on, asked_at__lte=at).exclude(request__in=_held(at))
    return Counter(rows.order_by().values_list("unit", flat=True))


def _requests(at: dt.datetime) -> dict:
    rows = BedRequest.objects.filter(Q(closed_at=None) | Q(closed_at__gt=at), received_at__lte=at)
    waiting = list(rows.exclude(pk__in=_held(at)).order_by().values_list("received_at", "response"))
    return {
        "waiting": len(waiting),
        "emergencies": sum(response == Response.EMERGENCY for _, response in waiting),
        "longest_wait": at - min(received for received, _ in waiting) if waiting else None,
    }


def _away(at: dt.datetime) -> int:
    return Stay.objects.away().during(at, at + dt.timedelta(microseconds=1)).count()
