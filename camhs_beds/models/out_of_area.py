"""A bed outside the Partnership for a young person: why, who approved it, and how they come home."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from camhs_beds.models.bed_request import BedRequest
from camhs_beds.models.stay import Stay
from camhs_beds.states import OUT_OF_AREA_PLACEMENTS
from camhs_beds.vocabulary import OUT_OF_AREA_OPEN, ApprovesAs, CanComeBack, OutOfAreaState, OutOfAreaWhy
from partnership.organisations.models import Unit
from partnership.records.guards import never_changed
from partnership.records.models import Record


class OutOfAreaQuerySet(models.QuerySet):
    def open(self) -> OutOfAreaQuerySet:
        return self.filter(state__in=OUT_OF_AREA_OPEN)

    def to_approve(self) -> OutOfAreaQuerySet:
        return self.filter(state=OutOfAreaState.ASKED, request__closed_at=None)

    def to_admit(self) -> OutOfAreaQuerySet:
        return self.filter(state=OutOfAreaState.APPROVED, request__closed_at=None)

    def not_needed(self) -> OutOfAreaQuerySet:
        """Nobody has gone, and the request has ended in another way."""
        return self.filter(state__in=(OutOfAreaState.ASKED, OutOfAreaState.APPROVED), request__closed_at__isnull=False)

    def placed(self) -> OutOfAreaQuerySet:
        return self.filter(state=OutOfAreaState.PLACED)


@pghistory.track(append_only=True)
class OutOfAreaPlacement(Record):
    """``units_tried`` are the names and answers of the units asked, as they stood when this was asked for.

    ``stay`` is the stay there, once the young person is admitted. ``price`` is in pounds a day.
    """

    request = models.ForeignKey(BedRequest, models.PROTECT, related_name="placements")
    why = models.CharField("why no Partnership bed is suitable", max_length=8, choices=OutOfAreaWhy)
    explanation = models.CharField(max_length=500, blank=True)
    units_tried = models.JSONField(default=list)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="proposed unit")
    miles = models.DecimalField("miles from home", max_digits=5, decimal_places=1, null=True, blank=True)
    price = models.DecimalField("price a day", max_digits=8, decimal_places=2)
    family_told = models.BooleanField()
    return_plan = models.CharField("plan to return", max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("asked")

    state = models.CharField("status", max_length=10, choices=OutOfAreaState, default=OutOfAreaState.ASKED)
    stay = models.OneToOneField(Stay, models.PROTECT, null=True, blank=True, related_name="placement")
    review_on = models.DateField("next review", null=True, blank=True)
    why_ended = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField("ended", null=True, blank=True)

    objects = OutOfAreaQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(state__in=OUT_OF_AREA_OPEN),
                name="request_has_one_out_of_area",
                violation_error_message="A placement out of area has been asked for already.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[OutOfAreaState.PLACED, OutOfAreaState.HOME], stay__isnull=False)
                | (~Q(state__in=[OutOfAreaState.PLACED, OutOfAreaState.HOME]) & Q(stay=None)),
                name="out_of_area_has_a_stay_once_placed",
            ),
            models.CheckConstraint(
                condition=Q(state=OutOfAreaState.PLACED, review_on__isnull=False) | ~Q(state=OutOfAreaState.PLACED),
                name="out_of_area_is_reviewed",
            ),
            models.CheckConstraint(condition=Q(price__gte=0), name="out_of_area_price_is_no_gain"),
        ]
        indexes = [
            models.Index(fields=["review_on"], name="out_of_area_to_review", condition=Q(state="placed")),
            models.Index(fields=["asked_at"], name="out_of_area_to_approve", condition=Q(state="asked")),
        ]
        triggers = [*Record.Meta.triggers, OUT_OF_AREA_PLACEMENTS.trigger()]

    @property
    def is_open(self) -> bool:
        return self.state in OUT_OF_AREA_OPEN


@pghistory.track(append_only=True)
class Approval(models.Model):
    """One of the two approvals, or a refusal, which is enough alone. Never by whoever asked."""

    placement = models.ForeignKey(OutOfAreaPlacement, models.PROTECT, related_name="approvals")
    given_as = models.CharField("for", max_length=8, choices=ApprovesAs)
    approved = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "given_as"],
                name="out_of_area_is_approved_once_by_each",
                violation_error_message="This approval has been given already.",
            ),
            models.UniqueConstraint(
                fields=["placement", "by"],
                name="out_of_area_is_approved_by_two_people",
                violation_error_message="You have approved this already. Someone else has to give the other approval.",
            ),
            models.CheckConstraint(condition=Q(approved=True) | ~Q(reason=""), name="refusal_says_why"),
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{'Approved' if self.approved else 'Refused'} for {self.get_given_as_display()}"


@pghistory.track(append_only=True)
class Review(models.Model):
    """The weekly question of a placement: can they come back now?"""

    placement = models.ForeignKey(OutOfAreaPlacement, models.PROTECT, related_name="reviews")
    can_come_back = models.CharField("can they come back now", max_length=8, choices=CanComeBack)
    barrier = models.CharField(max_length=500, blank=True)
    next_on = models.DateField("next review")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return self.get_can_come_back_display()
