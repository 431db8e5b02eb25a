"""By what the lists of savings and reinvestment can be narrowed."""

from __future__ import annotations

import django_filters as filters
from django.db.models import Exists, OuterRef, QuerySet

from partnership.arithmetic import months
from partnership.organisations.models import Programme
from partnership.pages.forms import PortalForm
from partnership.savings.models import MonthFigure, Saving
from partnership.savings.vocabulary import Area, Category, Funding, ReinvestmentState, State


def programmes() -> list[tuple[str, str]]:
    return list(Programme.objects.values_list("slug", "name"))


def with_a_month_for(savings: QuerySet, trust: int | None) -> QuerySet:
    """Those of which a month waits for this trust's response."""
    waiting = MonthFigure.objects.waiting_for(trust) if trust else MonthFigure.objects.none()
    return savings.filter(Exists(waiting.filter(saving=OuterRef("pk"))))


class SavingFilters(filters.FilterSet):
    programme = filters.ChoiceFilter(label="Programme", field_name="programme__slug")
    category = filters.ChoiceFilter(label="Category", choices=Category)
    status = filters.ChoiceFilter(label="Status", field_name="state", choices=State)
    year = filters.ChoiceFilter(label="Planned for", method="in_year")
    type = filters.ChoiceFilter(
        label="Type", field_name="recurring", choices=[("True", "Recurring"), ("False", "One-off")]
    )

    waits = filters.ChoiceFilter(
        label="Waits for", method="waiting", choices=[("trust", "My trust to confirm a month")]
    )

    class Meta:
        form = PortalForm

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["programme"].extra["choices"] = programmes()
        years = Saving.objects.order_by("year").values_list("year", flat=True).distinct()
        self.filters["year"].extra["choices"] = [(name, name) for name in map(months.year_in_words, years)]

        if self.request.principal.trust_id is None:
            del self.filters["waits"]

    def waiting(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return with_a_month_for(rows, self.request.principal.trust_id)

    def in_year(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Planned for that financial year first."""
        year = months.read_year(value)
        return rows.filter(year=year) if year else rows.none()


class ReinvestmentFilters(filters.FilterSet):
    area = filters.ChoiceFilter(label="Area", choices=Area)
    status = filters.ChoiceFilter(label="Status", field_name="state", choices=ReinvestmentState)
    funding = filters.ChoiceFilter(label="Funding source", choices=Funding)

    class Meta:
        form = PortalForm
