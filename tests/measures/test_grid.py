"""How many measures stand, in few questions."""

import datetime as dt
from decimal import Decimal

import pytest

from partnership.measures.grid import latest_month, statuses
from partnership.measures.measures import LAMBETH_SAVING, PEOPLE_SUPPORTED, READY_FOR_DISCHARGE
from tests.factories.measures import BaselineFactory, CommentaryFactory, TargetFactory, enter

V2 = [60, 62, 58, 61, 59, 63, 60, 57, 62, 61, 48, 47, 49, 46, 48, 47, 49]
MARCH = dt.date(2018, 3, 1)


def test_standing_says_what_a_row_of_the_grid_shows(as_member):
    enter(V2)
    TargetFactory(value=Decimal(55))
    CommentaryFactory(text="Fewer again")

    (row,) = statuses(as_member, MARCH, [READY_FOR_DISCHARGE])

    assert (row.latest, row.mean, row.target_in_words, row.owner) == ("49", "55.1", "55", "Programme lead")
    assert (str(row.variation), str(row.assurance)) == ("Improving (falling)", "May or may not meet target")
    assert (row.commentary.words, row.has_limits, row.url) == (
        "Fewer again",
        True,
        f"/board/measures/{row.measure.slug}/",
    )


def test_standing_of_an_earlier_month_knows_nothing_of_later_ones(as_member):
    enter(V2)

    (row,) = statuses(as_member, dt.date(2017, 6, 1), [READY_FOR_DISCHARGE])

    assert (row.latest, row.has_limits, row.not_enough) == (
        "57", False, "Not enough data for limits. 13 points are needed, there are 8.",
    )  # fmt: skip


def test_standing_after_new_limits_is_read_by_them(as_member):
    enter(V2)
    BaselineFactory(month=dt.date(2017, 9, 1), is_trial=True, approved=True)

    (row,) = statuses(as_member, MARCH, [READY_FOR_DISCHARGE])

    assert (row.mean, str(row.variation)) == ("47.7", "No significant change")


def test_standing_without_a_figure_has_no_value(as_member):
    enter(V2[:14], last=dt.date(2018, 2, 1))

    rows = statuses(as_member, MARCH, [READY_FOR_DISCHARGE, PEOPLE_SUPPORTED])

    assert [(row.latest, row.has_limits) for row in rows] == [(None, False), (None, False)]


def test_standing_of_money_is_not_tested(as_member):
    enter([100.5] * 20, measure=LAMBETH_SAVING.slug)

    (row,) = statuses(as_member, MARCH, [LAMBETH_SAVING])

    assert (row.latest, row.is_tested, row.has_limits) == ("£100.50", False, False)


def test_latest_month_is_the_last_that_anything_was_counted_in(as_member):
    assert latest_month(as_member) is None
    enter(V2, last=dt.date(2018, 2, 1))
    assert latest_month(as_member) == dt.date(2018, 2, 1)


@pytest.mark.parametrize("months", [3, 60])
def test_grid_asks_four_questions_however_much_there_is(as_member, django_assert_num_queries, months):
    for measure in (READY_FOR_DISCHARGE, PEOPLE_SUPPORTED, LAMBETH_SAVING):
        enter([50] * months, measure=measure.slug)

    with django_assert_num_queries(4):
        assert len([row.variation for row in statuses(as_member, MARCH)]) > 3
