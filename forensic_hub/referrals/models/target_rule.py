from django.db import models
from django.db.models import Q

from forensic_hub.referrals.vocabulary import Priority, Step
from partnership.arithmetic.targets import Days
from partnership.organisations.models import Dated, no_overlap

BY_PRIORITY = (Step.TRIAGE, Step.ASSESSMENT)


class TargetRule(Dated):
    """How many days a step may take, for referrals received while the rule holds.

    Triage and assessment are counted from the day received, with pauses left out. The steps of a transfer from prison
    have no priority and no pause: first assessment is counted from day 0, transfer from that assessment.
    """

    step = models.CharField(max_length=16, choices=Step)
    priority = models.CharField(max_length=8, choices=Priority, blank=True)
    amount = models.PositiveSmallIntegerField("days")
    unit = models.CharField("counted in", max_length=8, choices=Days)

    is_reference = True

    class Meta(Dated.Meta):
        abstract = False
        ordering = ["step", "-priority", "-valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            no_overlap(["step", "priority"], name="target_rule_once_at_a_time"),
            models.CheckConstraint(
                condition=(Q(step__in=BY_PRIORITY) & ~Q(priority="")) | (~Q(step__in=BY_PRIORITY) & Q(priority="")),
                name="target_rule_has_a_priority_where_it_needs_one",
            ),
            models.CheckConstraint(condition=Q(amount__gte=1, amount__lte=366), name="target_rule_is_within_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} in {self.amount} {self.get_unit_display()}"
