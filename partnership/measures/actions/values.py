"""The months of manual measures: entered, and corrected with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock, months
from partnership.measures import numbers
from partnership.measures.actions.keeping import demand_keeper, not_over, refuse_impossible
from partnership.measures.models import Value
from partnership.measures.registry import Measure

Key = tuple[str, dt.date, str]
Current = Mapping[Key, Value]
"""The present value of each month and part."""


@dataclass(frozen=True)
class Entry:
    """One value of one month, the month being its first day: of the whole, or of a ``part`` of a breakdown ``by``.

    ``why`` is asked for where there is another value already. ``numerator`` and ``denominator`` where it was worked out
    from two.
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
    """Every row, or none: gives the values that are new. A row that repeats the present value changes nothing.

    Refuses what ``problems`` finds, with the sentence of the first row.
    """
    current = current_values(rows, lock=True)
    if refused := list(problems(rows=rows, by=by, current=current).values()):
        others = len(refused) - 1
        more = f" {others} more {'row is' if others == 1 else 'rows are'} refused." if others else ""
        raise Refusal(f"{refused[0]}{more}")
    changed = [entry for entry in rows if not _is_the_same(entry, current.get(entry.key))]
    overtaken = [current[entry.key].pk for entry in changed if entry.key in current]
    Value.objects.filter(pk__in=overtaken).update(superseded_at=clock.now())
    return Value.objects.bulk_create([_made(entry, current.get(entry.key), by) for entry in changed])


def problems(*, rows: Sequence[Entry], by: Principal, current: Current | None = None) -> dict[int, str]:
    """Why each row that cannot be recorded cannot: its place, the first being 0 → the sentence."""
    current = current_values(rows) if current is None else current
    seen: set[Key] = set()
    found = {}
    for place, entry in enumerate(rows):
        try:
            _refuse(entry, current.get(entry.key), by)
            if entry.key in seen:
                raise Refusal(f"{months.in_words(entry.month)} is in these rows twice.")
        except Refusal as refusal:
            found[place] = refusal.sentence
        seen.add(entry.key)
    return found


def _refuse(entry: Entry, before: Value | None, by: Principal) -> None:
    measure = entry.measure
    demand_keeper(measure, by)
    if not measure.is_manual:
        raise Refusal(f"{measure.name} is counted by the portal. Correct the records that it counts.")
    _refuse_month(entry.month, measure)
    if entry.value is not None:
        refuse_impossible(entry.value, measure)
    if before is not None and not _is_the_same(entry, before) and not entry.why:
        was = "no value" if before.value is None else numbers.in_a_table(measure.unit, before.value)
        month = months.in_words(entry.month)
        raise Refusal(f"{month} is already recorded as {was}. Enter why it is corrected.")


def _refuse_month(month: dt.date, measure: Measure) -> None:
    first = months.in_words(measure.first_month)
    if month >= months.month_of(clock.today()):
        raise Refusal(not_over(month))
    if month < measure.first_month:
        raise Refusal(f"{measure.name} begins in {first}. Enter that month or later.")
    if not measure.has(month):
        quarter = f"Enter the last month of a quarter, like {first}."
        raise Refusal(f"{measure.name} has no figure for {months.in_words(month)}. {quarter}")


def current_values(rows: Sequence[Entry], *, lock: bool = False) -> dict[Key, Value]:
    """The present values of the months of these rows."""
    values = Value.objects.current().filter(
        measure__in={entry.measure.slug for entry in rows},
        month__in={entry.month for entry in rows},
        by__in={entry.by for entry in rows},
    )
    if lock:
        values = values.order_by("pk").select_for_update(of=("self",))
    return {(value.measure, value.month, value.part): value for value in values}


def _is_the_same(entry: Entry, before: Value | None) -> bool:
    if before is None or entry.denominator is None:
        return before is not None and before.value == entry.value
    return (before.numerator, before.denominator) == (entry.numerator, entry.denominator)


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
