import itertools
import random
from decimal import Decimal

import pytest

from partnership.arithmetic.shares import (
    TRUSTS,
    NotInPence,
    Payment,
    balances,
    equal_shares,
    settle,
    spread,
    summed,
)
from tests.laws import turns

CASES = 100_000 if turns.IN_FULL else 10_000


def pounds(*amounts: str) -> dict[str, Decimal]:
    return dict(zip(TRUSTS, map(Decimal, amounts), strict=True))


def test_equal_shares_of_a_hundred_pounds_give_the_odd_penny_to_oxleas():
    assert equal_shares(Decimal("100.00")) == pounds("33.34", "33.33", "33.33")


def test_equal_shares_of_legal_services_are_sixty_thousand_each():
    assert equal_shares(Decimal("180000")) == pounds("60000.00", "60000.00", "60000.00")


def test_equal_shares_of_two_pence_go_to_the_first_two_trusts():
    assert equal_shares(Decimal("0.02")) == pounds("0.01", "0.01", "0.00")


def test_equal_shares_of_a_loss_are_losses_in_the_same_order():
    assert equal_shares(Decimal("-100.00")) == pounds("-33.34", "-33.33", "-33.33")


@pytest.mark.parametrize("amount", [Decimal("0.001"), Decimal("NaN"), Decimal("Infinity"), 100, 0.1])
def test_equal_shares_of_what_is_no_amount_of_pence_are_refused(amount):
    with pytest.raises(NotInPence):
        equal_shares(amount)


def test_settlement_with_a_loss_is_paid_by_the_one_that_realised_the_saving():
    owed = balances(pounds("90000", "-30000", "0"))

    assert owed == pounds("-70000", "50000", "20000")
    assert settle(owed) == [
        Payment("oxleas", "slam", Decimal("50000.00")),
        Payment("oxleas", "swlstg", Decimal("20000.00")),
    ]


def test_settlement_where_one_trust_is_even_takes_one_payment():
    assert settle(pounds("10", "0", "-10")) == [Payment("swlstg", "oxleas", Decimal("10.00"))]


def test_settlement_where_all_are_even_takes_none():
    assert settle(balances(pounds("5", "5", "5"))) == []


def test_settlement_of_balances_that_do_not_sum_to_nought_is_refused():
    with pytest.raises(ValueError, match="do not sum"):
        settle(pounds("1", "0", "0"))


def test_spread_over_months_sums_to_the_plan_and_begins_with_the_odd_pence():
    months = spread(Decimal("100.00"), 12)

    assert months[:4] == [Decimal("8.34")] * 4
    assert months[4:] == [Decimal("8.33")] * 8
    assert sum(months) == 100


def test_shares_and_settlements_of_random_amounts_sum_exactly():
    chance = random.Random(2018)
    for _ in range(CASES):
        realised = {trust: Decimal(chance.randint(-(10**9), 10**9)).scaleb(-2) for trust in TRUSTS}
        pot = sum(realised.values())
        shares, owed = equal_shares(pot), balances(realised)
        payments = settle(owed)

        assert sum(shares.values()) == pot
        assert max(shares.values()) - min(shares.values()) <= Decimal("0.01")
        assert sum(owed.values()) == 0
        assert len(payments) <= 2
        assert all(payment.amount > 0 for payment in payments)
        assert _after(realised, payments) == shares


def test_order_in_which_amounts_come_in_never_matters():
    chance = random.Random(1)
    for _ in range(1000):
        amounts = [pounds(*(str(chance.randint(-999, 999)) for _ in TRUSTS)) for _ in range(4)]
        settlements = {str(settle(balances(summed(order)))) for order in itertools.permutations(amounts)}
        assert len(settlements) == 1


def _after(realised: dict[str, Decimal], payments: list[Payment]) -> dict[str, Decimal]:
    """What each trust has once the payments were made."""
    after = dict(realised)
    for payment in payments:
        after[payment.payer] -= payment.amount
        after[payment.payee] += payment.amount
    return after
