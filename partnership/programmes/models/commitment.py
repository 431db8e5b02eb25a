"""What a programme has promised for a day: milestones and actions, and their updates."""

from __future__ import annotations

import datetime as dt

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partnership.arithmetic import clock
from partnership.organisations.models import Organisation, Programme
from partnership.programmes.states import ACTIONS, MILESTONES
from partnership.programmes.vocabulary import OPEN, OVERDUE, Progress
from partnership.records.models import Record


class CommitmentQuerySet(models.QuerySet):
    def open(self) -> CommitmentQuerySet:
        return self.filter(state__in=OPEN)

    def complete(self) -> CommitmentQuerySet:
        return self.filter(state=Progress.COMPLETE)

    def overdue(self, today: dt.date | None = None) -> CommitmentQuerySet:
        return self.open().filter(due_on__lt=today or clock.today())

    def due_by(self, day: dt.date) -> CommitmentQuerySet:
        return self.open().filter(due_on__lte=day)


def counts_slips(updates: str, of: str) -> pgtrigger.Trigger:
    """A later due date is a slip, unless an update is undone in this transaction: then its own slip is none."""
    return pgtrigger.Trigger(
        name="counts_slips",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        declare=[("undone", "int")],
        func=f"""
            SELECT COALESCE((due_on > was_due_on)::int, 0) INTO undone
            FROM {updates} WHERE {of} = NEW.id AND undone_in = txid_current();
            NEW.slips = OLD.slips + CASE WHEN FOUND THEN -undone ELSE (NEW.due_on > OLD.due_on)::int END;
            RETURN NEW;
        """,  # noqa: S608 - made of the names of a table and a column
    )


class Commitment(Record):
    """Something to be done by ``due_on``. ``baseline_on`` is the date that was given first and never changes; the
    database counts in ``slips`` how often the date was moved to a later one.

    ``trust`` is the one that has promised it; none where the whole Partnership has.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="%(class)ss")
    trust = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=150)
    detail = models.TextField("what it takes", max_length=1000, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField("progress", max_length=12, choices=Progress, default=Progress.NOT_STARTED)
    baseline_on = models.DateField("first planned for")
    due_on = models.DateField("due date")
    done_on = models.DateField("completed on", null=True, blank=True)
    slips = models.PositiveSmallIntegerField("times moved later", default=0)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = CommitmentQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = True
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=Progress.COMPLETE, done_on__isnull=False)
                | (~Q(state=Progress.COMPLETE) & Q(done_on=None)),
                name="%(class)s_is_complete_on_a_day",
                violation_error_message="Enter the date on which it was completed",
            )
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="%(class)s_due")]
        triggers = [
            *Record.Meta.triggers,
            pgtrigger.ReadOnly(
                name="promised_once",
                fields=["reference", "programme", "trust", "baseline_on", "added_by", "added_at"],
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on < clock.today()

    @property
    def status(self) -> str:
        """Overdue where its day has passed, else the progress that was given."""
        return OVERDUE if self.is_overdue else self.get_state_display()

    @property
    def days_slipped(self) -> int:
        """From the date first planned to the due date, or to the day it was done; below zero is early."""
        return ((self.done_on or self.due_on) - self.baseline_on).days

    @property
    def whose(self) -> str:
        return str(self.trust) if self.trust else "The Partnership"


@pghistory.track(append_only=True)
class Milestone(Commitment):
    class Meta(Commitment.Meta):
        abstract = False
        triggers = [
            *Commitment.Meta.triggers,
            MILESTONES.trigger(),
            counts_slips("programmes_milestoneupdate", "milestone_id"),
        ]


@pghistory.track(append_only=True)
class ProgrammeAction(Commitment):
    """An action of a programme, which one person owns."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="actions")

    class Meta(Commitment.Meta):
        abstract = False
        verbose_name = "action"
        triggers = [
            *Commitment.Meta.triggers,
            ACTIONS.trigger(),
            counts_slips("programmes_actionupdate", "action_id"),
        ]


class UpdateQuerySet(models.QuerySet):
    def in_force(self) -> UpdateQuerySet:
        """Those that were not undone."""
        return self.filter(undone_at=None)


class Update(models.Model):
    """What had happened since last time, kept as it was written. ``due_on`` is the new date where it was moved, from
    ``was_due_on``, and a later one needs a reason. The other ``was_`` columns are what an undo brings back;
    ``undone_in`` is the number of the transaction that did so."""

    state = models.CharField("progress", max_length=12, choices=Progress)
    what_happened = models.CharField(max_length=500)
    due_on = models.DateField("new due date", null=True, blank=True)
    was_state = models.CharField("progress before", max_length=12, choices=Progress, blank=True)
    was_due_on = models.DateField()
    was_done_on = models.DateField(null=True, blank=True)
    why_moved = models.CharField(max_length=500, blank=True)
    evidence = models.URLField(max_length=500, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    undone_at = models.DateTimeField("undone", null=True, blank=True)
    undone_in = models.BigIntegerField(null=True, editable=False)

    objects = UpdateQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__lte=F("was_due_on")) | ~Q(why_moved=""),
                name="%(class)s_says_why_it_is_later",
                violation_error_message="Enter the reason the due date has moved",
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(name="is_only_undone", exclude=["undone_at", "undone_in"]),
            pgtrigger.Protect(
                name="undone_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__undone_at__isnull=False)
            ),
            pgtrigger.Protect(name="is_never_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.what_happened


@pghistory.track(append_only=True, exclude=["undone_in"])
class MilestoneUpdate(Update):
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="updates")


@pghistory.track(append_only=True, exclude=["undone_in"])
class ActionUpdate(Update):
    action = models.ForeignKey(ProgrammeAction, models.PROTECT, related_name="updates")
