"""The owner of a measure of concern is asked for a commentary, once."""

import datetime as dt

import pytest

from partnership.access.scope import acting_as, as_the_system
from partnership.measures.actions import commentary, reminding
from partnership.measures.measures import READY_FOR_DISCHARGE
from partnership.work.models import Notification
from tests.factories.measures import enter

MARCH = dt.date(2018, 3, 1)
STEADY = [50, 52, 49, 51, 50, 48, 51, 49, 50, 52, 49, 51, 50]
pytestmark = pytest.mark.django_db


def reminded() -> int:
    with as_the_system("the night"):
        return reminding.remind_owners()


def unread(somebody) -> list[str]:
    with acting_as(somebody):
        return [one.text for one in Notification.objects.filter(recipient=somebody.user_id, resolved_at=None)]


def test_owner_of_a_measure_of_concern_is_reminded_once_until_somebody_has_said_something(keeper, hub_lead):
    enter([*STEADY, 90])

    assert [reminded(), reminded()] == [1, 0]

    (sentence,) = unread(keeper)
    assert sentence == (
        "Bexley: people ready for discharge is of concern in March 2018. Write the commentary on it."
    )  # fmt: skip
    assert unread(hub_lead) == []

    with acting_as(keeper):
        commentary.comment(measure=READY_FOR_DISCHARGE, month=MARCH, text="Two long waits", by=keeper)
    assert unread(keeper) == []
    assert reminded() == 0


@pytest.mark.parametrize("amounts", [[*STEADY, 50], [*STEADY, 5], [90, 10]])
def test_owner_of_a_measure_that_is_of_no_concern_is_not_reminded(keeper, amounts):
    enter(amounts)

    assert reminded() == 0
