"""A saving: what the three trusts may gain by doing something together, from the idea to the last confirmed month."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from partnership.arithmetic import months
from partnership.arithmetic.shares import equal_shares
from partnership.organisations.models import Organisation, Programme
from partnership.records.models import Record
from partnership.savings import vocabulary as words
from partnership.savings.states import SAVINGS
from partnership.savings.vocabulary import State


def money(*args, **options) -> models.DecimalField:
    """A column of pounds and pence."""
    return models.DecimalField(*args, max_digits=12, decimal_places=2, **options)


class SavingQuerySet(models.QuerySet):
    def open(self) -> SavingQuerySet:
        return self.filter(state__in=words.OPEN)

    def potential(self) -> SavingQuerySet:
        return self.filter(state__in=words.POTENTIAL)

    def agreed(self) -> SavingQuerySet:
        return self.filter(state__in=words.AGREED)


@pghistory.track(append_only=True)
class Saving(Record):
    """One saving. ``planned`` is what it should bring in the financial year ``year``; months carry the same by month.

    ``held_by`` is the trust whose budget realises it; none where each of the three realises an equal part. Amounts are
    after delivery costs. ``minute`` says where it was agreed.
    """

    title = models.CharField(max_length=120)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="savings")
    category = models.CharField(max_length=12, choices=words.Category)
    recurring = models.BooleanField()
    cash_releasing = models.BooleanField()
    held_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="budget it comes out of"
    )
    baseline = money(null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    year = models.PositiveSmallIntegerField("planned for")
    planned = money("planned saving")
    full_year_effect = money(null=True, blank=True)
    starts_on = models.DateField("start")
    quality = models.CharField("quality impact assessment done", max_length=12, choices=words.Quality)
    quality_why = models.CharField("why none is needed", max_length=500, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField("status", max_length=12, choices=State, default=State.IDEA)
    minute = models.CharField("where it was agreed", max_length=120, blank=True)
    why_stopped = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = SavingQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(quality=words.Quality.NOT_NEEDED) | ~Q(quality_why=""),
                name="saving_says_why_quality_was_not_looked_at",
                violation_error_message="Enter why no quality impact assessment is needed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.DELIVERING, State.DELIVERED, State.CLOSED])
                | ~Q(quality=words.Quality.NOT_DONE),
                name="saving_is_delivered_after_its_quality_was_looked_at",
                violation_error_message="Delivery cannot begin without a quality impact assessment",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.STOPPED) | ~Q(why_stopped=""), name="saving_says_why_it_was_stopped"
            ),
            models.CheckConstraint(
                condition=Q(baseline=None) | Q(baseline_year__isnull=False), name="saving_baseline_is_of_a_year"
            ),
        ]
        indexes = [models.Index(fields=["state", "title"], name="saving_by_state")]
        triggers = [
            *Record.Meta.triggers,
            SAVINGS.trigger(),
            pgtrigger.ReadOnly(name="made_once", fields=["reference", "created_by", "created_at"]),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in words.OPEN

    @property
    def is_potential(self) -> bool:
        return self.state in words.POTENTIAL

    @property
    def has_actuals(self) -> bool:
        """Whether months are counted now."""
        return self.state in words.COUNTED

    @property
    def needs_quality(self) -> bool:
        """Whether its quality impact assessment is still to be recorded."""
        return self.quality == words.Quality.NOT_DONE

    @property
    def planned_for(self) -> str:
        return months.year_in_words(self.year)

    @property
    def shares(self) -> dict[str, object]:
        """Each trust's equal part of what is planned, by slug. Worked out, never typed."""
        return equal_shares(self.planned)
