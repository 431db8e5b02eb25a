"""A bed, and what can be known of it without knowing who is in it."""

from __future__ import annotations

import datetime as dt

import pghistory
from django.db import models
from django.db.models import F, Q

from camhs_beds.models.guards import never_typed
from camhs_beds.vocabulary import BedSex, BedState
from partnership.arithmetic import clock
from partnership.organisations.models import Unit


def available(at: dt.datetime) -> Q:
    """Free at this moment: nothing on it, or a reservation whose time has run out."""
    return Q(state=BedState.AVAILABLE) | Q(state=BedState.RESERVED, reserved_until__lte=at)


def for_sex(sex: object) -> Q:
    """The beds that somebody of this sex may have. Of whom it is not known, those that are for anybody."""
    return Q(sex=BedSex.ANY) | Q(sex=sex)


class BedQuerySet(models.QuerySet):
    def in_use(self) -> BedQuerySet:
        """Beds that are commissioned and have not been taken away for good."""
        return self.filter(removed_on=None)

    def there_between(self, first: dt.date, last: dt.date) -> BedQuerySet:
        """Beds that their units had on any of these days, both included."""
        return self.filter(Q(removed_on=None) | Q(removed_on__gt=first), opened_on__lte=last)

    def available(self) -> BedQuerySet:
        return self.in_use().filter(available(clock.now()))


@pghistory.track(append_only=True)
class Bed(models.Model):
    """One commissioned bed. ``state``, ``since`` and ``reserved_until`` are worked out by the database (``guards``).

    ``removed_on`` is the first day that the unit no longer has it. The address of its page is its ``slug``: cedar-7.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="beds")
    number = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=90, unique=True)
    sex = models.CharField("for", max_length=6, choices=BedSex, default=BedSex.ANY)
    opened_on = models.DateField()
    removed_on = models.DateField(null=True, blank=True)

    state = models.CharField("state", max_length=14, choices=BedState, default=BedState.AVAILABLE, editable=False)
    since = models.DateTimeField(editable=False)
    reserved_until = models.DateTimeField(null=True, blank=True, editable=False)

    objects = BedQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "number"], name="bed_number_once_a_unit", condition=Q(removed_on=None)
            ),
            models.CheckConstraint(
                condition=Q(state=BedState.RESERVED, reserved_until__isnull=False)
                | (~Q(state=BedState.RESERVED) & Q(reserved_until=None)),
                name="bed_is_reserved_until_some_time",
            ),
            models.CheckConstraint(condition=Q(removed_on__gte=F("opened_on")), name="bed_goes_after_it_came"),
        ]
        indexes = [
            models.Index(fields=["unit", "state"], name="bed_now", condition=Q(removed_on=None)),
        ]
        triggers = [never_typed()]

    def __str__(self) -> str:
        return f"Bed {self.number} on {self.unit}"

    @property
    def reservation_has_run_out(self) -> bool:
        return self.state == BedState.RESERVED and self.reserved_until <= clock.now()

    @property
    def state_now(self) -> BedState:
        """The state at this moment: a reservation that has run out leaves the bed available."""
        return BedState.AVAILABLE if self.reservation_has_run_out else BedState(self.state)

    @property
    def since_now(self) -> dt.datetime:
        return self.reserved_until if self.reservation_has_run_out else self.since

    def is_there(self, day: dt.date) -> bool:
        """Whether the unit had it, or will have it, on this day."""
        return self.opened_on <= day and (self.removed_on is None or day < self.removed_on)

    def is_for(self, sex: str) -> bool:
        return self.sex in (BedSex.ANY, sex)

    @property
    def is_available(self) -> bool:
        return self.state_now is BedState.AVAILABLE
