"""What a measure should reach: set from a day on, followed by another, or ended."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction

from partnership.access.policy import Action, permitted
from partnership.access.principal import Principal
from partnership.access.refusals import Refusal
from partnership.arithmetic import clock, words
from partnership.measures.actions.keeping import demand_keeper, refuse_impossible
from partnership.measures.models import Target
from partnership.measures.policy import MEASURE
from partnership.measures.registry import Measure
from partnership.records import dated


@transaction.atomic
def set_target(*, measure: Measure, value: Decimal, starts_on: dt.date, source: str, by: Principal) -> Target:
    """From ``starts_on`` on. Refuses a day before the present target began, and a value that cannot be reached."""
    demand_keeper(measure, by)
    refuse_impossible(value, measure)
    changes = {"value": value, "source": source, "set_by": by.actor, "set_at": clock.now()}
    present = _present(measure, by)
    if present is None:
        _refuse_within_the_past(measure, starts_on, by)
        return Target.objects.create(measure=measure.slug, valid_from=starts_on, **changes)
    return dated.succeed(row=present, on=starts_on, **changes)


@transaction.atomic
def end_target(*, measure: Measure, on: dt.date, by: Principal) -> Target:
    """From ``on`` there is none. Refuses where there is none to end, and a day before it began."""
    demand_keeper(measure, by)
    present = _present(measure, by)
    if present is None:
        raise Refusal("There is no target to end.")
    return dated.end(row=present, on=on)


def _present(measure: Measure, by: Principal) -> Target | None:
    return permitted(by, MEASURE[Action.EDIT], Target).filter(measure=measure.slug, valid_until=None).first()


def _refuse_within_the_past(measure: Measure, starts_on: dt.date, by: Principal) -> None:
    """A month that had a target keeps it."""
    past = permitted(by, MEASURE[Action.EDIT], Target).filter(measure=measure.slug, valid_until__gt=starts_on)
    if ended := past.order_by("-valid_until").first():
        raise Refusal(f"A target held until {words.day(ended.valid_until)}. Enter that date or a later one")
