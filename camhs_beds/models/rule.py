"""Rules of thumb of the beds that change: how long a bed is held, when an answer is due."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from camhs_beds.vocabulary import Amount, Response, Rule
from partnership.arithmetic import clock
from partnership.organisations.models import Dated, no_overlap

BY_RESPONSE = (Rule.RESPOND, Rule.ASSESS)


class BedRule(Dated):
    """So many hours or days, while the rule holds. What to respond and assess within depends on the response needed."""

    rule = models.CharField(max_length=8, choices=Rule)
    response = models.CharField(max_length=10, choices=Response, blank=True)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField("counted in", max_length=5, choices=Amount)

    is_reference = True

    class Meta(Dated.Meta):
        abstract = False
        ordering = ["rule", "response", "-valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            no_overlap(["rule", "response"], name="bed_rule_once_at_a_time"),
            models.CheckConstraint(
                condition=(Q(rule__in=BY_RESPONSE) & ~Q(response="")) | (~Q(rule__in=BY_RESPONSE) & Q(response="")),
                name="bed_rule_has_a_response_where_it_needs_one",
            ),
            models.CheckConstraint(condition=Q(amount__gte=1, amount__lte=1000), name="bed_rule_is_an_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.get_rule_display()} within {self.amount} {self.get_unit_display()}"

    def after(self, start: dt.datetime) -> dt.datetime:
        """The end of the time that begins at ``start``. Days end at the same time of day in London."""
        if self.unit == Amount.HOURS:
            return start + dt.timedelta(hours=self.amount)
        return (clock.local(start) + dt.timedelta(days=self.amount)).astimezone(dt.UTC)

    @property
    def length(self) -> dt.timedelta:
        return dt.timedelta(**{self.unit: self.amount})
