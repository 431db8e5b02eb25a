from django.db import models

from forensic_hub.models.referral import Referral
from partnership.records.corrections import Correction
from partnership.records.guards import ThisTransaction, never_changed


class ReferralCorrection(Correction):
    """One corrected value of a referral or of something recorded on it.

    ``field`` is "referral.priority", "assessment.outcome", "note.text" or "decision", and ``row`` the number of the
    corrected row. The database lets a frozen column change only in the transaction that wrote such a correction.
    """

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="corrections")
    row = models.BigIntegerField(editable=False)
    transaction = models.BigIntegerField(editable=False, db_default=ThisTransaction())

    class Meta:
        ordering = ["-corrected_at", "-pk"]
        triggers = [never_changed()]
