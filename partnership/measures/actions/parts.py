"""A share that comes in part by part: the whole is worked out, and there is none while a part is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction

from partnership.access.principal import Principal
from partnership.measures.actions import values
from partnership.measures.actions.values import Entry
from partnership.measures.models import Value
from partnership.measures.numbers import rounded
from partnership.measures.registry import HUNDRED, Breakdown, Measure

PLACES = 6
WORKED_OUT_AGAIN = "Worked out again: a part of it came in or was corrected"


def share_of(
    measure: Measure, month: dt.date, number: Decimal, of: Decimal, why: str = "", by: str = "", part: str = ""
) -> Entry:
    """``number`` of so many, in per cent."""
    return Entry(measure, month, rounded(HUNDRED * number / of, PLACES), why, by, part, number, of)


@transaction.atomic
def record_parts(*, rows: Sequence[Entry], breakdown: Breakdown, by: Principal) -> None:
    """Every row and what they make of the whole of their months, or nothing. Refuses as ``values.record`` does."""
    values.record(rows=rows, by=by)
    wholes = dict.fromkeys((entry.measure, entry.month) for entry in rows)
    parts = set(breakdown.parts())
    values.record(rows=[_whole(measure, month, breakdown, parts) for measure, month in wholes], by=by)


def _whole(measure: Measure, month: dt.date, breakdown: Breakdown, parts: set[str]) -> Entry:
    stored = list(Value.objects.current().filter(measure=measure.slug, month=month, by=breakdown.slug))
    if {value.part for value in stored} != parts:
        return Entry(measure, month, None, WORKED_OUT_AGAIN)
    number = sum((value.numerator or Decimal(0) for value in stored), Decimal(0))
    of = sum((value.denominator or Decimal(0) for value in stored), Decimal(0))
    return share_of(measure, month, number, of, WORKED_OUT_AGAIN)
