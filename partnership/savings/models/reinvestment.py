"""What confirmed savings, or money from outside, are spent on."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partnership.arithmetic import months
from partnership.arithmetic.shares import NOTHING
from partnership.organisations.models import Organisation
from partnership.records.models import Record
from partnership.savings import vocabulary as words
from partnership.savings.models import guards
from partnership.savings.models.saving import money
from partnership.savings.states import REINVESTMENTS
from partnership.savings.vocabulary import Funding, ReinvestmentState

AMOUNT_NOT_PUBLISHED = "Amount not published"


class ReinvestmentQuerySet(models.QuerySet):
    def committed(self) -> ReinvestmentQuerySet:
        """Approved, and not taken back."""
        return self.filter(state__in=words.COMMITTED)

    def due_for_review(self, day: dt.date) -> ReinvestmentQuerySet:
        return self.filter(state=ReinvestmentState.LIVE, review_due_on__lte=day)


@pghistory.track(append_only=True)
class Reinvestment(Record):
    """One scheme. ``amount`` is for a year, or for all of it where it is one-off; none where it is not published.

    ``measure`` is the slug of the measure that it should move. ``source`` says where a published fact is from.
    """

    title = models.CharField(max_length=120)
    area = models.CharField(max_length=16, choices=words.Area)
    place = models.CharField(max_length=120, blank=True)
    amount = money("amount", null=True, blank=True)
    recurring = models.BooleanField()
    starts_on = models.DateField("start", null=True, blank=True)
    funding = models.CharField("funding source", max_length=12, choices=Funding)
    measure = models.SlugField("measure it should improve", max_length=60, blank=True)
    expected = models.CharField("expected change", max_length=500, blank=True)
    source = models.CharField(max_length=200, blank=True)
    state = models.CharField("status", max_length=12, choices=ReinvestmentState, default=ReinvestmentState.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("proposed")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_for = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("decided", null=True, blank=True)
    minute = models.CharField("board minute", max_length=120, blank=True)
    why_declined = models.CharField(max_length=500, blank=True)
    live_on = models.DateField("live since", null=True, blank=True)
    review_due_on = models.DateField("benefit review due", null=True, blank=True)
    review = models.TextField("benefit review", max_length=2000, blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField("reviewed", null=True, blank=True)

    objects = ReinvestmentQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        ordering = ["-reference"]
        constraints = [
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="reinvestment_amount_is_some"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="reinvestment_is_decided_by_another",
                violation_error_message="Someone else than the person who proposed it has to decide.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReinvestmentState.DECLINED) | ~Q(why_declined=""),
                name="reinvestment_says_why_it_was_declined",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReinvestmentState.REVIEWED) | ~Q(review=""), name="reinvestment_is_reviewed_in_words"
            ),
        ]
        indexes = [models.Index(fields=["state"], name="reinvestment_by_state")]
        triggers = [
            *Record.Meta.triggers,
            REINVESTMENTS.trigger(),
            pgtrigger.ReadOnly(name="proposed_once", fields=["reference", "proposed_by", "proposed_at"]),
            guards.stays_as_approved(),
            guards.within_budget(),
        ]

    @property
    def is_committed(self) -> bool:
        return self.state in words.COMMITTED

    def committed_by(self, day: dt.date) -> Decimal:
        """What it has taken by this day: its amount once, or for each financial year from its start where it recurs."""
        if not self.is_committed or self.amount is None:
            return NOTHING
        return self.amount * self.years_by(day)

    def years_by(self, day: dt.date) -> int:
        if not self.recurring or self.starts_on is None:
            return 1
        return max(1, months.financial_year(day) - months.financial_year(self.starts_on) + 1)
