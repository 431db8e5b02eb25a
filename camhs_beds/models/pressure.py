"""At what figures the units are under pressure: rules that hold for a time."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from camhs_beds.vocabulary import Pressure
from partnership.organisations.models import Dated, no_overlap

LOWEST, HIGHEST = 2, 4


class PressureRule(Dated):
    """From this figure on the level is at least this one. Level 1 has no rule: it is where none of the others is met.

    The four levels are those of the operational pressures escalation levels framework (NHS England, 2016).
    """

    measure = models.CharField(max_length=13, choices=Pressure)
    level = models.PositiveSmallIntegerField()
    amount = models.PositiveSmallIntegerField()

    is_reference = True

    class Meta(Dated.Meta):
        abstract = False
        ordering = ["level", "measure", "-valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            no_overlap(["measure", "level"], name="pressure_rule_once_at_a_time"),
            models.CheckConstraint(
                condition=Q(level__gte=LOWEST, level__lte=HIGHEST), name="pressure_rule_is_of_a_level"
            ),
            models.CheckConstraint(condition=Q(amount__lte=1000), name="pressure_rule_is_an_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()}: {self.amount} or {'fewer' if self.counts_down else 'more'}"

    @property
    def counts_down(self) -> bool:
        return self.measure == Pressure.AVAILABLE

    def is_met(self, figure: int) -> bool:
        return figure <= self.amount if self.counts_down else figure >= self.amount
