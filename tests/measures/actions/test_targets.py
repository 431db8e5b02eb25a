"""A target holds from a day on, and a past month keeps its own."""

import datetime as dt
from decimal import Decimal

import pytest

from partnership.access.refusals import Refusal
from partnership.access.scope import acting_as
from partnership.measures.actions.targets import end_target, set_target
from partnership.measures.measures import READY_FOR_DISCHARGE
from partnership.measures.models import Target

APRIL, MAY = dt.date(2017, 4, 1), dt.date(2018, 5, 1)


def set_to(value, by, starts_on=APRIL) -> Target:
    return set_target(measure=READY_FOR_DISCHARGE, value=Decimal(value), starts_on=starts_on, source="The board", by=by)


def test_target_is_followed_by_another(as_keeper):
    set_to(60, as_keeper)
    set_to(50, as_keeper, MAY)

    assert list(Target.objects.order_by("valid_from").values_list("value", "valid_until")) == [(60, MAY), (50, None)]


def test_target_before_the_present_one_is_refused(as_keeper):
    set_to(60, as_keeper, MAY)

    with pytest.raises(Refusal, match="The last change takes effect on 1 May 2018"):
        set_to(50, as_keeper, APRIL)


def test_target_that_ended_is_not_followed_within_its_time(as_keeper):
    set_to(60, as_keeper)
    end_target(measure=READY_FOR_DISCHARGE, on=MAY, by=as_keeper)

    with pytest.raises(Refusal, match="A target held until 1 May 2018"):
        set_to(50, as_keeper, dt.date(2018, 4, 1))
    with pytest.raises(Refusal, match="There is no target to end"):
        end_target(measure=READY_FOR_DISCHARGE, on=MAY, by=as_keeper)
    assert set_to(50, as_keeper, MAY).valid_until is None


def test_target_that_cannot_be_is_refused(as_keeper):
    with pytest.raises(Refusal, match="The value must be 0 or more"):
        set_to(-1, as_keeper)


def test_target_is_set_by_the_keeper_alone(hub_lead):
    with acting_as(hub_lead), pytest.raises(Refusal, match="Only a programme lead can change Bexley"):
        set_to(50, hub_lead)
