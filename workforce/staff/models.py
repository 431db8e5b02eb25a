"""Staff of the three trusts. Names and numbers are text: a staff number keeps its zeros."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from partnership.organisations.models import Borough, Dated, Organisation
from partnership.organisations.models.dated import no_overlap
from partnership.records.models import Versioned
from workforce.staff.vocabulary import Band, Contract, Kind, StaffGroup


class Subject(models.Model):
    """What training is in. ``is_core``: one of the 11 of the Core Skills Training Framework."""

    is_reference = True

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80, unique=True)
    is_core = models.BooleanField()
    levels = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["-is_core", "name"]

    def __str__(self) -> str:
        return self.name

    def at(self, level: int) -> str:
        """ "Resuscitation, level 2"; a subject with one level does not say it."""
        return f"{self.name}, level {level}" if self.levels > 1 else self.name


class RoleProfile(models.Model):
    """A joint job description. It belongs to the Partnership, not to a trust."""

    is_reference = True

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80, unique=True)
    staff_group = models.CharField(max_length=20, choices=StaffGroup)
    band = models.CharField(max_length=7, choices=Band)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ProfileRequirement(Dated):
    """What a role asks for: a check, or training in ``subject`` at ``level`` or above."""

    is_reference = True

    profile = models.ForeignKey(RoleProfile, models.PROTECT, related_name="requirements")
    kind = models.CharField(max_length=16, choices=Kind)
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, related_name="+")
    level = models.PositiveSmallIntegerField(default=1)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind=Kind.TRAINING, subject__isnull=False) | (~Q(kind=Kind.TRAINING) & Q(subject=None)),
                name="requirement_of_training_names_its_subject",
            ),
            no_overlap(["profile", "kind"], name="profile_asks_once_for_a_check", condition=Q(subject=None)),
            no_overlap(["profile", "subject"], name="profile_asks_once_for_a_subject"),
        ]

    def __str__(self) -> str:
        what = self.subject.at(self.level) if self.subject else self.get_kind_display()
        return f"{self.profile}: {what}"


@pghistory.track(append_only=True)
class StaffMember(Versioned):
    """A person who works for ``trust`` now. ``user`` is who they sign in as, where they do."""

    trust = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    email = models.EmailField("work email address", blank=True)

    class Meta(Versioned.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="staff_email_is_of_one_person",
                violation_error_message="This email address is already used in another passport.",
            )
        ]
        indexes = [models.Index(fields=["trust", "last_name", "first_name"], name="staff_by_name")]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"


@pghistory.track(append_only=True)
class Employment(Versioned):
    """One assignment of a member of staff. A second one at the same time is a row of its own."""

    staff_member = models.ForeignKey(StaffMember, models.PROTECT, related_name="employments")
    trust = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    staff_number = models.CharField(max_length=8)
    profile = models.ForeignKey(RoleProfile, models.PROTECT, related_name="+", verbose_name="role")
    band = models.CharField(max_length=7, choices=Band)
    contract = models.CharField(max_length=10, choices=Contract, default=Contract.PERMANENT)
    base = models.ForeignKey(Borough, models.PROTECT, related_name="+", verbose_name="base borough")
    starts_on = models.DateField("start date")
    ends_on = models.DateField("end date", null=True, blank=True)

    class Meta(Versioned.Meta):
        abstract = False
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(staff_number__regex=r"^[0-9]{8}$"), name="staff_number_has_8_digits"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="employment_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["trust", "staff_number"],
                name="staff_number_is_of_one_employment",
                violation_error_message="This staff number is already used at this trust.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile}, {self.get_band_display().lower()}"
