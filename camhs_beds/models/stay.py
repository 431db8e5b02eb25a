"""A young person's stay in a unit, and the beds they have had in it."""

from __future__ import annotations

import datetime as dt

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from camhs_beds import vocabulary as words
from camhs_beds.models.bed import Bed
from camhs_beds.models.bed_request import TRANSITION_AGE_IN_MONTHS, BedRequest
from camhs_beds.models.guards import never_while, works_out_the_bed
from camhs_beds.vocabulary import Kind
from partnership.arithmetic import clock
from partnership.arithmetic.ages import age_on, turns
from partnership.organisations.models import Organisation, Unit
from partnership.people.models import Person
from partnership.records.guards import changed_only_by_correction
from partnership.records.models import Record

KEPT_IN_STAYS = {"kept_in": "camhs_beds_staycorrection", "of": "stay_id"}


def held() -> Func:
    """From ``start_at`` to ``end_at``, as PostgreSQL's range: for the backstops alone, never for a question."""
    return Func("start_at", "end_at", function="tstzrange", output_field=DateTimeRangeField())


class StayQuerySet(models.QuerySet):
    def open(self) -> StayQuerySet:
        return self.filter(end_at=None)

    def during(self, start: dt.datetime, end: dt.datetime) -> StayQuerySet:
        """Stays with any moment from ``start`` up to ``end``, compared column by column."""
        return self.filter(Q(end_at=None) | Q(end_at__gt=start), start_at__lt=end)

    def out_of_area(self) -> StayQuerySet:
        return self.filter(kind=Kind.OUT_OF_AREA)


