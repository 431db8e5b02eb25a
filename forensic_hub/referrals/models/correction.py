from django.db import models

from forensic_hub.referrals.models.referral import Referral
from partnership.records.corrections import CorrectionOfRow


class ReferralCorrection(CorrectionOfRow):
    """One corrected value of a referral or of something recorded on it."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="corrections")

    class Meta(CorrectionOfRow.Meta):
        abstract = False
