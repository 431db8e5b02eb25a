"""Whom a unit can take, beyond its type, sex and ages, which stand on the unit itself."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from camhs_beds.vocabulary import LegalStatus, Need
from partnership.organisations.models import Dated, Unit, no_overlap


class UnitProfile(Dated):
    """For a time. A unit without one takes every legal status and meets no particular need."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="profiles")
    legal_statuses = ArrayField(
        models.CharField(max_length=16, choices=LegalStatus), verbose_name="legal statuses taken", default=list
    )
    single_sex_area = models.BooleanField("has a single-sex area", default=False)
    needs_met = ArrayField(
        models.CharField(max_length=24, choices=Need), verbose_name="needs it can meet", default=list
    )

    class Meta(Dated.Meta):
        abstract = False
        ordering = ["unit", "-valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            no_overlap(["unit"], name="unit_profile_is_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(legal_statuses__contained_by=LegalStatus.values) & Q(needs_met__contained_by=Need.values),
                name="unit_profile_words_are_known",
            ),
        ]

    def __str__(self) -> str:
        return f"What {self.unit} takes"
