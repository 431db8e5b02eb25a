"""Plan against actual, two bars side by side; the actual alone where nothing was planned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from partnership.measures import numbers
from partnership.measures.charts import scale
from partnership.measures.charts.picture import WORDS, Look, Mark, Picture
from partnership.measures.registry import Unit

Amounts = Sequence[Decimal | None]
FILLED = 0.36  # of the place that a month has, for each of a pair of bars
ALONE = 0.6  # of the place, for a bar that has it to itself


def plan_chart(
    slug: str,
    title: str,
    sentence: str,
    months: Sequence[dt.date],
    plan: Amounts,
    actual: Amounts,
    unit: Unit = Unit.MONEY,
    *,
    not_final: Collection[dt.date] = (),
    actual_is: str = WORDS[Look.ACTUAL],
) -> Picture:
    """A pair of bars for each month, from nought. No bar where there is no amount: nought is a bar of no height.

    ``not_final`` are months whose actual may still change, drawn hollow. ``actual_is`` is what an actual is called.
    """
    across = scale.Across(len(months), scale.NO_LABELS)
    down = scale.down([*plan, *actual], from_zero=True)
    words = {Look.ACTUAL.value: actual_is}
    draws = _Bars(months, unit, across, down, words)
    pairs = any(amount is not None for amount in plan)
    looks = [Look.SO_FAR if month in not_final else Look.ACTUAL for month in months]
    planned = draws.of(plan, [Look.PLAN] * len(months), -FILLED, FILLED) if pairs else ()
    marks = [*planned, *draws.of(actual, looks, 0 if pairs else -ALONE / 2, FILLED if pairs else ALONE)]
    seen = {mark.look for mark in marks}
    return Picture(
        slug=slug,
        title=title,
        sentence=sentence,
        unit=numbers.axis_title(unit),
        gridlines=[(down.of(step), numbers.on_an_axis(unit, step)) for step in down.steps()],
        ticks=scale.month_ticks(months, across),
        marks=marks,
        key=[look for look in WORDS if look in seen] if len(seen) > 1 else [],
        words=words,
        right=scale.NO_LABELS,
    )


@dataclass(frozen=True)
class _Bars:
    months: Sequence[dt.date]
    unit: Unit
    across: scale.Across
    down: scale.Down
    words: dict[str, str]

    def of(self, amounts: Amounts, looks: Sequence[Look], begins: float, fills: float) -> Iterator[Mark]:
        """``begins`` is where a bar begins, from the middle of its month, and ``fills`` its width, both in months."""
        foot, width = self.down.of(Decimal(0)), self.across.gap * fills
        for place, (amount, look) in enumerate(zip(amounts, looks, strict=True)):
            if amount is not None:
                x, y = round(self.across.of(place) + begins * self.across.gap, 1), self.down.of(amount)
                yield Mark(f"M{x:g} {foot:g}V{y:g}h{width:.1f}V{foot:g}Z", look, self._said(place, amount, look))

    def _said(self, place: int, amount: Decimal, look: Look) -> str:
        name = self.words.get(look, WORDS[look]).lower()
        return f"{numbers.month_in_words(self.months[place])}, {name}: {numbers.in_a_table(self.unit, amount)}"
