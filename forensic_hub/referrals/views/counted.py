"""The referrals behind a figure: exactly those that a measure counted in a month, of those that one may see."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from forensic_hub.referrals import measures
from forensic_hub.referrals.models import Referral
from forensic_hub.referrals.views import rows
from partnership.arithmetic import months
from partnership.measures.registry import Measure
from partnership.pages.values import Link
from partnership.pages.views import ListPage


class ReferralsCounted(ListPage):
    model = Referral
    section = "Forensic"
    noun = ("referral", "referrals")
    columns = (rows.REFERENCE, *rows.BETWEEN, rows.OWNER)
    default_sort = "reference"
    empty = "None of the referrals that you can see were counted in this month."
    stacked = True

    @cached_property
    def measure(self) -> Measure:
        found = measures.COUNTED.get(self.kwargs["slug"])
        if found is None:
            raise Http404
        return found

    @cached_property
    def month(self) -> dt.date:
        month = months.read_month(self.kwargs["month"])
        if month is None:
            raise Http404
        return month

    def get_title(self) -> str:
        return f"{self.measure.name}, {months.in_words(self.month)}"

    def breadcrumbs(self) -> list[Link]:
        measure = reverse("measures:measure", kwargs={"slug": self.measure.slug})
        return [Link("Home", "/"), Link("Measures", reverse("measures:measure-list")), Link(self.measure.name, measure)]

    def everything(self) -> QuerySet:
        return measures.counted(super().everything(), self.measure.slug, self.month)

    def with_details(self, referrals: QuerySet) -> QuerySet:
        return rows.with_what_rows_show(referrals)
