"""How full the trusts' mental illness beds are, by the national return KH03: a quarter at a time, by file.

NHS England publishes it for every provider, by ODS code; the three trusts' rows become figures and the others are left.
Source: https://www.england.nhs.uk/statistics/statistical-work-areas/bed-availability-and-occupancy/bed-data-overnight/
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from partnership.access.policy import Action
from partnership.access.principal import Principal
from partnership.access.roles import PROGRAMME_LEAD
from partnership.arithmetic import months
from partnership.files.import_kinds import (
    Bucket,
    Column,
    Finding,
    ImportKind,
    Month,
    Number,
    Row,
    Text,
    register_import,
)
from partnership.measures import numbers
from partnership.measures.actions import values
from partnership.measures.actions.parts import record_parts, share_of
from partnership.measures.actions.values import Entry
from partnership.measures.grid import address_of
from partnership.measures.policy import MEASURE
from partnership.measures.registry import BY_TRUST, Better, Measure, Unit, register_measure
from partnership.organisations.models import Organisation
from partnership.pages.values import Link

OVERNIGHT = "Mental illness, overnight"
MOST_BEDS = Decimal(1_000_000)
OCCUPANCY = register_measure(
    Measure(
        slug="mental-illness-beds-occupied",
        code="M39",
        name="Mental illness beds occupied",
        group="Beds",
        question="How full are the three trusts’ mental illness beds overnight?",
        unit=Unit.SHARE,
        better=Better.NEUTRAL,
        owner=PROGRAMME_LEAD,
        source="KH03, NHS England’s quarterly return of beds available and occupied overnight",
        formula="Mental illness beds occupied overnight ÷ those available, on average over the quarter. A quarter goes "
        "by its last month. There is a figure of the whole Partnership where all three trusts have one.",
        first_month=dt.date(2013, 9, 1),
        breakdowns=(BY_TRUST,),
        about_people=False,
        every=3,
    )
)


def _entry(row: Row, trusts: Mapping[str, str]) -> Entry | None:
    """What a row says of one of the three trusts; nothing for any other provider."""
    trust = trusts.get(row["ORG_CODE"].upper())
    if trust is None:
        return None
    given = (row["QUARTER"], row["BEDS_OCCUPIED"], row["BEDS_AVAILABLE"], row["WHY"] or "")
    return share_of(OCCUPANCY, *given, by=BY_TRUST.slug, part=trust)


def _trusts() -> dict[str, str]:
    """ODS code → slug."""
    return dict(Organisation.objects.partnership_trusts().values_list("ods_code", "slug"))


def compare(rows: Sequence[Row], by: Principal) -> list[Finding]:
    trusts = _trusts()
    entries = {row.number: entry for row in rows if (entry := _entry(row, trusts))}
    current = values.current_values(list(entries.values()))
    found = values.problems(rows=list(entries.values()), by=by, current=current)
    refused = {number: found[place] for place, number in enumerate(entries) if place in found}
    return [_finding(row, entries.get(row.number), refused.get(row.number), current) for row in rows]


def _finding(row: Row, entry: Entry | None, refused: str | None, current: values.Current) -> Finding:
    title = f"{row['ORG_CODE'].upper()}, quarter to {months.in_words(row['QUARTER'])}"
    if entry is None:
        return Finding(Bucket.NOT_IMPORTED, title, why="It is not one of the three trusts")
    if refused:
        return Finding(Bucket.ERRORS, errors=(("", refused.rstrip(".")),))
    before = current.get(entry.key)
    if before and (before.numerator, before.denominator) == (entry.numerator, entry.denominator):
        return Finding(Bucket.SAME, title)
    old = _in_words(before.numerator, before.denominator) if before else ""
    change = ("Beds occupied", old, _in_words(entry.numerator, entry.denominator))
    return Finding(Bucket.CHANGE if before else Bucket.NEW, title, (change,))


def _in_words(number: Decimal | None, of: Decimal | None) -> str:
    return "" if number is None or of is None else f"{numbers.plain(number)} of {numbers.plain(of)}"


def apply(rows: Sequence[Row], by: Principal) -> list[str]:
    trusts = _trusts()
    record_parts(rows=[entry for row in rows if (entry := _entry(row, trusts))], breakdown=BY_TRUST, by=by)
    return [row["ORG_CODE"].upper() for row in rows]


KH03 = register_import(
    ImportKind(
        slug="kh03",
        label="Beds occupied (KH03)",
        columns=(
            Column(
                "QUARTER", "Quarter", Month(past=True), "2018-03", hint="The last month of a quarter that is over",
                leads_to=lambda quarter: Link(f"See {OCCUPANCY.name}", address_of(OCCUPANCY.slug)),
            ),
            Column("ORG_CODE", "Organisation code", Text(6, "[A-Za-z0-9]{3,6}"), "RV5", hint="The provider’s ODS code"),
            Column("BEDS_AVAILABLE", "Beds available", Number(least=Decimal(1), most=MOST_BEDS), "795", hint=OVERNIGHT),
            Column("BEDS_OCCUPIED", "Beds occupied", Number(least=Decimal(0), most=MOST_BEDS), "735", hint=OVERNIGHT),
            Column(
                "WHY", "Why it is corrected", Text(max_length=500), "", required=False,
                hint="Only where the quarter already has other figures",
            ),
        ),
        permission=MEASURE[Action.EDIT],
        guidance=(
            "One row for each quarter and provider, as NHS England publishes them. Send the three trusts’ rows: "
            "those of another provider become no figure.",
            "The figure of the whole Partnership is worked out once all three trusts have theirs.",
            "A quarter keeps every figure that it ever had, so an import is corrected and not undone.",
        ),
        compare=compare,
        apply=apply,
        key=lambda row: f"{row['ORG_CODE'].upper()} {row['QUARTER']}",
        noun=("figure", "figures"),
    )
)  # fmt: skip
