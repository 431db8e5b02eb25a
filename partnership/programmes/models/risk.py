from __future__ import annotations

from decimal import Decimal

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import ExpressionWrapper, F, Q

from partnership.arithmetic.shares import NOTHING, equal_shares
from partnership.organisations.models import Programme
from partnership.programmes.states import RISKS
from partnership.programmes.vocabulary import HIGHEST, IMPACT, LIKELIHOOD, LOWEST, RiskState
from partnership.records.guards import never_changed
from partnership.records.models import Record


class RiskQuerySet(models.QuerySet):
    def open(self) -> RiskQuerySet:
        return self.filter(state=RiskState.OPEN)

    def closed(self) -> RiskQuerySet:
        return self.filter(state=RiskState.CLOSED)

    def scored(self) -> RiskQuerySet:
        """Each with ``points``, its score, to sort by."""
        return self.annotate(
            points=ExpressionWrapper(F("likelihood") * F("impact"), output_field=models.PositiveSmallIntegerField())
        )

    def highest_first(self) -> RiskQuerySet:
        return self.scored().order_by("-points", "-provision", "pk")


def one_to_five(label: str, choices: list[tuple[int, str]]) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label, choices=choices, validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )


@pghistory.track(append_only=True)
class Risk(Record):
    """What might go wrong with a programme. ``provision`` is the money that is set aside for it; each trust bears an
    equal part, whatever it began with, and that part is worked out and never typed."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="risks")
    title = models.CharField(max_length=150)
    detail = models.TextField("cause and effect", max_length=1000, blank=True)
    likelihood = one_to_five("likelihood", LIKELIHOOD)
    impact = one_to_five("impact", IMPACT)
    mitigation = models.TextField(max_length=1000)
    provision = models.DecimalField("financial provision", max_digits=12, decimal_places=2, default=NOTHING)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField("status", max_length=8, choices=RiskState, default=RiskState.OPEN)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = RiskQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__range=(LOWEST, HIGHEST), impact__range=(LOWEST, HIGHEST)),
                name="risk_is_scored_from_1_to_25",
                violation_error_message="Likelihood and impact must be between 1 and 5",
            ),
            models.CheckConstraint(
                condition=Q(provision__gte=0),
                name="risk_provision_is_no_gain",
                violation_error_message="Financial provision must be 0 or more",
            ),
        ]
        triggers = [
            *Record.Meta.triggers,
            RISKS.trigger(),
            pgtrigger.ReadOnly(name="raised_once", fields=["reference", "programme", "added_by", "added_at"]),
        ]

    @property
    def score(self) -> int:
        return self.likelihood * self.impact

    @property
    def is_open(self) -> bool:
        return self.state == RiskState.OPEN

    @property
    def shares(self) -> dict[str, Decimal]:
        """Each trust's equal part of the provision, by slug."""
        return equal_shares(self.provision)


@pghistory.track(append_only=True)
class RiskReview(models.Model):
    """What was found when a risk was looked at again, closed or reopened, and its score of that day."""

    class What(models.TextChoices):
        REVIEWED = "reviewed", "Reviewed"
        CLOSED = "closed", "Closed"
        REOPENED = "reopened", "Reopened"

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="reviews")
    what = models.CharField(max_length=8, choices=What)
    found = models.CharField("what has changed", max_length=500)
    score = models.PositiveSmallIntegerField()
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering = ["-reviewed_at", "-pk"]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return self.found
