"""Work that goes on after its page was answered, and how one can tell that it does."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models

from partnership.access.principal import Principal
from partnership.arithmetic import clock

PATIENCE = dt.timedelta(minutes=3)
"""After so long without a sign of life, work that nobody holds a lock for has stopped."""


class OwnedQuerySet(models.QuerySet):
    def of(self, principal: Principal) -> OwnedQuerySet:
        """What this person asked for in the role, and the trust, that they work in now."""
        return self.filter(owner=principal.user, role=str(principal.role), trust=principal.trust_id)


class Running(models.Model):
    """One person's piece of work that a job does for them. ``attempt`` counts the jobs: only the last one goes on.

    ``problem`` is the sentence of what went wrong, where something did.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField(max_length=32)
    trust = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    attempt = models.PositiveSmallIntegerField(default=1, editable=False)
    heard_at = models.DateTimeField("last sign of life", default=clock.now, editable=False)
    rows_total = models.PositiveIntegerField("rows", null=True, blank=True)
    rows_done = models.PositiveIntegerField(default=0, editable=False)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True

    @property
    def is_running(self) -> bool:
        raise NotImplementedError

    @property
    def is_all_at_once(self) -> bool:
        """Whether its job is now doing everything in one transaction, which gives no sign of life until it ends."""
        return False

    @property
    def has_stopped(self) -> bool:
        """It should be running, and no job is at it any more: its process died, or it was never begun."""
        if not self.is_running or self.problem:
            return self.is_running
        is_silent = clock.now() - self.heard_at >= PATIENCE
        return is_silent and not (self.is_all_at_once and self._is_held())

    def _is_held(self) -> bool:
        """Whether somebody has the row locked, as such a job has until it ends."""
        rows = type(self)._default_manager.select_for_update(skip_locked=True, of=("self",))
        return not rows.filter(pk=self.pk).exists()

    @property
    def progress(self) -> str:
        """``1,240 of 3,000 rows``, or nothing before that is known."""
        return f"{self.rows_done:,} of {self.rows_total:,} rows" if self.rows_total else ""
