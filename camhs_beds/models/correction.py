from django.db import models

from camhs_beds.models.bed_request import BedRequest
from camhs_beds.models.stay import Stay
from partnership.records.corrections import CorrectionOfRow


class BedRequestCorrection(CorrectionOfRow):
    """One corrected value of what was asked for."""

    request = models.ForeignKey(BedRequest, models.PROTECT, related_name="corrections")

    class Meta(CorrectionOfRow.Meta):
        abstract = False


class StayCorrection(CorrectionOfRow):
    """One corrected value of a stay, or of a leave from it."""

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="corrections")

    class Meta(CorrectionOfRow.Meta):
        abstract = False
