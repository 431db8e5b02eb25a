"""The months of manual measures: entered, and corrected with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock, months
from partnership.measures.actions.keeping import demand_keeper
from partnership.measures.models import Value
from partnership.measures.refusals import (
    BeforeItsFirstMonth,
    CountedByThePortal,
    ImpossibleValue,
    MonthNotOver,
    NotItsMonth,
    RecordedAlready,
    RowsRefused,
    TwiceInOneGo,
)
from partnership.measures.registry import Measure

Key = tuple[str, dt.date, str]


@dataclass(frozen=True)
class Entry:
    """One value of one month, the month being its first day: of the whole, or of a ``part`` of a breakdown ``by``.

    ``why`` is asked for where another value stands. ``numerator`` and ``denominator`` where it was worked out from two.
    """

    measure: Measure
    month: dt.date
    value: Decimal | None
    why: str = ""
    by: str = ""
    part: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def key(self) -> Key:
        return self.measure.slug, self.month, self.part


@transaction.atomic
def record(*, rows: Sequence[Entry], by: Principal) -> list[Value]:
    """Every row, or none: gives the values that are new. A row that says what already stands changes nothing.

    Refuses with RowsRefused, which says of each row why not: what ``problems`` finds.
    """
    standing = what_stands(rows, lock=True)
    if refused := problems(rows=rows, by=by, standing=standing):
        raise RowsRefused(refused)
    changed = [entry for entry in rows if not _is_the_same(entry, standing.get(entry.key))]
    overtaken = [standing[entry.key].pk for entry in changed if entry.key in standing]
    Value.objects.filter(pk__in=overtaken).update(superseded_at=clock.now())
    return Value.objects.bulk_create([_made(entry, standing.get(entry.key), by) for entry in changed])


def problems(*, rows: Sequence[Entry], by: Principal, standing: dict[Key, Value] | None = None) -> dict[int, str]:
    """Why each row that cannot be recorded cannot: its place → the sentence."""
    standing = what_stands(rows) if standing is None else standing
    seen: set[Key] = set()
    found = {}
    for place, entry in enumerate(rows):
        try:
            _refuse(entry, standing.get(entry.key), by)
            if entry.key in seen:
                raise TwiceInOneGo(entry.month)
        except Refusal as refusal:
            found[place] = refusal.sentence
        seen.add(entry.key)
    return found


def _refuse(entry: Entry, current: Value | None, by: Principal) -> None:
    measure = entry.measure
    demand_keeper(measure, by)
    if not measure.is_manual:
        raise CountedByThePortal(measure)
    if entry.month >= months.month_of(clock.today()):
        raise MonthNotOver(entry.month)
    if entry.month < measure.first_month:
        raise BeforeItsFirstMonth(measure)
    if not measure.has(entry.month):
        raise NotItsMonth(measure, entry.month)
    if entry.value is not None and not _is_possible(entry.value, measure):
        raise ImpossibleValue(measure)
    if current is not None and not _is_the_same(entry, current) and not entry.why:
        raise RecordedAlready(measure, entry.month, current.value)


def _is_possible(value: Decimal, measure: Measure) -> bool:
    least, most = measure.unit.least, measure.unit.most
    return (least is None or value >= least) and (most is None or value <= most)


def what_stands(rows: Sequence[Entry], *, lock: bool = False) -> dict[Key, Value]:
    """What stands now for the months of these rows."""
    values = Value.objects.standing().filter(
        measure__in={entry.measure.slug for entry in rows},
        month__in={entry.month for entry in rows},
        by__in={entry.by for entry in rows},
    )
    if lock:
        values = values.order_by("pk").select_for_update(of=("self",))
    return {(value.measure, value.month, value.part): value for value in values}


def _is_the_same(entry: Entry, current: Value | None) -> bool:
    if current is None or entry.denominator is None:
        return current is not None and current.value == entry.value
    return (current.numerator, current.denominator) == (entry.numerator, entry.denominator)


def _made(entry: Entry, before: Value | None, by: Principal) -> Value:
    return Value(
        measure=entry.measure.slug,
        month=entry.month.replace(day=1),
        by=entry.by,
        part=entry.part,
        value=entry.value,
        numerator=entry.value if entry.denominator is None else entry.numerator,
        denominator=entry.denominator,
        version=before.version + 1 if before else 1,
        why=entry.why if before else "",
        recorded_by=by.actor,
        recorded_at=clock.now(),
    )
