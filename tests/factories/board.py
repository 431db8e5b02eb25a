"""Packs and claims, as they stand."""

from __future__ import annotations

import datetime as dt

import factory

from partnership.arithmetic import clock
from partnership.board import models
from partnership.board.vocabulary import Audience
from partnership.records.models.sequence import next_reference
from tests.factories.access import UserFactory
from tests.factories.base import Factory


class PackFactory(Factory):
    """Of the whole Partnership, with two sections and nothing issued."""

    class Meta:
        model = models.Pack

    reference = factory.LazyFunction(lambda: next_reference("BP"))
    meeting = "Partnership board"
    meets_on = dt.date(2018, 4, 26)
    month = dt.date(2018, 3, 1)
    audience = Audience.INTERNAL
    sections = ["summary", "group-complex-care"]
    made_by = factory.SubFactory(UserFactory)
    made_at = factory.LazyFunction(clock.now)


def claim(slug: str) -> models.Claim:
    return models.Claim.objects.get(slug=slug)
