"""Months are counted once, when they are over, and stored. Only the system counts: it alone sees every row.

Called by ``manage.py close_months``, inside ``as_the_system``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db import transaction

from partnership.arithmetic import clock, months
from partnership.measures.models import Definition, Value
from partnership.measures.numbers import rounded
from partnership.measures.registry import Figure, Measure, every_measure

PLACES = 6
Part = tuple[str, str]


def close_everything() -> int:
    """Every month that is over of every measure that the portal counts, and the present month as far as it has come.

    Gives how many months were closed. Run twice it closes nothing, and counts the present month again.
    """
    this_month, closed = months.month_of(clock.today()), 0
    for measure in every_measure():
        note_definition(measure)
        if measure.figures is not None:
            for month in [*_open_months(measure, this_month), this_month]:
                if month < this_month and measure.final(month):
                    closed += close_month(measure=measure, month=month)
                else:
                    count_so_far(measure=measure, month=month)
    return closed


@transaction.atomic
def close_month(*, measure: Measure, month: dt.date) -> bool:
    """Counts and stores a month that is over, with all its parts. False where it is closed already."""
    if _stored(measure, month).exclude(is_partial=True).exists():
        return False
    _stored(measure, month).filter(is_partial=True).delete()
    Value.objects.bulk_create(_counted(measure, month))
    return True


@transaction.atomic
def count_so_far(*, measure: Measure, month: dt.date) -> None:
    """The month that is not over: replaced each time, and never tested."""
    _stored(measure, month).filter(is_partial=True).delete()
    if month >= measure.first_month:
        Value.objects.bulk_create(_counted(measure, month, is_partial=True))


@transaction.atomic
def count_again(*, measure: Measure, month: dt.date, why: str) -> list[Value]:
    """After records of a closed month were corrected: what has changed becomes a new version next to the old.

    Gives the new versions; a month that is not closed yet has none.
    """
    before = {(value.by, value.part): value for value in _stored(measure, month).closed().select_for_update()}
    if not before:
        return []
    now = {(value.by, value.part): value for value in _counted(measure, month)}
    for part, value in before.items():
        now.setdefault(part, _value(measure, month, Figure(None, by=value.by, part=value.part)))
    changed = [part for part, value in now.items() if part not in before or _differs(before[part], value)]
    for part in changed:
        if part in before:
            now[part].version, now[part].why = before[part].version + 1, why
    overtaken = [before[part].pk for part in changed if part in before]
    Value.objects.filter(pk__in=overtaken).update(superseded_at=clock.now())
    return Value.objects.bulk_create([now[part] for part in changed])


def note_definition(measure: Measure) -> Definition | None:
    """Writes down how the measure is declared, where that has changed since it was last written down."""
    said = {
        "Name": measure.name,
        "Question": measure.question,
        "How it is worked out": measure.formula,
        "Source": measure.source,
        "Unit": str(measure.unit),
        "Better": str(measure.better),
        "Owner": measure.owner.label,
        "Outliers": "left out of the limits" if measure.screening else "kept in the limits",
    }
    last = Definition.objects.filter(measure=measure.slug).order_by("-noted_at", "-pk").first()
    if last is not None and last.said == said:
        return None
    return Definition.objects.create(measure=measure.slug, said=said, noted_at=clock.now())


def _open_months(measure: Measure, until: dt.date) -> list[dt.date]:
    """The months before ``until`` that are over and not closed, from the measure's first on."""
    values = Value.objects.current().closed().of_the_whole().filter(measure=measure.slug)
    closed = set(values.values_list("month", flat=True))
    return [month for month in months.through(measure.first_month, until) if month not in closed]


def _stored(measure: Measure, month: dt.date):
    return Value.objects.current().filter(measure=measure.slug, month=month)


def _counted(measure: Measure, month: dt.date, *, is_partial: bool = False) -> list[Value]:
    assert measure.figures is not None
    figures = list(measure.figures(month))
    return [_value(measure, month, figure, is_partial) for figure in _with_the_whole(figures)]


def _with_the_whole(figures: Iterable[Figure]) -> Iterator[Figure]:
    """A closed month always has its row of the whole, so that it need not be counted again."""
    figures = list(figures)
    if not any(figure.by == "" for figure in figures):
        yield Figure(None)
    yield from figures


def _value(measure: Measure, month: dt.date, figure: Figure, is_partial: bool = False) -> Value:
    return Value(
        measure=measure.slug,
        month=month,
        by=figure.by,
        part=figure.part,
        value=None if figure.value is None else rounded(figure.value, PLACES),
        numerator=figure.numerator,
        denominator=figure.denominator,
        is_partial=is_partial,
        recorded_at=clock.now(),
    )


def _differs(old: Value, new: Value) -> bool:
    return (old.value, old.numerator, old.denominator) != (new.value, new.numerator, new.denominator)
