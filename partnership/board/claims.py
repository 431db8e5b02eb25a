"""A published figure next to the portal's own: what the stored months give, and whether that is what was said.

Nothing here looks at the rows that were counted, and nothing is estimated: where a month is missing there is no value,
and the reason is said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.arithmetic import clock, months
from partnership.board.models import Claim, ClaimNote, Tolerance
from partnership.board.policy import CLAIM
from partnership.board.vocabulary import Kind, Method, Outcome, Precision
from partnership.measures import numbers
from partnership.measures.models import Value
from partnership.measures.policy import MEASURE
from partnership.measures.registry import Measure, Unit, find

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Stored:
    """One closed month of a measure."""

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    as_at: dt.datetime


Months = Mapping[dt.date, Stored]


@dataclass(frozen=True)
class Worked:
    """What was worked out, and from what. Without a ``value``, ``why`` says why there is none."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    as_at: dt.datetime | None = None
    why: str = ""


@dataclass(frozen=True)
class Checked:
    """A claim as it is now. ``counts`` is worked out from counts that were published with the claim."""

    claim: Claim
    measure: Measure | None
    own: Worked
    outcome: Outcome
    why: str
    counts: Worked | None
    counts_outcome: Outcome | None
    note: ClaimNote | None

    @property
    def own_in_words(self) -> str | None:
        return None if self.own.value is None else in_words(self.claim, self.own.value)

    @property
    def counts_in_words(self) -> str | None:
        return None if self.counts is None or self.counts.value is None else in_words(self.claim, self.counts.value)


def check(by: Principal, claims: Iterable[Claim]) -> list[Checked]:
    """Each claim against the measures that are declared, in a number of queries that does not grow with them."""
    claims = list(claims)
    measures = {claim.measure: find(claim.measure) for claim in claims if claim.measure}
    stored = _stored(by, [measure for measure in measures.values() if measure])
    tolerance, notes = tolerance_on(by, clock.today()), _notes(by, claims)
    return [_checked(claim, measures.get(claim.measure), stored, tolerance, notes.get(claim.pk)) for claim in claims]


def tolerance_on(by: Principal, day: dt.date) -> Decimal:
    """Per cent either way that "around" reaches on this day; nought where it was never set."""
    found = permitted(by, CLAIM[Action.VIEW], Tolerance).filter(valid_from__lte=day).order_by("-valid_from")
    return next((row.per_cent for row in found if row.holds_on(day)), Decimal(0))


def work_out(claim: Claim, stored: Months) -> Worked:
    """The claim's own sum over the stored months of its measure."""
    if not stored:
        return Worked(why="There is no data yet: no month of this measure is closed.")
    try:
        return _WAYS[Method(claim.method)](claim, stored)
    except MonthsMissing as missing:
        return Worked(why=missing.why)


def compare(claim: Claim, value: Decimal, tolerance: Decimal) -> Outcome:
    """Whether a value is what was published, at the precision at which it was."""
    published = claim.published
    assert published is not None
    matches = {
        Precision.EXACT: lambda: numbers.rounded(value, claim.places) == numbers.rounded(published, claim.places),
        Precision.AROUND: lambda: abs(value - published) <= abs(published) * tolerance / HUNDRED,
        Precision.AT_LEAST: lambda: value >= published,
        Precision.FEWER: lambda: value < published,
    }[Precision(claim.precision)]()
    return Outcome.MATCHES if matches else Outcome.DIFFERS


def in_words(claim: Claim, value: Decimal) -> str:
    """A worked-out value with one decimal more than was published, so that a near miss can be seen."""
    if claim.method == Method.TIMES:
        return f"{numbers.plain(value, 2)} times"
    return numbers.in_a_table(Unit(claim.unit), value)


def parts_in_words(claim: Claim, worked: Worked) -> str:
    """What it was worked out from: "49 of 201", or nothing where there is one number alone."""
    if worked.numerator is None or worked.denominator is None:
        return ""
    between = "÷" if claim.method in (Method.TIMES, Method.MEAN) else "of"
    return f"{numbers.plain(worked.numerator, 2)} {between} {numbers.plain(worked.denominator, 2)}"


def _checked(
    claim: Claim,
    measure: Measure | None,
    stored: Mapping[str, Months],
    tolerance: Decimal,
    note: ClaimNote | None,
) -> Checked:
    own = _own(claim, measure, stored)
    outcome, why = _judged(claim, own, tolerance)
    counts = _from_counts(claim)
    by_counts = compare(claim, counts.value, tolerance) if counts and counts.value is not None else None
    return Checked(claim, measure, own, outcome, why, counts, by_counts, note)


def _own(claim: Claim, measure: Measure | None, stored: Mapping[str, Months]) -> Worked:
    if claim.not_comparable:
        return Worked(why=claim.not_comparable)
    if measure is None:
        return Worked(why=f"There is no data yet: the portal does not count {claim.measure} so far.")
    return work_out(claim, stored.get(measure.slug, {}))


