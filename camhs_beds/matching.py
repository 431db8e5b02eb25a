"""Which units suit a young person, and in which order. Pure: it is told what there is, and says why of each.

Hard rules exclude, each with its reason: type, age, legal status, accommodation, whether the unit takes anybody. Soft
rules warn and exclude nobody: needs, the mix of young people as counts, a board that has not been confirmed. So a
ward's "no admissions" excludes while its word is believed; older than that, it is told with its age. What
suits now comes before what suits soon; then the Partnership's own, then south London, then the nearest, then the bed
that has been free longest. It ranks and explains; it never places anybody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from camhs_beds.vocabulary import BedSex, Need, Risk
from partnership.arithmetic.words import day, in_a_sentence, moment

FAR = Decimal(10_000)
_OF_THE_MIX = "already on the unit: discuss"


class Group(StrEnum):
    NOW = "Suitable now"
    SOON = "Suitable soon (expected discharge)"
    NOT = "Not suitable"


@dataclass(frozen=True)
class Wanted:
    """What is asked for. ``age`` is that of the day on which the bed is wanted; words are those of the vocabulary."""

    age: int
    sex: str
    unit_type: str
    legal_status: str
    needs: Collection[str] = ()
    risks: Collection[str] = ()


@dataclass(frozen=True)
class FreeBed:
    bed: Any
    sex: str
    since: dt.datetime


@dataclass(frozen=True)
class Candidate:
    """A unit as it stands. ``legal_statuses`` None: it takes each. ``expected_on`` are days of expected discharges.

    ``takes_admissions`` is what its ward said last, at ``confirmed_at``; ``is_fresh``, whether that is still believed.
    ``mix`` counts the young people on the unit by the risks of their requests. ``miles`` None: home is not known.
    """

    unit: Any
    unit_type: str
    type_label: str
    youngest: int
    oldest: int | None
    sex: str
    run_by_partnership: bool
    in_south_london: bool
    miles: Decimal | None
    free: Sequence[FreeBed] = ()
    expected_on: Sequence[dt.date] = ()
    legal_statuses: Collection[str] | None = None
    legal_status_words: Mapping[str, str] = field(default_factory=dict)
    single_sex_area: bool = False
    needs_met: Collection[str] = ()
    takes_admissions: bool = True
    why_not: str = ""
    conditions: str = ""
    mix: Mapping[str, int] = field(default_factory=dict)
    is_fresh: bool = True
    confirmed_at: dt.datetime | None = None


@dataclass(frozen=True)
class Match:
    """One unit's place in the list. ``excluded`` are the hard rules that stand against it, ``reasons`` what speaks for
    it, ``warnings`` what to discuss. ``beds`` are those free for this young person, longest free first."""

    unit: Any
    group: Group
    rank: int
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]
    excluded: tuple[str, ...]
    beds: tuple[Any, ...]
    expected_on: dt.date | None
    miles: Decimal | None

    @property
    def explanation(self) -> list[str]:
        """What is kept with the decision."""
        return [str(self.group), *self.excluded, *self.reasons, *self.warnings]


def without_the_mix(explanation: Iterable[str]) -> list[str]:
    """A kept explanation as it is told to whoever does not care for the young people of that unit."""
    return [said for said in explanation if not said.endswith(_OF_THE_MIX)]


def rank(wanted: Wanted, candidates: Iterable[Candidate]) -> list[Match]:
    """Every candidate, the best first. Two that are alike in everything stand in the order of their names."""
    found = [(_order(wanted, candidate), _match(wanted, candidate)) for candidate in candidates]
    ordered = [match for _, match in sorted(found, key=lambda pair: pair[0])]
    return [replace(match, rank=place) for place, match in enumerate(ordered, start=1)]


def _match(wanted: Wanted, unit: Candidate) -> Match:
    free = _free(wanted, unit)
    return Match(
        unit=unit.unit,
        group=_group(wanted, unit),
        rank=0,
        reasons=tuple(_reasons(wanted, unit)),
        warnings=tuple(_warnings(wanted, unit)),
        excluded=tuple(_excluded(wanted, unit)),
        beds=tuple(bed.bed for bed in free),
        expected_on=min(unit.expected_on, default=None),
        miles=unit.miles,
    )


def _order(wanted: Wanted, unit: Candidate) -> tuple[Any, ...]:
    longest = min((bed.since for bed in _free(wanted, unit)), default=dt.datetime.max.replace(tzinfo=dt.UTC))
    group = list(Group).index(_group(wanted, unit))
    distance = FAR if unit.miles is None else unit.miles
    soonest = min(unit.expected_on, default=dt.date.max) if group else dt.date.min
    return (
        group, not unit.run_by_partnership, not unit.in_south_london, distance, longest, soonest, str(unit.unit)
    )  # fmt: skip


def _group(wanted: Wanted, unit: Candidate) -> Group:
    if any(_excluded(wanted, unit)):
        return Group.NOT
    return Group.NOW if _free(wanted, unit) else Group.SOON


def _free(wanted: Wanted, unit: Candidate) -> list[FreeBed]:
    return sorted((bed for bed in unit.free if bed.sex in (BedSex.ANY, wanted.sex)), key=lambda bed: bed.since)


def _excluded(wanted: Wanted, unit: Candidate) -> Iterator[str]:
    if unit.unit_type != wanted.unit_type:
        yield f"Another type of unit: {in_a_sentence(unit.type_label)}"
    if not unit.youngest <= wanted.age <= (unit.oldest or wanted.age):
        yield f"It takes ages {_ages(unit)}, and the young person is {wanted.age}"
    if unit.legal_statuses is not None and wanted.legal_status not in unit.legal_statuses:
        yield f"It does not take {_status(wanted, unit)}"
    if unit.sex not in ("mixed", wanted.sex):
        yield f"It is for {unit.sex} young people only"
    if Need.SINGLE_SEX in wanted.needs and not unit.single_sex_area and unit.sex == "mixed":
        yield "It has no single-sex area"
    if unit.is_fresh and not unit.takes_admissions:
        yield f"Not admitting today{_because(unit)}"
    if not _free(wanted, unit) and not unit.expected_on:
        yield "No bed is free, and no discharge is expected"


def _reasons(wanted: Wanted, unit: Candidate) -> Iterator[str]:
    if unit.unit_type == wanted.unit_type:
        yield f"Meets the type of unit: {in_a_sentence(unit.type_label)}"
    if unit.youngest <= wanted.age <= (unit.oldest or wanted.age):
        yield f"Takes ages {_ages(unit)}"
    if unit.legal_statuses is None or wanted.legal_status in unit.legal_statuses:
        yield f"Takes {_status(wanted, unit)}"
    if unit.single_sex_area:
        yield "Has a single-sex area"
    yield _whose(unit)
    yield "The distance from home is not known" if unit.miles is None else f"{_miles(unit.miles)} from home"
    if free := _free(wanted, unit):
        yield f"{_beds(len(free))} free, the longest since {day(free[0].since)}"
    elif unit.expected_on:
        yield f"A discharge is expected on {day(min(unit.expected_on))}"


def _warnings(wanted: Wanted, unit: Candidate) -> Iterator[str]:
    if not unit.is_fresh:
        yield f"{_age_of_word(unit)}: telephone first"
        if not unit.takes_admissions:
            yield f"Was not admitting then{_because(unit)}"
    if unit.conditions:
        yield f"Takes admissions with conditions: {unit.conditions}"
    for need in Need:
        if need in wanted.needs and need is not Need.SINGLE_SEX and need not in unit.needs_met:
            yield f"Has not said that it can meet: {need.label.lower()}: discuss"
    if wanted.risks:
        for risk in Risk:
            if count := unit.mix.get(risk, 0):
                yield f"{_people(count)} with “{risk.label.lower()}” {_OF_THE_MIX}"


def _because(unit: Candidate) -> str:
    return f" ({unit.why_not})" if unit.why_not else ""


def _age_of_word(unit: Candidate) -> str:
    return f"Not confirmed since {moment(unit.confirmed_at)}" if unit.confirmed_at else "Never confirmed"


def _whose(unit: Candidate) -> str:
    if unit.run_by_partnership:
        return "Run by a Partnership trust"
    return "In south London, not run by the Partnership" if unit.in_south_london else "Outside south London"


def _ages(unit: Candidate) -> str:
    return f"{unit.youngest} to {unit.oldest}" if unit.oldest else f"from {unit.youngest}"


def _status(wanted: Wanted, unit: Candidate) -> str:
    return in_a_sentence(unit.legal_status_words.get(wanted.legal_status, wanted.legal_status))


def _miles(miles: Decimal) -> str:
    whole = round(miles)
    return "Less than 1 mile" if miles < 1 else f"{whole} mile{'' if whole == 1 else 's'}"


def _beds(count: int) -> str:
    return f"{count} bed{'' if count == 1 else 's'}"


def _people(count: int) -> str:
    return f"{count} young {'person' if count == 1 else 'people'}"
