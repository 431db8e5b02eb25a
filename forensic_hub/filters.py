"""By what the list of referrals can be narrowed."""

from __future__ import annotations

import datetime as dt

import django_filters as filters
from django.db.models import QuerySet

from forensic_hub.actions.duty import officers
from forensic_hub.vocabulary import Priority, SecurityAsked, Source, State
from partnership.arithmetic import clock
from partnership.organisations.models import Borough, Organisation
from partnership.pages.forms import NhsDateField, PortalForm
from partnership.people.models.person import HomeArea

ONE_DAY = dt.timedelta(days=1)


class ReferralFilterForm(PortalForm):
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


def owners() -> list[tuple[int, str]]:
    return [(officer.pk, str(officer)) for officer in officers()]


class ReferralFilters(filters.FilterSet):
    priority = filters.ChoiceFilter(label="Priority", choices=Priority)
    status = filters.ChoiceFilter(label="Status", field_name="state", choices=State)
    borough = filters.ChoiceFilter(label="Borough", method="in_borough")
    trust = filters.ChoiceFilter(
        label="Trust", field_name="responsible_trust__slug", null_label="Responsibility to be confirmed"
    )
    source = filters.ChoiceFilter(label="Source", choices=Source)
    security = filters.ChoiceFilter(label="Security level", field_name="security_asked", choices=SecurityAsked)
    owner = filters.ChoiceFilter(label="Owner", null_label="Unassigned")
    clock = filters.ChoiceFilter(label="Clock", choices=[("overdue", "Overdue")], method="overdue")
    received_from = DayFilter(label="Received from", method="since")
    received_to = DayFilter(label="Received to", method="until")

    class Meta:
        form = ReferralFilterForm

    def __init__(self, *args, **kwargs):
        """What can be chosen is asked of the database once, not each time that a part of the page needs it."""
        super().__init__(*args, **kwargs)
        for name, choices in (("borough", boroughs), ("trust", trusts), ("owner", owners)):
            self.filters[name].extra["choices"] = choices()

    def in_borough(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value in HomeArea.values:
            return rows.filter(person__home_area=value)
        return rows.filter(person__home_borough__slug=value)

    def overdue(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Of rows ``with_next_due``."""
        return rows.filter(next_due_on__lt=clock.today())

    def since(self, rows: QuerySet, name: str, value: dt.date) -> QuerySet:
        return rows.filter(received_at__gte=_midnight(value))

    def until(self, rows: QuerySet, name: str, value: dt.date) -> QuerySet:
        """That day included."""
        return rows.filter(received_at__lt=_midnight(value + ONE_DAY))


def _midnight(day: dt.date) -> dt.datetime:
    """When the day begins in London."""
    return dt.datetime.combine(day, dt.time(0), tzinfo=clock.LONDON)
