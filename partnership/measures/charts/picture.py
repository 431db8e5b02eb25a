"""What a chart is made of, ready to be written as SVG. The template holds the markup, and the style sheet the colours.

Colours are never alone: each kind of point has a shape, each kind of line its dashes, and each line its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from partnership.measures.charts.scale import HEIGHT, LEFT, RIGHT, TOP, WIDTH, Down
from partnership.pages import jinja

LEAST_BETWEEN_LABELS = 18
SIZE = 5


class Look(StrEnum):
    """How a point, a line or a bar looks. The style sheet has one class for each."""

    COMMON = "common"
    IMPROVING = "improving"
    CONCERNING = "concerning"
    NEUTRAL = "neutral"
    PARTIAL = "partial"
    DATA = "data"
    MEAN = "mean"
    LIMIT = "limit"
    TARGET = "target"
    PLAN = "plan"
    ACTUAL = "actual"
    SO_FAR = "so-far"


WORDS = {
    Look.COMMON: "Common cause: nothing out of the ordinary",
    Look.IMPROVING: "Special cause: improving",
    Look.CONCERNING: "Special cause: concerning",
    Look.NEUTRAL: "Special cause: neither better nor worse",
    Look.PARTIAL: "Not final yet: not tested",
    Look.PLAN: "Plan",
    Look.ACTUAL: "Actual",
    Look.SO_FAR: "So far: not final yet",
}
"""What a key says of each look, in the order of a key; a picture may say it in words of its own."""


@dataclass(frozen=True)
class Mark:
    """One point or bar. ``says`` is shown when it is pointed at."""

    d: str
    look: Look
    says: str = ""


@dataclass(frozen=True)
class Line:
    d: str
    look: Look


@dataclass(frozen=True)
class Label:
    """Words at the right end of a line."""

    y: float
    text: str
    look: Look


@dataclass(frozen=True)
class Note:
    """Something that happened, as a line down the chart with its number; the words are below it."""

    x: float
    number: int


@dataclass(frozen=True)
class Picture:
    slug: str
    title: str
    sentence: str
    gridlines: Sequence[tuple[float, str]]
    ticks: Sequence[tuple[float, str]]
    lines: Sequence[Line] = ()
    marks: Sequence[Mark] = ()
    labels: Sequence[Label] = ()
    notes: Sequence[Note] = ()
    key: Sequence[Look] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    heading: str = ""
    width: int = field(default=WIDTH)
    height: int = field(default=HEIGHT)
    left: int = field(default=LEFT)
    right: int = field(default=RIGHT)
    top: int = field(default=TOP)

    def __html__(self) -> str:
        return jinja.component("chart", picture=self)

    __str__ = __html__

    @property
    def bottom(self) -> float:
        return Down.bottom

    @property
    def in_words(self) -> Iterator[tuple[Look, str, str]]:
        """Each look in the key with its shape, drawn in a box of 20, and its words."""
        for look in self.key:
            yield look, shape(look, 10, 10), self.words.get(look, WORDS[look])


@dataclass(frozen=True)
class Pictures:
    """Several charts of one scale, side by side."""

    panels: Sequence[Picture]

    def __html__(self) -> str:
        return jinja.component("small_multiples", panels=self.panels)

    __str__ = __html__


def shape(look: Look, x: float, y: float) -> str:
    """A circle for common cause, a diamond, a triangle or a square where a point stands out."""
    s = SIZE + 1.5
    if look is Look.IMPROVING:
        return f"M{x:g} {y - s:g}L{x + s:g} {y:g}L{x:g} {y + s:g}L{x - s:g} {y:g}Z"
    if look is Look.CONCERNING:
        return f"M{x:g} {y - s:g}L{x + s:g} {y + s * 0.8:g}L{x - s:g} {y + s * 0.8:g}Z"
    if look in (Look.NEUTRAL, Look.PLAN, Look.ACTUAL, Look.SO_FAR):
        return f"M{x - SIZE:g} {y - SIZE:g}h{2 * SIZE}v{2 * SIZE}h{-2 * SIZE}Z"
    r = SIZE - 0.5
    return f"M{x - r:g} {y:g}a{r} {r} 0 1 0 {2 * r:g} 0a{r} {r} 0 1 0 {-2 * r:g} 0Z"


def joined(points: Iterable[tuple[float, float] | None]) -> str:
    """A line through the points, broken wherever there is none."""
    parts, pen_up = [], True
    for point in points:
        if point is not None:
            parts.append(f"{'M' if pen_up else 'L'}{point[0]:g} {point[1]:g}")
        pen_up = point is None
    return "".join(parts)


def spread(labels: Iterable[Label]) -> list[Label]:
    """Moved apart where they would be written over each other, from the top down, and kept inside the chart."""
    placed: list[Label] = []
    for label in sorted(labels, key=lambda label: label.y):
        y = max(label.y, placed[-1].y + LEAST_BETWEEN_LABELS if placed else TOP)
        placed.append(Label(y, label.text, label.look))
    over = max(0.0, placed[-1].y - Down.bottom) if placed else 0.0
    return [Label(round(label.y - over, 1), label.text, label.look) for label in placed]
