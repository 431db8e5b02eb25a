"""Who sees which part of a breakdown exactly."""

import dataclasses
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forensic_hub.referrals.measures import ASSESSMENTS_ON_TIME, OPEN_REFERRALS, REFERRAL_TO_DECISION
from partnership.access.roles import BOARD_MEMBER, HUB_OFFICER, PROGRAMME_LEAD
from partnership.access.scope import acting_as
from partnership.arithmetic.small_numbers import disclosed_share
from partnership.measures.disclosure import Amount, Reader, _shares
from partnership.measures.measures import LAMBETH_SAVING
from partnership.measures.registry import BY_TRUST
from tests.factories.access import principal, trust_manager

pytestmark = pytest.mark.django_db

COUNTS = {"oxleas": 12, "slam": 3, "swlstg": 23}


def shown(by, measure=OPEN_REFERRALS, amounts=None) -> dict[str, str]:
    amounts = amounts or {part: Amount(Decimal(count)) for part, count in COUNTS.items()}
    with acting_as(by):
        found = Reader(by, measure).of_a_month(BY_TRUST, amounts)
    return {part: one.instead or str(one.value) for part, one in found.items()}


PAIRS = [(number, of) for of in range(22) for number in range(of + 1)]


def share(number: int, of: int) -> Amount:
    return Amount(Decimal(100 * number) / of, Decimal(number), Decimal(of))


@pytest.mark.parametrize("role", [BOARD_MEMBER, PROGRAMME_LEAD], ids=str)
def test_reader_without_rows_sees_counts_rounded_and_small_ones_hidden(role):
    assert shown(principal(role)) == {"oxleas": "10", "slam": "fewer than 5", "swlstg": "25"}


def test_trust_manager_sees_their_own_trust_exactly():
    assert shown(trust_manager("slam")) == {"oxleas": "10", "slam": "3", "swlstg": "25"}


def test_hub_sees_every_part_of_its_own_pathway_exactly():
    assert shown(principal(HUB_OFFICER)) == {"oxleas": "12", "slam": "3", "swlstg": "23"}


def test_hub_sees_another_pathway_under_the_rule():
    elsewhere = dataclasses.replace(OPEN_REFERRALS, pathway=None)

    assert shown(principal(HUB_OFFICER), elsewhere)["slam"] == "fewer than 5"


def test_share_is_a_whole_per_cent_where_both_parts_are_large_enough():
    amounts = {"oxleas": share(10, 30), "slam": share(2, 30), "swlstg": share(29, 30)}

    assert shown(principal(BOARD_MEMBER), ASSESSMENTS_ON_TIME, amounts) == {
        "oxleas": "33", "slam": "not shown", "swlstg": "not shown",
    }  # fmt: skip


SIZES = st.integers(0, 7).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@settings(max_examples=25, deadline=None)
@given(st.lists(SIZES, min_size=3, max_size=3), st.booleans())
def test_share_that_is_hidden_cannot_be_had_from_the_whole_and_the_others(parts, manager):
    """Everybody reads both parts of the whole; a manager reads those of their own trust too."""
    amounts = {trust: share(*part) if part[1] else Amount(None) for trust, part in zip(COUNTS, parts, strict=True)}
    known = {"oxleas"} if manager else set()
    said = _shares(amounts, known)

    def possible(trust: str) -> list[tuple[int, int]]:
        own, one = parts[list(COUNTS).index(trust)], said[trust]
        if trust in known:
            return [own]
        if one.value is None:
            return [(0, 0)] if not one.is_hidden else PAIRS
        return [pair for pair in PAIRS if disclosed_share(*pair) == f"{one.value}%"]

    number, of = (sum(column) for column in zip(*parts, strict=True))
    first, second, third = map(possible, COUNTS)
    last = set(third)
    worlds = [
        (one, other, rest)
        for one in first
        for other in second
        if (rest := (number - one[0] - other[0], of - one[1] - other[1])) in last
    ]
    for place, trust in enumerate(COUNTS):
        if said[trust].is_hidden:
            assert len({world[place] for world in worlds}) > 1


def test_median_is_a_whole_number_where_it_is_one_of_enough():
    amounts = {"oxleas": Amount(Decimal("20.5"), None, Decimal(5)), "slam": Amount(Decimal(9), None, Decimal(4))}

    assert shown(principal(BOARD_MEMBER), REFERRAL_TO_DECISION, amounts) == {"oxleas": "21", "slam": "not shown"}


def test_money_is_exact_for_everybody():
    amounts = {"oxleas": Amount(Decimal("3.10")), "slam": Amount(Decimal("1200.55"))}

    assert shown(principal(BOARD_MEMBER), LAMBETH_SAVING, amounts) == {"oxleas": "3.10", "slam": "1200.55"}
