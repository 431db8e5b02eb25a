"""The rows behind a figure: exactly those that a measure counted in a month, of those that one may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import ClassVar

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.arithmetic import months
from partnership.measures.registry import Measure
from partnership.pages.values import HOME, Link
from partnership.pages.views import ListPage

OfAMonth = Callable[[QuerySet, dt.date], QuerySet]
"""Takes the rows that one may see and a month; gives those that a measure counted."""


class Counted(ListPage):
    """An app's list of them. A measure that counts no such rows, and what is no month, are the same 404 as a page that
    never was."""

    stacked = True
    counted: ClassVar[Mapping[Measure, OfAMonth]]

    @cached_property
    def measure(self) -> Measure:
        found = next((measure for measure in self.counted if measure.slug == self.kwargs["slug"]), None)
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
        return [HOME, Link("Measures", reverse("measures:measure-list")), Link(self.measure.name, measure)]

    def everything(self) -> QuerySet:
        return self.counted[self.measure](super().everything(), self.month)

    @property
    def empty(self) -> str:
        return f"None of the {self.noun[1]} that you can see were counted in this month."
