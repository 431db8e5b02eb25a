"""What lists of records about people are filtered by, whichever app's they are."""

from __future__ import annotations

import datetime as dt

import django_filters as filters
from django.db.models import Q, QuerySet

from partnership.arithmetic import clock
from partnership.organisations.models import Borough, Organisation
from partnership.pages.forms import NhsDateField, PortalForm
from partnership.people.models.person import HomeArea

ONE_DAY = dt.timedelta(days=1)


class ReceivedFilterForm(PortalForm):
    def clean(self):
        self.must_not_be_before("received_to", self.cleaned_data.get("received_from"), "the date received from")
        return self.cleaned_data


class DayFilter(filters.Filter):
    field_class = NhsDateField


def boroughs() -> list[tuple[str, str]]:
    not_boroughs = [(area.value, area.label) for area in HomeArea if area is not HomeArea.BOROUGH]
    return [*Borough.objects.values_list("slug", "name"), *not_boroughs]


def trusts() -> list[tuple[str, str]]:
    return list(Organisation.objects.partnership_trusts().values_list("slug", "short_name"))


def lives_in(borough: str, person: str) -> Q:
    """For rows whose person is found by the lookup ``person``. ``borough`` is one of ``boroughs()``."""
    if borough in HomeArea.values:
        return Q(**{f"{person}home_area": borough})
    return Q(**{f"{person}home_borough__slug": borough})


class ReceivedFilters(filters.FilterSet):
    """Records with ``received_at``, ``person`` and ``responsible_trust``. ``asked_for`` names filters whose choices are
    asked of the database once, not each time that a part of the page needs them."""

    borough = filters.ChoiceFilter(label="Borough", method="in_borough")
    trust = filters.ChoiceFilter(
        label="Trust", field_name="responsible_trust__slug", null_label="Responsibility to be confirmed"
    )
    received_from = DayFilter(label="Received from", method="since")
    received_to = DayFilter(label="Received to", method="until")

    asked_for = {"borough": boroughs, "trust": trusts}

    class Meta:
        form = ReceivedFilterForm

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, choices in self.asked_for.items():
            self.filters[name].extra["choices"] = choices()

    def in_borough(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(lives_in(value, "person__"))

    def since(self, rows: QuerySet, name: str, value: dt.date) -> QuerySet:
        return rows.filter(received_at__gte=_midnight(value))

    def until(self, rows: QuerySet, name: str, value: dt.date) -> QuerySet:
        """That day included."""
        return rows.filter(received_at__lt=_midnight(value + ONE_DAY))


def _midnight(day: dt.date) -> dt.datetime:
    """When the day begins in London."""
    return dt.datetime.combine(day, dt.time(0), tzinfo=clock.LONDON)
