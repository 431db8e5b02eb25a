"""What a pack can hold. Each section is a function of what is being made; measures bring those of their groups.

A pack of the whole Partnership shows its figures exactly, and each trust's under the rule for small numbers. One that a
trust makes for itself shows that trust's: exactly inside the trust, under the rule in public. A public pack has no
amounts of money but those that were published.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.text import slugify

from partnership.access.policy import Action, permitted
from partnership.access.principal import NOBODY, Principal
from partnership.arithmetic import clock, months, words
from partnership.board import claims as claims_of
from partnership.board import performance
from partnership.board.claims import Checked, Worked
from partnership.board.models import Claim, Pack
from partnership.board.packs.frozen import Block, Content, Drawing, Figures, Heading, Section, Text, figures
from partnership.board.policy import CLAIM
from partnership.measures import drawing, files, grid, sentences
from partnership.measures.charts import Picture
from partnership.measures.grid import MeasureStatus
from partnership.measures.reading import Parts, Reading, read_all, read_all_parts
from partnership.measures.registry import BY_TRUST, Measure, Unit, every_measure
from partnership.measures.views.measure import columns_of, definition_rows
from partnership.pages.tables import Column
from partnership.pages.values import Missing, Money
from partnership.programmes.models import Decision, ProgrammeAction, Risk
from partnership.programmes.policy import ACTION, DECISION, PROGRAMME
from partnership.programmes.views.lists import ACTION_COLUMNS, DECISION_COLUMNS, RISK_COLUMNS
from partnership.savings.board import year_of
from partnership.savings.sums import trusts

MONTHS_SHOWN = 24
MOST_ROWS = 100
GROUP = "group-"
NO_COMMENTARY = "No commentary"


@dataclass(frozen=True)
class Making:
    """A pack that is being put together, for a person who may see what it holds."""

    by: Principal
    pack: Pack

    @property
    def reader(self) -> Principal:
        """Who small numbers are kept from: everyone, in public; else for the people of the pack's own trust."""
        return NOBODY if self.pack.is_public else self.by

    @property
    def first(self) -> dt.date:
        return months.after(self.pack.month, 1 - MONTHS_SHOWN)

    @cached_property
    def measures(self) -> list[Measure]:
        """Those of the sections that were chosen."""
        return [measure for measure in measures_for(self.pack) if group_slug(measure) in self.pack.sections]

    @cached_property
    def statuses(self) -> list[MeasureStatus]:
        if self.pack.trust:
            slug = self.pack.trust.slug
            return performance.trust_statuses(self.by, self.pack.month, self.measures, slug, self.reader)
        return grid.statuses(self.by, self.pack.month, self.measures)

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        """By the slug of the measure: the whole Partnership's, or the part of the pack's own trust."""
        if not self.pack.trust:
            return read_all(self.by, self.measures, self.first, self.pack.month)
        label = BY_TRUST.parts()[self.pack.trust.slug]
        parts = read_all_parts(self.by, self.measures, BY_TRUST.slug, self.first, self.pack.month, self.reader)
        return {slug: one.readings[label] for slug, one in parts.items() if label in one.readings}

    @cached_property
    def by_trust(self) -> Mapping[str, Parts]:
        """The last month of each measure by trust, under the rule for small numbers for everyone."""
        month = self.pack.month
        return read_all_parts(self.by, self.measures, BY_TRUST.slug, month, month, NOBODY, since=month)


Builds = Callable[[Making], Iterator[Block]]


@dataclass(frozen=True)
class Kind:
    """One section that can be chosen. ``public`` and ``of_a_trust``: whether such packs may hold it."""

    title: str
    build: Builds
    public: bool = True
    of_a_trust: bool = True


def group_slug(measure: Measure) -> str:
    return f"{GROUP}{slugify(measure.group)}"


def measures_for(pack: Pack) -> list[Measure]:
    """Those that a pack like this can show."""
    return [
        measure
        for measure in every_measure()
        if (not pack.is_public or measure.unit is not Unit.MONEY)
        and (pack.trust_id is None or measure.breakdown(BY_TRUST.slug))
    ]


def kinds_for(pack: Pack) -> dict[str, Kind]:
    """What this pack can hold, in the order of its pages."""
    groups = {group_slug(measure): measure.group for measure in measures_for(pack)}
    of_groups = {slug: Kind(group, _of_group(slug)) for slug, group in sorted(groups.items(), key=lambda one: one[1])}
    every = {**FIRST, **of_groups, **LAST}
    return {
        slug: kind
        for slug, kind in every.items()
        if (kind.public or not pack.is_public) and (kind.of_a_trust or pack.trust_id is None)
    }


def content_of(making: Making) -> Content:
    """The whole pack with its figures of now."""
    pack, kinds = making.pack, kinds_for(making.pack)
    sections = [
        Section(slug, kind.title, [*_said(pack, slug), *kind.build(making)])
        for slug, kind in kinds.items()
        if slug in pack.sections
    ]
    return Content(pack.title, cover(pack), [HOW_TO_READ, *sections])


