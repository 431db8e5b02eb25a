"""A passport, what was recorded in it, and how it meets what the role asks for."""

from __future__ import annotations

import datetime as dt

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from partnership.arithmetic import clock
from partnership.organisations.models import Dated, Organisation
from partnership.organisations.models.dated import no_overlap
from partnership.records.models import Record
from workforce.passports.readiness import Standing, standing
from workforce.staff.models import Employment, StaffMember, Subject
from workforce.staff.vocabulary import CriminalRecordLevel, Kind

ONE_REMINDER_IN = dt.timedelta(days=7)
_ONE_OF_TRAINING = Q(kind=Kind.TRAINING, subject__isnull=False) | (~Q(kind=Kind.TRAINING) & Q(subject=None))


class ExpiryRule(Dated):
    """For how many calendar months a check or training counts. A rule of one ``trust`` goes before the Partnership's.

    ``months`` is empty for what never expires. What was done under a rule keeps it: only later items have the next.
    """

    is_reference = True

    kind = models.CharField(max_length=16, choices=Kind)
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, related_name="+")
    level = models.PositiveSmallIntegerField(default=1)
    trust = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    months = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=_ONE_OF_TRAINING, name="expiry_rule_of_training_names_its_subject"),
            models.CheckConstraint(condition=Q(months=None) | Q(months__gt=0), name="expiry_rule_has_months"),
            no_overlap(["kind", "level"], name="expiry_rule_of_check", condition=Q(subject=None, trust=None)),
            no_overlap(["subject", "level"], name="expiry_rule_of_subject", condition=Q(trust=None)),
            no_overlap(["subject", "level", "trust"], name="expiry_rule_of_trust"),
        ]

    def __str__(self) -> str:
        what = self.subject.at(self.level) if self.subject else self.get_kind_display()
        return f"{what}: {self.months} months" if self.months else f"{what}: does not expire"


class PassportQuerySet(models.QuerySet):
    def with_readiness(self, day: dt.date) -> PassportQuerySet:
        """Each with ``is_not_ready`` on this day."""
        return self.annotate(is_not_ready=Exists(Need.objects.unmet(day).filter(passport=OuterRef("pk"))))


@pghistory.track(append_only=True)
class Passport(Record):
    """The employee passport of one member of staff, held against the role of their main ``employment``."""

    staff_member = models.OneToOneField(StaffMember, models.PROTECT, related_name="passport")
    employment = models.OneToOneField(Employment, models.PROTECT, related_name="+")

    objects = PassportQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        verbose_name = "passport"


@pghistory.track(append_only=True)
class Item(models.Model):
    """A check or training as it was recorded. It never changes: it can only be revoked, and the next one recorded.

    ``level`` is the subject's, or of a criminal record check its rank. ``facts`` are the other answers of its page, as
    pairs of question and answer; of work health they never say more than cleared, with adjustments or not.
    """

    passport = models.ForeignKey(Passport, models.PROTECT, related_name="items")
    kind = models.CharField(max_length=16, choices=Kind)
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, related_name="+")
    level = models.PositiveSmallIntegerField(default=1)
    done_on = models.DateField("date")
    expires_on = models.DateField("last day it counts", null=True, blank=True)
    number = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=list)
    issuer = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    why_revoked = models.CharField("why it was revoked", max_length=500, blank=True)

    class Meta:
        ordering = ["-done_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=_ONE_OF_TRAINING, name="item_of_training_names_its_subject"),
            models.CheckConstraint(condition=Q(expires_on__gte=F("done_on")), name="item_expires_after_it_is_done"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None, why_revoked="")
                | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(why_revoked="")),
                name="item_revoked_says_by_whom_and_why",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="is_only_revoked", exclude=["revoked_at", "revoked_by", "why_revoked"]),
            pgtrigger.Protect(
                name="is_revoked_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__revoked_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return described(self.kind, self.subject, self.level)


class NeedQuerySet(models.QuerySet):
    def unmet(self, day: dt.date) -> NeedQuerySet:
        """Those that keep a passport from being ready on this day."""
        return self.exclude(Q(met_by__level__gte=F("level")) & (Q(expires_on=None) | Q(expires_on__gte=day)))

    def expiring(self, first: dt.date | None, last: dt.date) -> NeedQuerySet:
        """Those whose last day is in this time, both days included."""
        rows = self.filter(met_by__level__gte=F("level"), expires_on__lte=last)
        return rows.filter(expires_on__gte=first) if first else rows


class Need(models.Model):
    """One thing that the role asks of a passport, with the item that meets it now: worked out, never typed."""

    passport = models.ForeignKey(Passport, models.PROTECT, related_name="needs")
    kind = models.CharField(max_length=16, choices=Kind)
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, related_name="+")
    level = models.PositiveSmallIntegerField(default=1)
    met_by = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")
    expires_on = models.DateField(null=True, blank=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["passport", "kind", "subject"], nulls_distinct=False, name="need_once_in_a_passport"
            ),
        ]
        indexes = [models.Index(fields=["expires_on"], name="needs_by_last_day")]

    def __str__(self) -> str:
        return described(self.kind, self.subject, self.level)

    @property
    def standing(self) -> Standing:
        return standing(self.level, self.met_by and self.met_by.level, self.expires_on, clock.today())

    @property
    def days_left(self) -> int | None:
        return (self.expires_on - clock.today()).days if self.expires_on else None

    @property
    def why_not(self) -> str:
        """Why it keeps the passport from being ready: "Resuscitation, level 2, expired on 2 April 2018"."""
        if self.standing == Standing.EXPIRED:
            return f"{self}, expired"
        if self.standing == Standing.TOO_LOW:
            return f"{self}, is held at a lower level"
        return f"{self}, is missing"


class Reminder(models.Model):
    """An email that asked for one need to be renewed."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="reminders")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["need", "-sent_at"], name="reminders_of_a_need")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Reminder of {self.sent_at:%d %B %Y}"


@pghistory.track(append_only=True)
class CorrectionRequest(models.Model):
    """What a member of staff says is wrong in their passport, and what HR answered, once."""

    passport = models.ForeignKey(Passport, models.PROTECT, related_name="correction_requests")
    wrong = models.TextField("what is wrong", max_length=1000)
    should_be = models.TextField("what it should say", max_length=1000)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    is_corrected = models.BooleanField(null=True, blank=True)
    answer = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["due_on"], condition=Q(answered_at=None), name="corrections_to_answer")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, is_corrected=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False, is_corrected__isnull=False) & ~Q(answer="")),
                name="correction_answered_says_by_whom_and_what",
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="is_only_answered", exclude=["answered_at", "answered_by", "is_corrected", "answer"]
            ),
            pgtrigger.Protect(
                name="is_answered_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Correction asked for in {self.passport}"

    @property
    def outcome(self) -> str:
        if self.answered_at is None:
            return "Waiting for HR"
        return "Corrected" if self.is_corrected else "Not changed"


def described(kind: str, subject: Subject | None, level: int) -> str:
    if subject:
        return subject.at(level)
    if kind == Kind.CRIMINAL_RECORD and level:
        return f"Criminal record, {list(CriminalRecordLevel)[level - 1].label.lower()}"
    return str(Kind(kind).label)
