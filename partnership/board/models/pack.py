"""Papers for a meeting: what they are to hold, and each version as the meeting got it."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from partnership.arithmetic import months
from partnership.board.states import PACKS
from partnership.board.vocabulary import Audience, PackState
from partnership.organisations.models import Organisation
from partnership.records.models import Record


class PackQuerySet(models.QuerySet):
    def issued(self) -> PackQuerySet:
        return self.filter(state=PackState.ISSUED)


@pghistory.track(append_only=True)
class Pack(Record):
    """One meeting's papers. No ``trust``: they are of the whole Partnership. ``month`` is the last one they show.

    ``sections`` are the slugs of ``board.packs.sections``, in the order of the pack; ``said`` is what was written for a
    section, by its slug. What a reader gets is an issue, and no change here reaches that.
    """

    meeting = models.CharField(max_length=120)
    meets_on = models.DateField("date of the meeting")
    month = models.DateField("last month shown")
    trust = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="made for"
    )
    audience = models.CharField(max_length=8, choices=Audience)
    sections = ArrayField(models.CharField(max_length=60))
    said = models.JSONField("commentary", default=dict, blank=True)
    state = models.CharField("status", max_length=8, choices=PackState, default=PackState.DRAFT)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("made")

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["-meets_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(month__day=1), name="pack_of_a_month")]
        triggers = [*Record.Meta.triggers, PACKS.trigger()]

    @property
    def title(self) -> str:
        return f"{self.meeting}, {months.in_words(self.month)}"

    @property
    def is_issued(self) -> bool:
        return self.state == PackState.ISSUED

    @property
    def is_public(self) -> bool:
        return self.audience == Audience.PUBLIC


class PackIssue(models.Model):
    """One version of a pack, whole and as it was issued: ``content`` is what ``board.packs.frozen`` makes of it.

    It is never changed or removed, in any role. ``why`` is given from the second version on, and ``changes`` says what
    differs from the version before.
    """

    pack = models.ForeignKey(Pack, models.PROTECT, related_name="issues")
    number = models.PositiveSmallIntegerField("version")
    content = models.JSONField()
    changes = models.JSONField(default=list, blank=True)
    why = models.CharField("why it was issued again", max_length=500, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField("issued")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "number"],
                name="pack_version_once",
                violation_error_message="Someone has issued this pack already. Open it again to see that version.",
            ),
            models.CheckConstraint(condition=Q(number=1) | ~Q(why=""), name="pack_issued_again_says_why"),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.pack} version {self.number}"
