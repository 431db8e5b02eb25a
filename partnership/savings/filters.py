"""By what the lists of savings and reinvestment can be narrowed."""

from __future__ import annotations

import django_filters as filters
from django.db.models import QuerySet

from partnership.arithmetic import months
from partnership.organisations.models import Programme
from partnership.pages.forms import PortalForm
from partnership.savings.models import Saving
from partnership.savings.vocabulary import Area, Category, Funding, ReinvestmentState, State


def programmes() -> list[tuple[str, str]]:
    return list(Programme.objects.values_list("slug", "name"))


class SavingFilters(filters.FilterSet):
    programme = filters.ChoiceFilter(label="Programme", field_name="programme__slug")
    category = filters.ChoiceFilter(label="Category", choices=Category)
    status = filters.ChoiceFilter(label="Status", field_name="state", choices=State)
    year = filters.ChoiceFilter(label="Planned for", method="in_year")
    type = filters.ChoiceFilter(
        label="Type", field_name="recurring", choices=[("True", "Recurring"), ("False", "One-off")]
    )

    class Meta:
        form = PortalForm

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["programme"].extra["choices"] = programmes()
        years = Saving.objects.order_by("year").values_list("year", flat=True).distinct()
        self.filters["year"].extra["choices"] = [(name, name) for name in map(months.year_in_words, years)]

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
