"""Referrals in numbers, for those who see counts and never a referral."""

from __future__ import annotations

from forensic_hub.referrals import counts
from forensic_hub.referrals.counts import Breakdown
from partnership.arithmetic import clock
from partnership.pages.tables import Column, Table
from partnership.pages.values import HOME, Link
from partnership.pages.views import Page


class ReferralCounts(Page):
    """The headlines are exact. In a breakdown small numbers are hidden, and its total is rounded by itself."""

    template_name = "forensic_hub/referral_counts.html"
    title = "Forensic referrals in numbers"
    section = "Forensic"

    def breadcrumbs(self) -> list[Link]:
        return [HOME]

    def get_context_data(self, **kwargs):
        found = counts.open_referrals(self.principal)
        return super().get_context_data(
            counts=found,
            by_status=_table("Open referrals by status", "Status", found.by_status, "by-status"),
            by_trust=_table("Open referrals by responsible trust", "Trust", found.by_trust, "by-trust"),
            as_at=clock.now(),
            **kwargs,
        )


def _table(caption: str, what: str, breakdown: Breakdown, id: str) -> Table:
    parts = [{"part": label, "count": count} for label, count in breakdown.parts.items()]
    columns = (Column("part", what), Column("count", "Open referrals", numeric=True))
    return Table(caption, columns, [*parts, {"part": "Total", "count": breakdown.total}], id=id)
