"""Who sees which part of a breakdown exactly."""

import dataclasses
from decimal import Decimal

import pytest

from forensic_hub.measures import ASSESSMENTS_ON_TIME, OPEN_REFERRALS, REFERRAL_TO_DECISION
from partnership.access.roles import BOARD_MEMBER, HUB_OFFICER, PROGRAMME_LEAD
from partnership.access.scope import acting_as
from partnership.measures.disclosure import Amount, Reader
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


def test_median_is_a_whole_number_where_it_is_one_of_enough():
    amounts = {"oxleas": Amount(Decimal("20.5"), None, Decimal(5)), "slam": Amount(Decimal(9), None, Decimal(4))}

    assert shown(principal(BOARD_MEMBER), REFERRAL_TO_DECISION, amounts) == {"oxleas": "21", "slam": "not shown"}


def test_money_is_exact_for_everybody():
    amounts = {"oxleas": Amount(Decimal("3.10")), "slam": Amount(Decimal("1200.55"))}

    assert shown(principal(BOARD_MEMBER), LAMBETH_SAVING, amounts) == {"oxleas": "3.10", "slam": "1200.55"}
