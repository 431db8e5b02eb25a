"""Plan against actual, two bars beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from partnership.measures import numbers
from partnership.measures.charts import scale
from partnership.measures.charts.picture import Look, Mark, Picture
from partnership.measures.registry import Unit

Amounts = Sequence[Decimal | None]
FILLED = 0.36  # of the place that a pair of bars has, for each of them
MOST_LABELS = 9


def plan_chart(
    slug: str,
    title: str,
    sentence: str,
    labels: Sequence[str],
    plan: Amounts,
    actual: Amounts,
    unit: Unit = Unit.MONEY,
) -> Picture:
    """A pair of bars for each label, from nought. No bar where there is no amount: nought is a bar of no height."""
    across = scale.Across(len(labels))
    down = scale.down([*plan, *actual], from_zero=True)
    every = -(-len(labels) // MOST_LABELS) or 1
    return Picture(
        slug=slug,
        title=title,
        sentence=sentence,
        unit=numbers.axis_title(unit),
        gridlines=[(down.of(step), numbers.on_an_axis(unit, step)) for step in down.steps()],
        ticks=[(across.of(place), label) for place, label in enumerate(labels) if place % every == 0],
        marks=[
            *_bars(plan, labels, Look.PLAN, -1, unit, across, down),
            *_bars(actual, labels, Look.ACTUAL, 0, unit, across, down),
        ],
        key=[Look.PLAN, Look.ACTUAL],
    )


def _bars(
    amounts: Amounts, labels: Sequence[str], look: Look, side: int, unit: Unit, across: scale.Across, down: scale.Down
) -> Iterator[Mark]:
    """``side`` is -1 for the bar on the left of the middle and 0 for the one on its right."""
    foot, width = down.of(Decimal(0)), across.gap * FILLED
    for place, amount in enumerate(amounts):
        if amount is None:
            continue
        x, y = round(across.of(place) + side * width, 1), down.of(amount)
        name = "plan" if look is Look.PLAN else "actual"
        said = f"{labels[place]}, {name}: {numbers.in_a_table(unit, amount)}"
        yield Mark(f"M{x:g} {foot:g}V{y:g}h{width:.1f}V{foot:g}Z", look, said)
