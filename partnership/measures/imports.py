"""Months of manual measures, by file: the figures that services and national statistics bring."""

from __future__ import annotations

from collections.abc import Sequence

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.arithmetic import months
from partnership.files.import_kinds import (
    Bucket,
    CellRefused,
    Column,
    Finding,
    ImportKind,
    Month,
    Number,
    Row,
    Text,
    register_import,
)
from partnership.measures import (
    kh03,  # noqa: F401 - it declares a kind of its own
    numbers,
)
from partnership.measures.actions import values
from partnership.measures.actions.values import Entry
from partnership.measures.forms import MOST
from partnership.measures.grid import address_of
from partnership.measures.models import Value
from partnership.measures.policy import MEASURE
from partnership.measures.registry import Measure, find
from partnership.pages.values import Link

AMOUNT = Number(places=4, least=-MOST, most=MOST)


def a_measure(text: str, label: str) -> Measure:
    """By its code or its slug, in capitals or not."""
    measure = find(text.upper()) or find(text.lower())
    if measure is None:
        raise CellRefused(f"{label} must be the code of a measure, like M31")
    return measure


def _entry(row: Row) -> Entry:
    return Entry(row["MEASURE"], row["MONTH"], row["VALUE"], row["WHY"] or "")


def compare(rows: Sequence[Row], by: Principal) -> list[Finding]:
    entries = [_entry(row) for row in rows]
    current = values.current_values(entries)
    refused = values.problems(rows=entries, by=by, current=current)
    return [
        Finding(Bucket.ERRORS, errors=(("", refused[place].rstrip(".")),))
        if place in refused
        else _finding(entry, current.get(entry.key))
        for place, entry in enumerate(entries)
    ]


def _finding(entry: Entry, before: Value | None) -> Finding:
    title = f"{entry.measure.code} {entry.measure.name}, {months.in_words(entry.month)}"
    new = numbers.in_a_table(entry.measure.unit, entry.value)
    if before is None:
        return Finding(Bucket.NEW, title, (("Value", "", new),))
    if before.value == entry.value:
        return Finding(Bucket.SAME, title)
    old = "" if before.value is None else numbers.in_a_table(entry.measure.unit, before.value)
    return Finding(Bucket.CHANGE, title, (("Value", old, new),))


def apply(rows: Sequence[Row], by: Principal) -> list[str]:
    values.record(rows=[_entry(row) for row in rows], by=by)
    return [row["MEASURE"].slug for row in rows]


MEASURE_VALUES = register_import(
    ImportKind(
        slug="measure-values",
        label="Measure values",
        columns=(
            Column(
                "MEASURE", "Measure", a_measure, "M31", hint="The code of the measure, as on its page",
                leads_to=lambda measure: Link(f"See {measure.name}", address_of(measure.slug)),
            ),
            Column("MONTH", "Month", Month(past=True), "2018-03", hint="A month that is over"),
            Column("VALUE", "Value", AMOUNT, "42", hint="The figure of the whole month"),
            Column(
                "WHY", "Why it is corrected", Text(max_length=500), "", required=False,
                hint="Only where the month already has another value",
            ),
        ),
        permission=MEASURE[Action.EDIT],
        guidance=(
            "One row for each measure and month. Only measures that are entered by hand can be imported: the portal "
            "counts the others itself.",
            "A month keeps every value that it ever had, so an import of values is corrected and not undone.",
        ),
        compare=compare,
        apply=apply,
        key=lambda row: f"{row['MEASURE'].slug} {row['MONTH']}",
        noun=("value", "values"),
    )
)  # fmt: skip
