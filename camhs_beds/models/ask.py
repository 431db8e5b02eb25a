"""One unit asked for one request, and what it answered."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from camhs_beds.models.bed_request import BedRequest, urgency
from camhs_beds.vocabulary import Answer, NoWhy, State
from partnership.arithmetic import clock
from partnership.organisations.models import Unit


class ABedIsHeld(models.Func):
    """For this request, at this moment. A ward does not see what is held elsewhere, so the database says it."""

    function = "camhs_beds_a_bed_is_held"
    output_field = models.BooleanField()


class AskQuerySet(models.QuerySet):
    def open(self) -> AskQuerySet:
        """No answer yet, and still wanted: while a bed is held for the request, no unit has to answer."""
        held = ABedIsHeld(F("request"), models.Value(clock.now()))
        return self.current().filter(answer="").exclude(Q(held), request__state=State.RESERVED)

    def soonest_first(self) -> AskQuerySet:
        """Emergency, urgent, routine; within each what is due first."""
        return self.order_by(urgency("request__response"), "request__respond_by", "pk")

    def current(self) -> AskQuerySet:
        """Not closed: waiting for an answer, or a yes that can be taken up. The end of the request ends them all."""
        return self.filter(closed_at=None, request__closed_at=None)

    def awaiting_or_yes(self) -> AskQuerySet:
        """Those of which a unit has one at a time for each request."""
        return self.current().exclude(answer=Answer.NO)

    def yes(self) -> AskQuerySet:
        return self.current().filter(answer=Answer.YES)

    def no(self) -> AskQuerySet:
        return self.filter(answer=Answer.NO)


@pghistory.track(append_only=True)
class Ask(models.Model):
    """Kept with the explanation of the rank that the unit had when it was asked. ``decided_by`` is whoever said it.

    ``closed_at``: the request ended and was opened again, so the unit has to be asked anew.
    """

    request = models.ForeignKey(BedRequest, models.PROTECT, related_name="asks")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="asks")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("asked")
    rank = models.PositiveSmallIntegerField("place in the list")
    explanation = models.JSONField("why this place", default=list)
    why_chosen = models.CharField("why this unit was chosen", max_length=500, blank=True)
    answer = models.CharField(max_length=3, choices=Answer, blank=True)
    why_no = models.CharField("reason for a no", max_length=10, choices=NoWhy, blank=True)
    note = models.CharField(max_length=500, blank=True)
    decided_by = models.CharField("decision maker", max_length=120, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField("answered", null=True, blank=True)
    closed_at = models.DateTimeField("no longer needed", null=True, blank=True)

    objects = AskQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "unit"],
                condition=Q(closed_at=None) & ~Q(answer=Answer.NO),
                name="unit_is_asked_once_at_a_time",
                violation_error_message="This unit has been asked already.",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="ask_says_who_answered",
            ),
            models.CheckConstraint(
                condition=Q(answer=Answer.NO) & ~Q(why_no="") | ~Q(answer=Answer.NO) & Q(why_no=""),
                name="ask_gives_the_reason_for_a_no",
                violation_error_message="Select why the unit declined",
            ),
            models.CheckConstraint(condition=Q(answered_at__gte=F("asked_at")), name="ask_is_answered_later"),
        ]
        indexes = [
            models.Index(fields=["unit", "asked_at"], name="ask_open_of_unit", condition=Q(answer="", closed_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.unit} asked for {self.request}"
