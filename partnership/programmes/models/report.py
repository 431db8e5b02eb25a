from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from partnership.arithmetic import months
from partnership.organisations.models import Programme
from partnership.programmes.vocabulary import Overall
from partnership.records.guards import never_changed
from partnership.records.models import Record


class Report(Record):
    """A highlight report of a programme for a month, frozen once it is issued. An older issue can still be read.

    ``shown`` is what the milestones, measures and risks said on the day of issue: group, label and words of each.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="reports")
    month = models.DateField("period")
    issue = models.PositiveSmallIntegerField(default=1)
    why_again = models.CharField("why it is issued again", max_length=500, blank=True)
    overall = models.CharField("overall progress", max_length=12, choices=Overall)
    done = models.TextField("done this month", max_length=2000)
    coming = models.TextField("next month", max_length=2000)
    risks = ArrayField(models.CharField(max_length=20), verbose_name="risks to raise", default=list, blank=True)
    asked = models.TextField("decisions asked for", max_length=1000, blank=True)
    shown = models.JSONField(default=list)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta(Record.Meta):
        abstract = False
        ordering = ["-month", "-issue", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "month", "issue"],
                name="report_is_issued_once",
                violation_error_message="Someone has just issued the report of this month. Open it to read it.",
            ),
            models.CheckConstraint(
                condition=Q(overall=Overall.ON_TRACK) | ~Q(risks=[]),
                name="report_at_risk_names_a_risk",
                violation_error_message="Select the risk that puts the programme at risk",
            ),
            models.CheckConstraint(
                condition=Q(issue=1, why_again="") | (Q(issue__gt=1) & ~Q(why_again="")),
                name="report_issued_again_says_why",
                violation_error_message="Enter why the report is issued again",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="report_is_of_a_month"),
        ]
        triggers = [never_changed()]

    @property
    def title(self) -> str:
        issue = f", issue {self.issue}" if self.issue > 1 else ""
        return f"{months.in_words(self.month)}{issue}"
