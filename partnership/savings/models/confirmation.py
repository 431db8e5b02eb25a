from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partnership.organisations.models import Organisation
from partnership.savings.models import guards
from partnership.savings.vocabulary import FigureState


class ConfirmationQuerySet(models.QuerySet):
    def to_the_present_sending(self) -> ConfirmationQuerySet:
        """Those that were not taken back, to the figure as it was last sent."""
        return self.filter(taken_back_at=None, sending=F("figure__sending"))

    def confirming(self) -> ConfirmationQuerySet:
        """Those that were not taken back, and no queries."""
        return self.filter(taken_back_at=None, query="")

    def can_be_taken_back(self) -> ConfirmationQuerySet:
        """Those for the present sending where it is not queried. What a closed month counted stays."""
        asked = (FigureState.WAITING, FigureState.CONFIRMED)
        return self.to_the_present_sending().confirming().filter(figure__state__in=asked)


@pghistory.track(append_only=True)
class Confirmation(models.Model):
    """A trust's response to one sending of a month's actual: confirmed, or what it asks in a ``query``.

    What was confirmed can be taken back, once, while the month is open; the trust may then confirm it again.
    """

    figure = models.ForeignKey("MonthFigure", models.PROTECT, related_name="confirmations")
    sending = models.PositiveSmallIntegerField()
    trust = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    query = models.CharField(max_length=500, blank=True)
    responded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    responded_at = models.DateTimeField()
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    taken_back_at = models.DateTimeField("taken back", null=True, blank=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        ordering = ["responded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "sending", "trust"],
                condition=Q(query="", taken_back_at=None),
                name="confirmation_once_a_trust",
                violation_error_message="Someone in your trust has already confirmed this.",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_by=None, taken_back_at=None)
                | Q(taken_back_by__isnull=False, taken_back_at__isnull=False, query=""),
                name="confirmation_is_taken_back_by_someone",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="is_only_taken_back", exclude=["taken_back_by", "taken_back_at"]),
            guards.taken_back_while_it_waits(),
        ]

    def __str__(self) -> str:
        return f"{self.trust} {'queried' if self.query else 'confirmed'}"

    @property
    def is_query(self) -> bool:
        return bool(self.query)
