"""Months of measures, as they stand once they were counted or entered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import factory

from partnership.arithmetic import clock, months
from partnership.measures import models
from partnership.measures.measures import READY_FOR_DISCHARGE
from tests.factories.access import UserFactory
from tests.factories.base import Factory, aside

LAST_MONTH = dt.date(2018, 3, 1)


class ValueFactory(Factory):
    class Meta:
        model = models.Value

    measure = READY_FOR_DISCHARGE.slug
    month = LAST_MONTH
    value = Decimal(50)
    numerator = factory.SelfAttribute("value")
    recorded_at = factory.LazyFunction(clock.now)


class TargetFactory(Factory):
    class Meta:
        model = models.Target

    measure = READY_FOR_DISCHARGE.slug
    value = Decimal(60)
    valid_from = dt.date(2016, 4, 1)
    source = "The board"
    set_by = factory.SubFactory(UserFactory)
    set_at = factory.LazyFunction(clock.now)


class BaselineFactory(Factory):
    class Meta:
        model = models.Baseline

    measure = READY_FOR_DISCHARGE.slug
    month = dt.date(2017, 4, 1)
    what_changed = "The teams became one"
    evidence = "A year of lower figures"
    asked_by = factory.SubFactory(UserFactory)
    asked_at = factory.LazyFunction(clock.now)

    class Params:
        approved = factory.Trait(
            approved_by=factory.SubFactory(UserFactory), approved_at=factory.LazyFunction(clock.now)
        )


class CommentaryFactory(Factory):
    class Meta:
        model = models.Commentary

    measure = READY_FOR_DISCHARGE.slug
    month = LAST_MONTH
    text = "Fewer again"
    written_by = factory.SubFactory(UserFactory)
    written_at = factory.LazyFunction(clock.now)


class AnnotationFactory(Factory):
    class Meta:
        model = models.Annotation

    measure = READY_FOR_DISCHARGE.slug
    on = dt.date(2017, 4, 3)
    text = "Bexley Care began"
    written_by = factory.SubFactory(UserFactory)
    written_at = factory.LazyFunction(clock.now)


def enter(amounts: Sequence[int | float | None], *, last: dt.date = LAST_MONTH, **given) -> list[models.Value]:
    """One month after another, the last of them ``last``. A month whose amount is None has no row."""
    first = months.after(last, 1 - len(amounts))
    with aside():
        return [
            ValueFactory(month=months.after(first, place), value=Decimal(str(amount)), **given)
            for place, amount in enumerate(amounts)
            if amount is not None
        ]
