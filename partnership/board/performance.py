"""What needs attention: the grid of variation against assurance, and the sentence above it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg

from partnership.access.policy import permitted
from partnership.access.principal import Principal
from partnership.arithmetic import months, words
from partnership.arithmetic.xmr import Assurance, Kind
from partnership.measures.disclosure import Amount, Reader, Shown
from partnership.measures.grid import MeasureStatus, commentary_on, status_of
from partnership.measures.models import Value
from partnership.measures.reading import VIEW
from partnership.measures.registry import BY_TRUST, Measure
from partnership.pages.values import Link

VARIATIONS = {
    Kind.CONCERNING: "Concerning",
    Kind.IMPROVING: "Improving",
    Kind.COMMON: "No significant change",
    Kind.NEUTRAL: "Changing, neither better nor worse",
}
"""The rows of the grid, what needs attention first."""

ASSURANCES = {
    Assurance.WILL_NOT: "Will not meet target",
    Assurance.MAY: "May or may not meet target",
    Assurance.WILL: "Will meet target",
    None: "No target",
}


@dataclass(frozen=True)
class Cell:
    assurance: str
    links: Sequence[Link]


@dataclass(frozen=True)
class Line:
    """One row of the grid."""

    variation: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class PartStatus(MeasureStatus):
    """The status of one trust's part of a measure. ``instead`` is shown where its value is hidden as a small number."""

    instead: str = ""

    @property
    def url(self) -> str:
        return f"{super().url}?by={BY_TRUST.slug}"

    @property
    def latest(self) -> str | None:
        return self.instead or super().latest


def grid(statuses: Iterable[MeasureStatus]) -> list[Line]:
    """Every measure that is tested, in the cell of its latest point and its target."""
    tested = [status for status in statuses if status.is_tested and status.has_limits]
    lines = []
    for kind, variation in VARIATIONS.items():
        of_kind = [status for status in tested if status.chart.variation.kind is kind]
        if of_kind or kind is not Kind.NEUTRAL:
            lines.append(Line(variation, list(_cells(of_kind))))
    return lines


def _cells(statuses: Sequence[MeasureStatus]) -> Iterator[Cell]:
    for assurance, label in ASSURANCES.items():
        found = [status for status in statuses if status.chart.assurance is assurance]
        yield Cell(label, [Link(status.measure.name, status.url) for status in found])


def not_in_the_grid(statuses: Iterable[MeasureStatus]) -> list[tuple[str, list[tuple[Link, str]]]]:
    """What has no place in it, under the reason: each measure as a link, and what there is to say of it."""
    groups: dict[str, list[tuple[Link, str]]] = {"Not enough data for limits": [], "Not tested": [], "No data": []}
    for status in statuses:
        link = Link(status.measure.name, status.url)
        if status.latest is None:
            groups["No data"].append((link, f"No figure for {months.in_words(status.month)}."))
        elif not status.is_tested:
            groups["Not tested"].append((link, "Not tested for change."))
        elif not status.has_limits:
            groups["Not enough data for limits"].append((link, status.not_enough))
    return [(heading, found) for heading, found in groups.items() if found]


def sentence(statuses: Sequence[MeasureStatus]) -> str:
    """How many measures improve, concern and do neither, and how many will miss their target."""
    tested = [status for status in statuses if status.is_tested and status.has_limits]
    if not tested:
        return f"None of the {len(statuses)} measures has enough months for limits yet."
    kinds = [status.chart.variation.kind for status in tested]
    improving, concerning, steady, changing = (
        kinds.count(kind) for kind in (Kind.IMPROVING, Kind.CONCERNING, Kind.COMMON, Kind.NEUTRAL)
    )
    miss = sum(status.chart.assurance is Assurance.WILL_NOT for status in tested)
    shows = "shows" if steady == 1 else "show"
    return (
        f"Of {len(tested)} {words.plural(len(tested), 'measure')}, {improving} {_are(improving)} improving, "
        f"{concerning} {_are(concerning)} concerning, {steady} {shows} no significant change"
        f"{f', {changing} {_are(changing)} changing, neither better nor worse' if changing else ''}. "
        f"{miss} will not meet {'its' if miss == 1 else 'their'} target without a change."
    )


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def trust_statuses(
    by: Principal, month: dt.date, measures: Iterable[Measure], trust: str, reader: Principal | None = None
) -> list[MeasureStatus]:
    """One trust's part of each measure that is taken apart by trust, as ``reader`` may see it; ``by`` where that is
    the same person. Two queries. A target is of the whole alone, so none is held against a part."""
    wanted = [measure for measure in measures if measure.breakdown(BY_TRUST.slug)]
    stored, said = _by_trust(by, month, wanted), commentary_on(by, month, wanted)
    found: list[MeasureStatus] = []
    for measure in wanted:
        shown = _shown(Reader(reader or by, measure), stored.get(measure.slug, {}), trust)
        values = {one: value.value for one, value in shown.items()}
        part = status_of(measure, month, values, said=said.get(measure.slug))
        latest = shown.get(month)
        found.append(PartStatus(**vars(part), instead=latest.instead if latest else ""))
    return found


def _shown(reader: Reader, months: dict[dt.date, dict[str, Amount]], trust: str) -> dict[dt.date, Shown]:
    parts = {part for amounts in months.values() for part in amounts}
    every = {month: reader.of_a_month(BY_TRUST, amounts, parts) for month, amounts in months.items()}
    return {month: shown[trust] for month, shown in every.items() if trust in shown}


def _by_trust(
    by: Principal, month: dt.date, measures: Sequence[Measure]
) -> dict[str, dict[dt.date, dict[str, Amount]]]:
    """Measure → month → trust → what is stored."""
    rows = permitted(by, VIEW, Value).current().closed().filter(by=BY_TRUST.slug, month__lte=month)
    rows = rows.filter(measure__in=[measure.slug for measure in measures]).order_by()
    columns = ("month", "value", "numerator", "denominator")
    gathered = rows.values("measure", "part").annotate(**{f"all_{column}": ArrayAgg(column) for column in columns})
    found: dict[str, dict[dt.date, dict[str, Amount]]] = {}
    for row in gathered:
        for one, *amounts in zip(*(row[f"all_{column}"] for column in columns), strict=True):
            found.setdefault(row["measure"], {}).setdefault(one, {})[row["part"]] = Amount(*amounts)
    return found