def without_commentary(making: Making) -> list[Measure]:
    """The measures with a figure for the month and no commentary, nor a note that there is nothing to say."""
    return [one.measure for one in making.statuses if one.commentary is None and one.latest is not None]


def cover(pack: Pack) -> list[tuple[str, str]]:
    return [
        ("Meeting", pack.meeting),
        ("Date", words.day(pack.meets_on)),
        ("Figures up to", months.in_words(pack.month)),
        ("Made for", str(pack.trust or "The whole Partnership")),
        ("Audience", pack.get_audience_display()),
    ]


HOW_TO_READ = Section(
    "how-to-read",
    "How to read this pack",
    [
        Text("Each chart shows a measure month by month, with its average and the limits of what is to be expected."),
        Text(
            "A point that stands out is drawn as another shape. Improving and concerning are judged from the latest "
            "month alone; without 13 months there are no limits, and nothing is judged."
        ),
        Text(
            "In a table by trust a count of 1 to 4 reads ‘fewer than 5’, any other is rounded to the nearest 5, and "
            "the total is rounded by itself. The figure of the whole Partnership is exact."
        ),
        Text("The figures are those of the moment at which the pack was issued. They do not change afterwards."),
    ],
)


def _said(pack: Pack, slug: str) -> Iterator[Block]:
    for paragraph in filter(None, (line.strip() for line in pack.said.get(slug, "").split("\n"))):
        yield Text(paragraph)


# The sections


def _asks(making: Making) -> Iterator[Block]:
    if not making.pack.said.get("asks"):
        yield Text("Nothing is asked of this meeting.")


def _summary(making: Making) -> Iterator[Block]:
    if not making.statuses:
        yield Text("This pack has no measures.")
        return
    yield Text(performance.sentence(making.statuses))
    columns = (
        Column("variation", "Variation", lambda row: row[0]),
        *(Column(slugify(label), label, lambda row, label=label: row[1].get(label), missing=NONE_HERE)
          for label in performance.ASSURANCES.values()),
    )  # fmt: skip
    rows = [
        (line.variation, {cell.assurance: ", ".join(str(link) for link in cell.links) for cell in line.cells})
        for line in performance.grid(making.statuses)
    ]
    yield figures("summary-grid", "Variation and assurance", columns, rows)
    for heading, found in performance.not_in_the_grid(making.statuses):
        yield Text(", ".join(str(link) for link, _ in found), strong=heading)


NONE_HERE = Missing("None")


def _of_group(slug: str) -> Builds:
    def build(making: Making) -> Iterator[Block]:
        for status in making.statuses:
            if group_slug(status.measure) == slug:
                yield from _measure(making, status)

    return build


def _measure(making: Making, status: MeasureStatus) -> Iterator[Block]:
    measure, reading = status.measure, making.readings.get(status.measure.slug)
    yield Heading(measure.name)
    if reading is None or not reading.rows:
        yield Text(sentences.NO_FIGURES)
        return
    yield Text(sentences.sentence(reading))
    yield Drawing(_pictures(reading))
    yield _months(measure, reading)
    yield from (Text(line) for line in sentences.changes_in_words(reading))
    yield Text(status.commentary.words if status.commentary else NO_COMMENTARY, strong="Commentary")
    if not making.pack.trust and measure.breakdown(BY_TRUST.slug):
        yield from _by_trust(making, measure)


def _pictures(reading: Reading) -> Sequence[Picture]:
    return [drawing.whole_chart(reading)]


def _months(measure: Measure, reading: Reading) -> Figures:
    return figures(
        measure.slug,
        f"{measure.name}, month by month",
        columns_of(measure.unit),
        reading.rows,
        file_columns=files.COLUMNS,
        file_rows=list(files.rows(measure, {"": reading}, clock.now())),
    )


def _by_trust(making: Making, measure: Measure) -> Iterator[Block]:
    month, parts = making.pack.month, making.by_trust[measure.slug]
    rows = {label: reading.rows[-1] for label, reading in parts.readings.items() if reading.rows}
    if not rows:
        return
    rounded = [(label, columns_of(measure.unit)[1].of(row)) for label, row in rows.items()]
    if measure.unit is Unit.COUNT:
        rounded.append(("Total", parts.totals.get(month)))
    columns = (Column("trust", "Trust", lambda row: row[0]), Column("value", "Value", lambda row: row[1], numeric=True))
    caption = f"{measure.name} by trust, {months.in_words(month)}"
    yield figures(f"{measure.slug}-by-trust", caption, columns, rounded)


