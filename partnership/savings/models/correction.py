from django.db import models

from partnership.records.corrections import Correction
from partnership.records.guards import never_changed
from partnership.savings.models.month_figure import MonthFigure
from partnership.savings.models.saving import Saving


class SavingCorrection(Correction):
    """One corrected value of a saving that was agreed, or of the month ``figure``."""

    saving = models.ForeignKey(Saving, models.PROTECT, related_name="corrections")
    figure = models.ForeignKey(MonthFigure, models.PROTECT, null=True, blank=True, related_name="corrections")

    class Meta:
        ordering = ["-corrected_at", "-pk"]
        triggers = [never_changed()]