@pghistory.track(append_only=True)
class Stay(Record):
    """From admission to discharge in one unit. In a Partnership unit it has a bed at any time, unless on leave without.

    ``kind`` and ``miles`` (a straight line from the home outward code to the site) are worked out on the day of
    admission; miles are unknown where the home is. ``ward_sees_until`` is set by the end (``clocks``), so that a ward
    does not go on seeing everybody whom it ever had. ``recorded_in_error``: it never was, so it ends when it began.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="stays")
    request = models.ForeignKey(BedRequest, models.PROTECT, null=True, blank=True, related_name="stays")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="stays")
    responsible_trust = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=14, choices=Kind)
    miles = models.DecimalField("miles from home", max_digits=5, decimal_places=1, null=True, blank=True)
    start_at = models.DateTimeField("admitted")
    end_at = models.DateTimeField("discharged", null=True, blank=True)
    legal_status = models.CharField("legal status on admission", max_length=16, choices=words.LegalStatus)
    clinician = models.CharField("responsible clinician", max_length=120)
    expected_discharge_on = models.DateField("expected discharge", null=True, blank=True)
    ready_on = models.DateField("ready for discharge", null=True, blank=True)
    why_delayed = models.CharField("reason for delay", max_length=20, choices=words.DelayWhy, blank=True)
    discharged_to = models.CharField(max_length=12, choices=words.DischargedTo, blank=True)
    follow_up_booked = models.BooleanField("follow-up within 72 hours booked", null=True, blank=True)
    admitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    admitted_at = models.DateTimeField("admission recorded")
    discharged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    discharged_at = models.DateTimeField("discharge recorded", null=True, blank=True)
    recorded_in_error = models.BooleanField(default=False)
    ward_sees_until = models.DateField(null=True, blank=True, editable=False)

    objects = StayQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = False
        ordering = ["-start_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(end_at=None),
                name="person_has_one_open_stay",
                violation_error_message="This young person already has an open stay. End that stay first.",
            ),
            ExclusionConstraint(
                name="person_has_no_two_stays_at_once",
                expressions=[("person", RangeOperators.EQUAL), (held(), RangeOperators.OVERLAPS)],
                violation_error_message="This young person had another stay at that time.",
            ),
            models.CheckConstraint(
                condition=Q(end_at__gte=F("start_at")),
                name="stay_ends_after_it_begins",
                violation_error_message="Date of discharge must be the same as or after the date of admission",
            ),
            models.CheckConstraint(
                condition=Q(recorded_in_error=False) | Q(end_at=F("start_at")), name="stay_in_error_never_was"
            ),
            models.CheckConstraint(
                condition=Q(end_at=None, discharged_by=None, discharged_at=None, discharged_to="")
                | Q(end_at__isnull=False, discharged_by__isnull=False, discharged_at__isnull=False),
                name="stay_says_who_ended_it",
            ),
        ]
        indexes = [
            models.Index(fields=["unit"], name="stay_open_of_unit", condition=Q(end_at=None)),
            models.Index(fields=["kind"], name="stay_open_of_kind", condition=Q(end_at=None)),
            models.Index(fields=["unit", "-start_at"], name="stay_of_unit"),
            models.Index(fields=["responsible_trust", "-start_at"], name="stay_of_trust"),
            models.Index(fields=["end_at"], name="stay_end"),
            models.Index(fields=["kind", "start_at"], name="stay_of_kind"),
        ]
        triggers = [
            *Record.Meta.triggers,
            changed_only_by_correction(
                name="frozen_as_admitted", row="stay", record="id", columns=["start_at", "legal_status", "clinician"],
                **KEPT_IN_STAYS,
            ),
            changed_only_by_correction(  # what is taken back becomes empty
                name="discharged_once", row="stay", record="id", columns=["end_at"],
                once="OLD.end_at IS NOT NULL AND NEW.end_at IS NOT NULL", **KEPT_IN_STAYS,
            ),
        ]  # fmt: skip

    @property
    def is_open(self) -> bool:
        return self.end_at is None

    @property
    def status(self) -> str:
        if self.recorded_in_error:
            return "Recorded in error"
        return "Active" if self.is_open else "Ended"

    @property
    def age(self) -> int:
        return age_on(self.person.date_of_birth, clock.today())

    @property
    def transition_on(self) -> dt.date:
        """The day on which the young person turns 17½, from which the move to adult services is planned."""
        return turns(self.person.date_of_birth, TRANSITION_AGE_IN_MONTHS)

    @property
    def needs_transition(self) -> bool:
        return self.is_open and self.transition_on <= clock.today()

    @property
    def is_delayed(self) -> bool:
        """Ready to leave on an earlier day, and still here."""
        return self.is_open and self.ready_on is not None and self.ready_on < clock.today()


class BedPeriodQuerySet(models.QuerySet):
    def open(self) -> BedPeriodQuerySet:
        return self.filter(end_at=None)


@pghistory.track(append_only=True)
class BedPeriod(models.Model):
    """The time in which a stay has one bed. A stay has one at a time; moving bed ends one and begins the next."""

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="periods")
    bed = models.ForeignKey(Bed, models.PROTECT, related_name="periods")
    start_at = models.DateTimeField("from")
    end_at = models.DateTimeField("until", null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = BedPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["-start_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bed"],
                condition=Q(end_at=None),
                name="bed_has_one_young_person",
                violation_error_message="This bed has just been taken. Choose another bed.",
            ),
            models.UniqueConstraint(
                fields=["stay"],
                condition=Q(end_at=None),
                name="stay_has_one_bed",
                violation_error_message="This young person has another bed already.",
            ),
            ExclusionConstraint(
                name="bed_has_no_two_young_people_at_once",
                expressions=[("bed", RangeOperators.EQUAL), (held(), RangeOperators.OVERLAPS)],
                violation_error_message="Someone else had this bed at that time. Choose another bed or time.",
            ),
            ExclusionConstraint(
                name="stay_has_no_two_beds_at_once",
                expressions=[("stay", RangeOperators.EQUAL), (held(), RangeOperators.OVERLAPS)],
                violation_error_message="This young person had another bed at that time.",
            ),
            models.CheckConstraint(condition=Q(end_at__gte=F("start_at")), name="bed_period_ends_after_it_begins"),
        ]
        indexes = [
            models.Index(fields=["bed", "start_at"], name="bed_period_of_bed"),
            models.Index(fields=["bed", "end_at"], name="bed_period_left"),  # since when a bed is free (guards)
            models.Index(fields=["end_at"], name="bed_period_end"),
        ]
        triggers = [
            never_while(
                name="never_in_a_closed_bed",
                other="camhs_beds_outofservice",
                end="ended_at",
                own_end="end_at",
                sentence="This bed is out of service in that time",
            ),
            works_out_the_bed(),
        ]

    def __str__(self) -> str:
        return f"{self.stay} in {self.bed}"
