"""An equal share of savings and of risk, whichever trust they began with, to the penny.

The rule is the Partnership's own: "equal share of savings realised and risk, regardless of starting point". Gains and
losses are shared alike. Amounts are Decimals of whole pence; anything finer is refused, never rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

PENNY = Decimal("0.01")
NOTHING = Decimal("0.00")
TRUSTS = ("oxleas", "slam", "swlstg")
"""By slug, in the fixed order in which pence that are left over are given out."""


class NotInPence(ValueError):
    """An amount that is finer than a penny, or none at all: nobody can pay it."""

    def __init__(self, amount: object):
        super().__init__(f"{amount} is not an amount of whole pence")


@dataclass(frozen=True)
class Payment:
    """What one party pays another to settle; ``amount`` is more than nought."""

    payer: str
    payee: str
    amount: Decimal


def spread(amount: Decimal, parts: int) -> list[Decimal]:
    """``amount`` in equal parts that sum to it; pence left over go to the first ones, of a loss as of a gain."""
    pence = in_pence(amount)
    sign = -1 if pence < 0 else 1
    each, over = divmod(abs(pence), parts)
    return [_pounds(sign * (each + (place < over))) for place in range(parts)]


def equal_shares(amount: Decimal) -> dict[str, Decimal]:
    """Each trust's third of a saving, or of the provision for a risk. £100.00 is £33.34, £33.33 and £33.33."""
    return dict(zip(TRUSTS, spread(amount, len(TRUSTS)), strict=True))


def balances(realised: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """What each trust is owed (above nought) or owes: its equal share − what it realised. Sums to nought."""
    shares = equal_shares(sum((realised.get(trust, NOTHING) for trust in TRUSTS), NOTHING))
    return {trust: share - realised.get(trust, NOTHING) for trust, share in shares.items()}


def settle(owed: Mapping[str, Decimal]) -> list[Payment]:
    """Who pays whom, in the fewest payments that three can do with. Refuses balances that do not sum to nought.

    The largest debt is paid to the largest claim until nothing is left: one payment where one trust is even, else two.
    Equals go in the fixed order.
    """
    left = {party: in_pence(amount) for party, amount in owed.items()}
    if sum(left.values()):
        raise ValueError("The balances do not sum to nought")
    payments = []
    while any(left.values()):
        payer, payee = min(left, key=left.__getitem__), max(left, key=left.__getitem__)
        pence = min(-left[payer], left[payee])
        payments.append(Payment(payer, payee, _pounds(pence)))
        left[payer] += pence
        left[payee] -= pence
    return payments


def summed(rows: Iterable[Mapping[str, Decimal]], parties: Sequence[str] = TRUSTS) -> dict[str, Decimal]:
    """Each party's amounts of several rows together."""
    total = dict.fromkeys(parties, NOTHING)
    for row in rows:
        total = {party: total[party] + row.get(party, NOTHING) for party in parties}
    return total


def in_pence(amount: Decimal) -> int:
    if not isinstance(amount, Decimal) or not amount.is_finite() or amount != amount.quantize(PENNY):
        raise NotInPence(amount)
    return int(amount * 100)


def _pounds(pence: int) -> Decimal:
    return Decimal(pence).scaleb(-2)
