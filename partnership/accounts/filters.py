"""Narrowing the list of people who sign in."""

from __future__ import annotations

import django_filters as filters
from django.db.models import Q

from partnership.access import roles
from partnership.access.models import User
from partnership.access.models.user import UserQuerySet
from partnership.organisations.models import Organisation

WORKING, WITHOUT_ROLE, DEACTIVATED = "working", "no-role", "deactivated"
STATUSES = [(WORKING, "Has a role today"), (WITHOUT_ROLE, "No role today"), (DEACTIVATED, "Deactivated")]


class UserFilters(filters.FilterSet):
    """A role and a trust together find who works in that role in that trust."""

    q = filters.CharFilter(label="Name or email")
    role = filters.ChoiceFilter(label="Role", choices=roles.CHOICES)
    trust = filters.ModelChoiceFilter(label="Trust", queryset=lambda request: Organisation.objects.partnership_trusts())
    status = filters.ChoiceFilter(label="Status", choices=STATUSES)

    class Meta:
        model = User
        fields: list[str] = []

    def filter_queryset(self, queryset: UserQuerySet) -> UserQuerySet:
        asked = self.form.cleaned_data
        for word in (asked.get("q") or "").split():
            queryset = queryset.filter(
                Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word)
            )
        role, trust = asked.get("role") or "", asked.get("trust")
        if role or trust:
            queryset = queryset.at_work(*filter(None, [role]), trust=trust)
        return self.in_status(queryset, asked.get("status") or "")

    def in_status(self, queryset: UserQuerySet, status: str) -> UserQuerySet:
        at_work = User.objects.at_work().values("pk")
        if status == WORKING:
            return queryset.filter(pk__in=at_work)
        if status == WITHOUT_ROLE:
            return queryset.filter(is_active=True).exclude(pk__in=at_work)
        return queryset.filter(is_active=False) if status == DEACTIVATED else queryset
