"""What a reader may see of a breakdown: their own trust's part exactly, the others under the rule for small numbers.

The figure of the whole Partnership is exact. A count is rounded, or hidden; a share is a whole per cent where both of
its parts are large enough, and none is hidden alone; a mean or median a whole number, where it is one of enough. Money
is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from partnership.access.principal import Principal
from partnership.arithmetic.small_numbers import THRESHOLD, disclosed, disclosed_parts, disclosed_share
from partnership.measures.numbers import rounded
from partnership.measures.policy import sees_all_parts_exactly
from partnership.measures.registry import Breakdown, Measure, Unit

HIDDEN = "not shown"


@dataclass(frozen=True)
class Amount:
    """A value as it was stored."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True)
class Shown:
    """A value as a reader may see it. ``instead`` is shown where the value is hidden."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    instead: str = ""

    @property
    def is_hidden(self) -> bool:
        return bool(self.instead)


def exactly(amount: Amount) -> Shown:
    return Shown(amount.value, amount.numerator, amount.denominator)


class Reader:
    """A person who looks at one measure."""

    def __init__(self, by: Principal, measure: Measure):
        self.measure = measure
        self.exact = sees_all_parts_exactly(by, measure)
        self.trust = _slug_of(by) if not self.exact else ""

    def rounds(self, breakdown: Breakdown | None) -> bool:
        """Whether anything of this breakdown may be rounded or hidden from them."""
        return breakdown is not None and not self.exact

    def of_a_month(
        self, breakdown: Breakdown, amounts: Mapping[str, Amount], parts: Iterable[str] = ()
    ) -> dict[str, Shown]:
        """Every part of one month together: what is shown of one depends on the others. ``parts`` are all that there
        are: one that has no amount had nothing."""
        amounts = {**self._nothing(parts), **amounts}
        if self.exact:
            return {part: exactly(amount) for part, amount in amounts.items()}
        known = {self.trust} if breakdown.of_trusts and self.trust else set()
        if self.measure.unit is Unit.COUNT:
            return _counts(amounts, known)
        if self.measure.unit is Unit.SHARE:
            return _shares(amounts, known)
        return {part: exactly(amount) if part in known else self._one(amount) for part, amount in amounts.items()}

    def total(self, amounts: Mapping[str, Amount]) -> str:
        """What the parts of a count come to, rounded by itself where they are; nothing for any other measure."""
        if self.measure.unit is not Unit.COUNT:
            return ""
        total = sum(int(amount.value or 0) for amount in amounts.values())
        return f"{total:,}" if self.exact else disclosed(total)

    def _nothing(self, parts: Iterable[str]) -> dict[str, Amount]:
        if self.measure.unit is Unit.COUNT:
            return {part: Amount(Decimal(0)) for part in parts}
        if self.measure.unit is Unit.SHARE and not self.exact:
            return {part: Amount(None, Decimal(0), Decimal(0)) for part in parts}
        return {}

    def _one(self, amount: Amount) -> Shown:
        if amount.value is None:
            return Shown(None)
        if (amount.denominator or 0) < THRESHOLD:
            return Shown(None, instead=HIDDEN)
        return Shown(rounded(amount.value, 0))


def _counts(amounts: Mapping[str, Amount], known: set[str]) -> dict[str, Shown]:
    counts = {part: int(amount.value) for part, amount in amounts.items() if amount.value is not None}
    words = disclosed_parts(counts, known & set(counts))
    shown = {part: Shown(None) for part in amounts}
    for part, text in words.items():
        digits = text.replace(",", "")
        if part in known:
            shown[part] = exactly(amounts[part])
        elif digits.isdecimal():
            shown[part] = Shown(Decimal(digits))
        else:
            shown[part] = Shown(None, instead=text)
    return shown


def _shares(amounts: Mapping[str, Amount], known: set[str]) -> dict[str, Shown]:
    """Where one is hidden, it is not said which others are of nothing; and one hidden alone, which the whole would give
    away, takes its smallest neighbour with it."""
    shown = {part: exactly(amount) if part in known else _share(amount) for part, amount in amounts.items()}
    others = [part for part in shown if part not in known]
    if not any(shown[part].is_hidden for part in others):
        return shown
    hidden = {part for part in others if shown[part].value is None}
    rest = [part for part in others if part not in hidden]
    if len(hidden) == 1 and rest:
        hidden.add(min(rest, key=lambda part: amounts[part].denominator or 0))
    return shown | {part: Shown(None, instead=HIDDEN) for part in hidden}


def _share(amount: Amount) -> Shown:
    if amount.value is None:
        return Shown(None)
    per_cent = disclosed_share(int(amount.numerator or 0), int(amount.denominator or 0))
    return Shown(Decimal(per_cent.rstrip("%"))) if per_cent else Shown(None, instead=HIDDEN)


def _slug_of(by: Principal) -> str:
    """The reader's trust, where they work in one."""
    return by.grant.trust.slug if by.grant and by.grant.trust else ""
