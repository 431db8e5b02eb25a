"""By what the list of referrals can be narrowed."""

from __future__ import annotations

import django_filters as filters
from django.db.models import QuerySet

from forensic_hub.referrals.actions.duty import officers
from forensic_hub.referrals.vocabulary import Priority, SecurityAsked, Source, State
from partnership.arithmetic import clock
from partnership.people.filters import ReceivedFilters


def owners() -> list[tuple[int, str]]:
    return [(officer.pk, str(officer)) for officer in officers()]


class ReferralFilters(ReceivedFilters):
    priority = filters.ChoiceFilter(label="Priority", choices=Priority)
    status = filters.ChoiceFilter(label="Status", field_name="state", choices=State)
    source = filters.ChoiceFilter(label="Source", choices=Source)
    security = filters.ChoiceFilter(label="Security level", field_name="security_asked", choices=SecurityAsked)
    owner = filters.ChoiceFilter(label="Owner", null_label="Unassigned")
    clock = filters.ChoiceFilter(label="Clock", choices=[("overdue", "Overdue")], method="overdue")

    asked_for = {**ReceivedFilters.asked_for, "owner": owners}

    class Meta(ReceivedFilters.Meta):
        fields = ("priority", "status", "borough", "trust", "source", "security", "owner", "clock", "received_from",
                  "received_to")  # fmt: skip

    def overdue(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Of rows ``with_next_due``."""
        return rows.filter(next_due_on__lt=clock.today())
