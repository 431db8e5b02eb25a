"""The situation report: every unit at one moment, in counts, and how much pressure that is. It names nobody."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import OuterRef, Subquery

from camhs_beds import clocks, counting
from camhs_beds.models import Ask, Bed, BedRequest, Confirmation, PressureRule, Stay
from camhs_beds.occupancy import Standing
from camhs_beds.vocabulary import BedState, Pressure, Response, Rule
from partnership.arithmetic import clock
from partnership.arithmetic.words import moment, plural
from partnership.organisations.models import Unit

TIMES = (dt.time(9, 30), dt.time(16, 0))
"""When the bed team reports each day."""
LOWEST_LEVEL = 1
AN_HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Waiting:
    """Requests that wait for a bed, or for one unit's answer."""

    count: int = 0
    emergencies: int = 0
    longest: dt.timedelta | None = None

    @classmethod
    def at(cls, moment: dt.datetime, rows: Sequence[tuple[dt.datetime, str]]) -> Waiting:
        """``rows``: of each request when it was received, and how soon an answer is needed."""
        emergencies = sum(response == Response.EMERGENCY for _, response in rows)
        return cls(len(rows), emergencies, moment - min(received for received, _ in rows) if rows else None)

    @property
    def hours(self) -> int | None:
        return None if self.longest is None else int(self.longest / AN_HOUR)


@dataclass(frozen=True)
class Line:
    """One unit. What its ward has not confirmed lately enough is not counted in the totals.

    ``asked`` are the requests that wait for its answer; ``out_of_area`` the young people in such units elsewhere.
    """

    unit: Unit
    beds: Sequence[tuple[Bed, BedState]]
    said: Confirmation | None
    is_fresh: bool
    asked: Waiting
    out_of_area: int

    def count(self, name: str) -> int:
        """One of COUNTED."""
        return self.unit.commissioned_beds if name == COMMISSIONED else len(self.counted(name))

    def counted(self, name: str) -> list[tuple[Bed, BedState]]:
        """The beds that make one of OPENED, or all. None can be filled while the ward takes nobody or its word is too
        old."""
        if not name:
            return self.beds
        if name == "open":
            return [row for row in self.beds if row[1] is not BedState.OUT_OF_SERVICE]
        if name == "can_be_filled" and not (self.said and self.said.takes_admissions and self.is_fresh):
            return []
        return [row for row in self.beds if row[1] is STATES[name]]

    @property
    def can_be_filled(self) -> int:
        return self.count("can_be_filled")

    @property
    def confirmed(self) -> str:
        if self.said is None:
            return "Never"
        return moment(self.said.at) if self.is_fresh else f"Not since {moment(self.said.at)}"


STATES = {
    "occupied": BedState.OCCUPIED,
    "on_leave": BedState.ON_LEAVE,
    "reserved": BedState.RESERVED,
    "available": BedState.AVAILABLE,
    "can_be_filled": BedState.AVAILABLE,
    "out_of_service": BedState.OUT_OF_SERVICE,
}
COMMISSIONED = "commissioned"
OPENED = ("open", *STATES)
"""Counts of beds, each of which opens to its beds; how many are commissioned is a number of the unit's own."""
COUNTED = (COMMISSIONED, *OPENED)
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
    waiting: Waiting
    out_of_area: int
    rules: Sequence[PressureRule] = field(default_factory=tuple)

    def total(self, name: str) -> int:
        return sum(line.count(name) for line in self.lines if line.is_fresh)

    def counted(self, name: str, unit: str = "") -> list[tuple[Bed, BedState]]:
        """The beds behind a unit's count, or behind the total."""
        lines = [line for line in self.lines if (line.unit.slug == unit if unit else line.is_fresh)]
        return [row for line in lines for row in line.counted(name)]

    @property
    def stale(self) -> list[Line]:
        return [line for line in self.lines if not line.is_fresh]

    @cached_property
    def figures(self) -> dict[Pressure, int]:
        """What the level is worked out from."""
        return {
            Pressure.AVAILABLE: sum(line.can_be_filled for line in self.lines),
            Pressure.WAITING: self.waiting.count,
            Pressure.EMERGENCIES: self.waiting.emergencies,
            Pressure.LONGEST_WAIT: self.waiting.hours or 0,
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
    def text(self) -> str:
        """To copy into a message."""
        head = [
            f"CAMHS beds, {moment(self.at)}",
            f"Pressure: level {self.level}",
            *(f"- {why}" for why in self.why),
            "",
        ]
        units = [
            f"{line.unit}: {', '.join(f'{line.count(name)} {LABELS[name].lower()}' for name in COUNTED)}, "
            f"{line.asked.count} asked for a bed (longest wait: {in_hours(line.asked.longest)}), "
            f"{line.out_of_area} out of area in its type of unit"
            + ("" if line.is_fresh else f". NOT CONFIRMED ({line.confirmed.lower()}), not in the totals")
            for line in self.lines
        ]
        all_of_them = f"All units: {', '.join(f'{self.total(name)} {LABELS[name].lower()}' for name in COUNTED)}"
        number = self.waiting.count
        waiting = f"{number} {plural(number, 'request')} waiting, {self.waiting.emergencies} of them emergencies"
        tail = ["", f"{waiting}. Longest wait: {in_hours(self.waiting.longest)}.", f"Out of area: {self.out_of_area}."]
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
    beds = list(rows.filter(unit__in=units).select_related("unit").order_by("number"))
    standing = Standing(beds, at, at + dt.timedelta(microseconds=1))
    states: dict[int, list[tuple[Bed, BedState]]] = defaultdict(list)
    for bed in beds:
        states[bed.unit_id].append((bed, standing.at(bed, at)))
    said, asked, out_of_area = _said(units, at), _asked(at), _out_of_area(at)
    within = clocks.rule(Rule.CONFIRM, on=on).length
    lines = [
        Line(
            unit, states[unit.pk], last := said.get(unit.pk), last is not None and not last.is_stale(at, within),
            asked.get(unit.pk, Waiting()), out_of_area[unit.camhs_type],
        )
        for unit in units
    ]  # fmt: skip
    return Report(at, lines, _waiting(at), out_of_area.total(), list(PressureRule.objects.on(on)))


def _said(units, at: dt.datetime) -> dict[int, Confirmation]:
    last = Confirmation.objects.filter(unit=OuterRef("pk"), at__lte=at).order_by("-at", "-pk").values("pk")[:1]
    found = units.annotate(last=Subquery(last)).order_by().values("last")
    return {one.unit_id: one for one in Confirmation.objects.filter(pk__in=found)}


def _asked(at: dt.datetime) -> dict[int, Waiting]:
    rows: dict[int, list[tuple[dt.datetime, str]]] = defaultdict(list)
    asks = counting.asked_at(Ask.objects.all(), at).order_by()
    for unit, *row in asks.values_list("unit", "request__received_at", "request__response"):
        rows[unit].append(tuple(row))
    return {unit: Waiting.at(at, some) for unit, some in rows.items()}


def _waiting(at: dt.datetime) -> Waiting:
    rows = counting.waiting_at(BedRequest.objects.all(), at).order_by()
    return Waiting.at(at, list(rows.values_list("received_at", "response")))


def _out_of_area(at: dt.datetime) -> Counter[str]:
    """By the type of unit that they are in."""
    return Counter(
        counting.out_of_area_at(Stay.objects.all(), at).order_by().values_list("unit__camhs_type", flat=True)
    )
