"""Ten years of months of the benchmark's measures, with their parts; fourteen months at the scale of one."""

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal

from bench.measures import MEASURES
from partnership.access.scope import as_the_system
from partnership.arithmetic import clock, months
from partnership.measures.models import Target, Value
from partnership.measures.registry import Measure

AFTER_LAST = dt.date(2018, 4, 1)
MONTHS, A_YEAR_AND_LIMITS = 120, 14
AT_ONCE = 5_000


def load(scale: int = 1, chance: random.Random | None = None) -> None:
    chance = chance or random.Random(0)
    first = months.after(AFTER_LAST, -min(MONTHS, A_YEAR_AND_LIMITS * scale))
    with as_the_system("the benchmark is loaded"):
        for measure in MEASURES:
            Value.objects.bulk_create(_values(measure, first, chance), batch_size=AT_ONCE)
            Target.objects.create(
                measure=measure.slug, value=Decimal(chance.randint(100, 700)), valid_from=first, set_at=clock.now(),
                source="Made up for the benchmark",
            )  # fmt: skip


def _values(measure: Measure, first: dt.date, chance: random.Random) -> Iterator[Value]:
    """The whole of each month is what the boroughs come to; a trust has four of them."""
    boroughs, trusts = (list(breakdown.parts()) for breakdown in reversed(measure.breakdowns))
    for month in months.through(first, AFTER_LAST):
        counts = [chance.randint(0, 60) for _ in boroughs]
        yield _value(measure, month, sum(counts))
        for borough, count in zip(boroughs, counts, strict=True):
            yield _value(measure, month, count, by="borough", part=borough)
        for place, trust in enumerate(trusts):
            yield _value(measure, month, sum(counts[place :: len(trusts)]), by="trust", part=trust)


def _value(measure: Measure, month: dt.date, count: int, **part: str) -> Value:
    number = Decimal(count)
    return Value(
        measure=measure.slug, month=month, value=number, numerator=number, recorded_at=clock.now(), **part
    )  # fmt: skip