def _judged(claim: Claim, own: Worked, tolerance: Decimal) -> tuple[Outcome, str]:
    """A commitment that is not reached yet is no difference: it is not over."""
    if own.value is None:
        return Outcome.CANNOT, own.why
    if claim.kind == Kind.TARGET and claim.published is not None and own.value < claim.published:
        return Outcome.CANNOT, f"It is a commitment over time. So far it is {in_words(claim, own.value)}."
    return compare(claim, own.value, tolerance), ""


def _from_counts(claim: Claim) -> Worked | None:
    now, base = claim.count_now, claim.count_base
    if now is None or not base:
        return None
    return Worked(HUNDRED * (base - now) / base, base - now, base)


class MonthsMissing(Exception):
    """There is no value for every month that the claim is about."""

    def __init__(self, first: dt.date, last: dt.date, there: int):
        wanted = len(list(months.through(first, months.after(last))))
        if wanted == 1:
            self.why = f"There is no figure of {months.in_words(first)}."
        else:
            period = f"{months.in_words(first)} to {months.in_words(last)}"
            self.why = f"{there} of the {wanted} months from {period} have figures."
        super().__init__(self.why)


def _months(first: dt.date | None, last: dt.date | None, stored: Months) -> Sequence[Stored]:
    """The months of a period, the latest where none is named. Refuses gaps with MonthsMissing."""
    if first is None or last is None:
        first = last = max(stored)
    wanted = list(months.through(first, months.after(last)))
    there = [stored[month] for month in wanted if month in stored and stored[month].value is not None]
    if len(there) < len(wanted):
        raise MonthsMissing(first, last, len(there))
    return there


def _at(claim: Claim, stored: Months) -> Worked:
    month = _months(claim.first, claim.last, stored)[-1]
    has_parts = month.denominator is not None
    return Worked(month.value, month.numerator if has_parts else None, month.denominator, month.as_at)


def _total(claim: Claim, stored: Months) -> Worked:
    value, as_at = _sum(_months(claim.first, claim.last, stored))
    return Worked(value, as_at=as_at)


def _mean(claim: Claim, stored: Months) -> Worked:
    """Each month counts by how many it is a mean of."""
    found = _months(claim.first, claim.last, stored)
    weights = [month.denominator or Decimal(0) for month in found]
    if not sum(weights):
        return Worked(why="No one was counted in these months.")
    total = sum(
        ((month.value or Decimal(0)) * weight for month, weight in zip(found, weights, strict=True)), Decimal(0)
    )
    return Worked(total / sum(weights), total, Decimal(sum(weights)), max(month.as_at for month in found))


def _fall(claim: Claim, stored: Months) -> Worked:
    now, as_at = _sum(_months(claim.first, claim.last, stored))
    base, _ = _sum(_months(claim.base_first, claim.base_last, stored))
    if not base:
        return Worked(why="The months that it is compared with had none.")
    return Worked(HUNDRED * (base - now) / base, base - now, base, as_at)


def _times(claim: Claim, stored: Months) -> Worked:
    now, as_at = _sum(_months(claim.first, claim.last, stored))
    base, _ = _sum(_months(claim.base_first, claim.base_last, stored))
    if not base:
        return Worked(why="The months that it is compared with had none.")
    return Worked(now / base, now, base, as_at)


def _sum(found: Sequence[Stored]) -> tuple[Decimal, dt.datetime]:
    return sum((month.value or Decimal(0) for month in found), Decimal(0)), max(month.as_at for month in found)


_WAYS = {
    Method.AT: _at,
    Method.TOTAL: _total,
    Method.MEAN: _mean,
    Method.FALL: _fall,
    Method.TIMES: _times,
    Method.NONE: lambda claim, stored: Worked(why=claim.not_comparable or "No measure answers it."),
}


def _stored(by: Principal, measures: Sequence[Measure]) -> Mapping[str, Months]:
    every: Any = permitted(by, MEASURE[Action.VIEW], Value)
    rows = every.current().closed().of_the_whole().filter(measure__in=[measure.slug for measure in measures])
    found: dict[str, dict[dt.date, Stored]] = {}
    for slug, month, *kept in rows.values_list("measure", "month", "value", "numerator", "denominator", "recorded_at"):
        found.setdefault(slug, {})[month] = Stored(*kept)
    return found


def _notes(by: Principal, claims: Sequence[Claim]) -> dict[int, ClaimNote]:
    """The newest of each claim."""
    rows = permitted(by, CLAIM[Action.VIEW], ClaimNote).filter(claim__in=claims).select_related("written_by")
    newest = rows.order_by("claim_id", "-written_at", "-pk").distinct("claim_id")
    return {note.claim_id: note for note in newest}
