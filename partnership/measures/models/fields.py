"""What the tables of this room share."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q


def measure_field() -> models.SlugField:
    """The slug of the measure, which is declared in code: a row outlives the declaration."""
    return models.SlugField("measure", max_length=60, db_index=False)


def amount_field(name: str = "", **kwargs: Any) -> models.DecimalField:
    """Six decimals: a share of a small number, or pence, without loss that a page could show."""
    return models.DecimalField(name or None, max_digits=20, decimal_places=6, null=True, blank=True, **kwargs)


def first_of_a_month(field: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__day": 1}), name=name)
