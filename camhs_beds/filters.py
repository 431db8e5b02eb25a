"""By what the lists of requests, stays and placements out of area can be narrowed."""

from __future__ import annotations

import django_filters as filters
from django.db.models import QuerySet

from camhs_beds.vocabulary import Kind, OutOfAreaWhy, Response, State
from partnership.arithmetic import clock
from partnership.organisations.models import Unit
from partnership.pages.forms import PortalForm
from partnership.people.filters import ReceivedFilters, boroughs, lives_in, trusts


class RequestFilters(ReceivedFilters):
    response = filters.ChoiceFilter(label="Response needed", choices=Response)
    status = filters.ChoiceFilter(label="Status", field_name="state", choices=State)
    type = filters.ChoiceFilter(label="Type of unit", field_name="unit_type", choices=Unit.CamhsType.choices)
    clock = filters.ChoiceFilter(label="Clock", choices=[("overdue", "Overdue")], method="overdue")

    class Meta(ReceivedFilters.Meta):
        fields = ("response", "status", "type", "borough", "trust", "clock", "received_from", "received_to")

    def overdue(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.unanswered().filter(respond_by__lt=clock.now())


class OfTrustFilters(filters.FilterSet):
    """Rows that reach a young person through ``path``, "" for rows that have one themselves."""

    path = ""

    trust = filters.ChoiceFilter(label="Trust", method="of_trust", null_label="Responsibility to be confirmed")
    borough = filters.ChoiceFilter(label="Borough", method="in_borough")

    class Meta:
        form = PortalForm

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["trust"].extra["choices"] = trusts()
        self.filters["borough"].extra["choices"] = boroughs()

    def of_trust(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == self.filters[name].null_value:
            return rows.filter(**{f"{self.path}responsible_trust": None})
        return rows.filter(**{f"{self.path}responsible_trust__slug": value})

    def in_borough(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(lives_in(value, f"{self.path}person__"))


class StayFilters(OfTrustFilters):
    kind = filters.ChoiceFilter(label="Kind", choices=Kind)
    unit = filters.ChoiceFilter(label="Unit", field_name="unit__slug")

    class Meta(OfTrustFilters.Meta):
        fields = ("kind", "unit", "trust", "borough")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(service_line=Unit.ServiceLine.CAMHS).values_list("slug", "name")
        self.filters["unit"].extra["choices"] = list(units)


class OutOfAreaFilters(OfTrustFilters):
    path = "request__"

    why = filters.ChoiceFilter(label="Reason", choices=OutOfAreaWhy)
    review = filters.ChoiceFilter(label="Review", choices=[("overdue", "Overdue")], method="to_review")

    class Meta(OfTrustFilters.Meta):
        fields = ("trust", "borough", "why", "review")

    def to_review(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.placed().filter(review_on__lt=clock.today())
