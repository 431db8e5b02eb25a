"""A time away from the unit during a stay."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from camhs_beds.models.guards import works_out_the_bed
from camhs_beds.models.stay import KEPT_IN_STAYS, Stay
from camhs_beds.vocabulary import LeaveType
from partnership.records.guards import changed_only_by_correction


def away() -> Func:
    return Func("start_at", "back_at", function="tstzrange", output_field=DateTimeRangeField())


class LeaveQuerySet(models.QuerySet):
    def open(self) -> LeaveQuerySet:
        return self.filter(back_at=None)

    def that_were(self) -> LeaveQuerySet:
        """Without those that were taken back, which ended when they began."""
        return self.exclude(back_at=F("start_at"))


@pghistory.track(append_only=True)
class Leave(models.Model):
    """``bed_held``: the bed stays the young person's. Then ``usable_tonight`` says whether somebody else may have it
    all the same, who agreed, and what happens when the young person comes back; without that nobody may.

    Nights on leave are counted apart from nights in the unit.
    """

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="leaves")
    type = models.CharField(max_length=8, choices=LeaveType)
    start_at = models.DateTimeField("leave began")
    expected_back_at = models.DateTimeField("expected back")
    back_at = models.DateTimeField("returned", null=True, blank=True)
    bed_held = models.BooleanField("hold the bed", default=True)
    usable_tonight = models.BooleanField("may the bed be used tonight", default=False)
    agreed_by = models.CharField("who agreed", max_length=120, blank=True)
    return_plan = models.CharField("plan for the return", max_length=500, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    returned_at = models.DateTimeField("return recorded", null=True, blank=True)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        ordering = ["-start_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["stay"],
                condition=Q(back_at=None),
                name="stay_is_on_one_leave",
                violation_error_message="This young person is on leave already.",
            ),
            ExclusionConstraint(
                name="stay_is_on_no_two_leaves_at_once",
                expressions=[("stay", RangeOperators.EQUAL), (away(), RangeOperators.OVERLAPS)],
                violation_error_message="This young person was on leave at that time already.",
            ),
            models.CheckConstraint(condition=Q(back_at__gte=F("start_at")), name="leave_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(expected_back_at__gte=F("start_at")),
                name="leave_is_expected_to_end_after_it_begins",
                violation_error_message="Expected back must be the same as or after the start of the leave",
            ),
            models.CheckConstraint(
                condition=Q(usable_tonight=False) | (~Q(agreed_by="") & ~Q(return_plan="")),
                name="leave_bed_is_used_by_agreement",
                violation_error_message="Enter who agreed and the plan for the young person’s return",
            ),
            models.CheckConstraint(
                condition=Q(back_at=None, returned_by=None, returned_at=None)
                | Q(back_at__isnull=False, returned_by__isnull=False, returned_at__isnull=False),
                name="leave_says_who_recorded_the_return",
            ),
        ]
        indexes = [
            models.Index(fields=["stay", "start_at"], name="leave_of_stay"),
            models.Index(fields=["expected_back_at"], name="leave_open", condition=Q(back_at=None)),
        ]
        triggers = [
            works_out_the_bed(
                "(SELECT bed_id FROM camhs_beds_bedperiod WHERE stay_id = NEW.stay_id AND end_at IS NULL)"
            ),
            changed_only_by_correction(
                name="frozen_as_begun", row="leave", record="stay_id", columns=["start_at"], **KEPT_IN_STAYS
            ),
            changed_only_by_correction(  # what is taken back becomes empty
                name="returned_once", row="leave", record="stay_id", columns=["back_at"],
                once="OLD.back_at IS NOT NULL AND NEW.back_at IS NOT NULL", **KEPT_IN_STAYS,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_type_display()} from {self.stay}"

    @property
    def ended_with_the_stay(self) -> bool:
        """The young person was discharged without coming back."""
        return self.back_at is not None and (self.back_at, self.returned_at) == (
            self.stay.end_at, self.stay.discharged_at
        )  # fmt: skip
