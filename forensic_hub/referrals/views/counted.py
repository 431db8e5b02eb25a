"""The referrals behind a figure of a measure."""

from __future__ import annotations

from django.db.models import QuerySet

from forensic_hub.referrals import measures
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.views import rows
from partnership.measures.views.counted import Counted


class ReferralsCounted(Counted):
    model = Referral
    section = "Forensic"
    noun = ("referral", "referrals")
    counted = measures.COUNTED
    columns = (rows.REFERENCE, *rows.BETWEEN, rows.OWNER)
    default_sort = "reference"

    def with_details(self, referrals: QuerySet) -> QuerySet:
        return rows.with_what_rows_show(referrals)
