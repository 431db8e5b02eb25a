"""Something begun and not yet saved for good: one person's, page by page."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnership.access.principal import Principal
from partnership.arithmetic import clock

KEPT_FOR = dt.timedelta(days=90)
"""After it was last saved. Then it is deleted, whoever meant to go on with it."""


class DraftQuerySet(models.QuerySet):
    def of(self, principal: Principal) -> DraftQuerySet:
        """What this person began in the role that they work in now, and has not finished."""
        return self.filter(owner=principal.user, role=str(principal.role), became="")


class Draft(models.Model):
    """The answers of one journey so far, as they were typed. Only its owner sees it, in the role that it was begun in.

    When the journey ends in a record, the answers are wiped and ``became`` names the record, so that a second sending
    is told what the first one made.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField(max_length=32)
    kind = models.SlugField(max_length=40, help_text="which journey")
    title = models.CharField(max_length=120)
    answers = models.JSONField(default=dict, help_text="by page: what was typed, and how often the page was saved")
    step = models.SlugField(max_length=40, blank=True, help_text="the page to go on with")
    began_at = models.DateTimeField(default=clock.now)
    saved_at = models.DateTimeField(default=clock.now)
    became = models.CharField(max_length=20, blank=True, help_text="reference of the record that it ended in")

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at"]
        indexes = [models.Index(fields=["owner", "-saved_at"], condition=Q(became=""), name="draft_unfinished")]
        constraints = [
            models.CheckConstraint(condition=Q(became="") | Q(answers={}), name="draft_keeps_no_answers_once_finished")
        ]

    def __str__(self) -> str:
        return self.title

    def typed_on(self, step: str) -> dict[str, list[str]] | None:
        """What was typed on a page, or None when it has not been saved yet."""
        return self._page(step).get("typed")

    def times_saved(self, step: str) -> int:
        return self._page(step).get("times", 0)

    def files_of(self, step: str) -> list[dict[str, str]]:
        """The files sent on a page: the ``key`` and ``name`` of each."""
        return self._page(step).get("files", [])

    @property
    def saves(self) -> int:
        """How often any of its pages was saved: a check page that was opened before the last time is out of date."""
        return sum(page.get("times", 0) for page in self.answers.values())

    @property
    def file_keys(self) -> list[str]:
        return [file["key"] for page in self.answers.values() for file in page.get("files", [])]

    def _page(self, step: str) -> dict[str, Any]:
        return self.answers.get(step, {})
