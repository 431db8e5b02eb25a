"""What happened that somebody should know of."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnership.access.policy import POLICIES, Action
from partnership.access.principal import Principal
from partnership.arithmetic import clock


class NotificationQuerySet(models.QuerySet):
    def of(self, principal: Principal) -> NotificationQuerySet:
        """To this person, about what their active role may view."""
        viewed = [code for code, policy in POLICIES.items() if policy[Action.VIEW].held_by(principal)]
        return self.filter(recipient=principal.user, policy__in=viewed)

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at=None, resolved_at=None)


class Notification(models.Model):
    """One line to one person. It names a record by its reference and no person at all.

    ``policy`` is the kind of record that it is about. It resolves itself once the work has been done, by whomever.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    policy = models.CharField("kind of record", max_length=32)
    kind = models.SlugField(max_length=40, help_text="what is to be done or known, such as chase")
    about = models.CharField("record", max_length=20)
    url = models.CharField(max_length=200)
    text = models.CharField(max_length=200)
    made_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        indexes = [
            models.Index(fields=["recipient"], condition=Q(read_at=None, resolved_at=None), name="notification_unread"),
            models.Index(fields=["recipient", "-made_at"], name="notification_of_recipient"),
            models.Index(fields=["about"], condition=Q(resolved_at=None), name="notification_unresolved"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def day(self) -> dt.date:
        """In London."""
        return clock.local(self.made_at).date()

    @property
    def is_unread(self) -> bool:
        return self.read_at is None and self.resolved_at is None
