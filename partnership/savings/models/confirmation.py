from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from partnership.organisations.models import Organisation
from partnership.records.guards import never_changed


@pghistory.track(append_only=True)
class Confirmation(models.Model):
    """A trust's word on one sending of a month's actual: confirmed, or what it asks in a ``query``."""

    figure = models.ForeignKey("MonthFigure", models.PROTECT, related_name="confirmations")
    sending = models.PositiveSmallIntegerField()
    trust = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    query = models.CharField(max_length=500, blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "sending", "trust"],
                condition=Q(query=""),
                name="confirmation_once_a_trust",
                violation_error_message="Somebody in your trust has already confirmed this.",
            )
        ]
        triggers = [never_changed()]

    def __str__(self) -> str:
        return f"{self.trust} {'queried' if self.query else 'confirmed'}"

    @property
    def is_query(self) -> bool:
        return bool(self.query)