def _savings(making: Making) -> Iterator[Block]:
    year = year_of(making.by, months.financial_year(making.pack.month))
    budget = year.budget
    committed = "An amount that was not published" if budget.knows_no_amount else words.money(budget.committed)
    yield Text(
        f"All three trusts have confirmed {words.money(budget.confirmed)} so far. {committed} is committed to "
        f"reinvestment, and {'at most ' if budget.unpublished else ''}{words.money(budget.left)} is not yet committed."
    )
    yield Text(f"Another {words.money(year.potential)} a year may be saved. It is potential and not included above.")
    columns = (
        Column("programme", "Programme", lambda line: line.name),
        Column("plan", "Plan", lambda line: Money(line.plan), numeric=True),
        Column("confirmed", "Confirmed", lambda line: Money(line.confirmed), numeric=True),
        Column("forecast", "Forecast for the year", lambda line: Money(line.outturn), numeric=True),
        *(Column(slug, f"{trust} share", lambda line, slug=slug: Money(line.shares[slug]), numeric=True)
          for slug, trust in trusts().items()),
    )  # fmt: skip
    if year.lines:
        yield figures("savings", f"Savings by programme, {year.name}", columns, [*year.lines, year.total])
    else:
        yield Text(f"No savings are confirmed for {year.name}.")


NOT_PUBLIC = "The portal’s own amount is not in a public pack."
CLAIM_COLUMNS = (
    Column("claim", "Claim", lambda one: one.claim.says),
    Column("published", "Published", lambda one: one.claim.in_words),
    Column("source", "Source", lambda one: f"{one.claim.source}. {one.claim.as_at}"),
    Column("own", "The portal’s own", lambda one: _own(one), missing=Missing("No data yet")),
    Column("result", "Result", lambda one: one.outcome.value),
    Column("why", "Why", lambda one: one.note.text if one.note else one.why, missing=NONE_HERE),
)


def _claims(making: Making) -> Iterator[Block]:
    checked = claims_of.check(making.by, permitted(making.by, CLAIM[Action.VIEW], Claim))
    if making.pack.is_public:
        checked = [_as_published(one) for one in checked]
    yield figures("claims", "Published claims and the portal’s own figures", CLAIM_COLUMNS, checked)


def _own(one: Checked) -> object:
    return Missing("Not shown") if one.own.why == NOT_PUBLIC else one.own_in_words


def _as_published(one: Checked) -> Checked:
    """A claim about money as the public may read it: what was printed, and neither what the portal works out nor what
    was noted about that."""
    if one.claim.unit != Unit.MONEY:
        return one
    return replace(one, own=Worked(why=NOT_PUBLIC), why=NOT_PUBLIC, note=None)


def _decisions(making: Making) -> Iterator[Block]:
    rows = permitted(making.by, DECISION[Action.VIEW], Decision).filter(decided_on__lte=making.pack.meets_on)
    rows = rows.with_boards().order_by("-decided_on", "-pk")[:MOST_ROWS]
    yield from _listed("decisions", "Decisions and their ratification", DECISION_COLUMNS, rows, "decisions")


def _actions(making: Making) -> Iterator[Block]:
    rows = permitted(making.by, ACTION[Action.VIEW], ProgrammeAction).open()
    rows = rows.select_related("programme", "trust", "owner").order_by("due_on", "pk")[:MOST_ROWS]
    yield from _listed("actions", "Open actions", ACTION_COLUMNS, rows, "open actions")


def _risks(making: Making) -> Iterator[Block]:
    """With the equal part that each trust bears of what is set aside."""
    rows = permitted(making.by, PROGRAMME[Action.VIEW], Risk).open().scored().highest_first()
    columns = RISK_COLUMNS
    yield from _listed(
        "risks", "Open risks, highest first", columns, rows.select_related("programme")[:MOST_ROWS], "risks"
    )


def _listed(name: str, caption: str, columns: Sequence[Column], rows: Iterable[Any], noun: str) -> Iterator[Block]:
    rows = list(rows)
    yield figures(name, caption, columns, rows) if rows else Text(f"There are no {noun}.")


def _quality(making: Making) -> Iterator[Block]:
    statuses, month = making.statuses, months.in_words(making.pack.month)
    missing = [one.measure.name for one in statuses if one.latest is None]
    there = len(statuses) - len(missing)
    yield Text(f"{there} of {len(statuses)} measures in this pack have a figure of {month}.")
    if missing:
        yield Text(", ".join(missing), strong="Without one")
    few = [one.measure.name for one in statuses if one.latest is not None and one.is_tested and not one.has_limits]
    if few:
        yield Text(", ".join(few), strong="Too few months for limits")


def _definitions(making: Making) -> Iterator[Block]:
    rows = [dict(definition_rows(measure)) | {"Measure": measure.name} for measure in making.measures]
    columns = tuple(
        Column(slugify(label).replace("-", "_"), label, lambda row, label=label: row[label])
        for label in ("Measure", "Code", "How it is worked out", "Source", "Direction", "Owner")
    )
    if rows:
        yield figures("definitions", "How each measure is worked out", columns, rows)
    else:
        yield Text("This pack has no measures.")


FIRST = {
    "asks": Kind("What is asked of the meeting", _asks),
    "summary": Kind("Summary", _summary),
}
LAST = {
    "savings": Kind("Savings and reinvestment", _savings, public=False, of_a_trust=False),
    "decisions": Kind("Decisions", _decisions, public=False),
    "actions": Kind("Actions", _actions, public=False),
    "risks": Kind("Risks", _risks, public=False),
    "claims": Kind("Published claims", _claims, of_a_trust=False),
    "quality": Kind("Data quality", _quality),
    "definitions": Kind("Definitions", _definitions),
}
