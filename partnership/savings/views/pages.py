"""What the pages of savings share: a month in the address, and links to the months of a saving."""

from __future__ import annotations

import datetime as dt

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.arithmetic import clock, months
from partnership.pages.values import Link
from partnership.savings.models import MonthFigure, Saving

SECTION = "Savings"


def to_savings() -> Link:
    return Link("Savings", reverse("savings:saving-list"))


def to_months(saving: Saving) -> Link:
    return Link(saving.title, reverse("savings:saving-months", args=[saving.reference]))


def to_take_back(figure: MonthFigure, of: str) -> Link:
    address = reverse("savings:month-take-back", args=[figure.saving.reference, figure.pk])
    return Link("Take back confirmation", address, of)


def url_of_month(name: str, month: dt.date) -> str:
    return f"{reverse(f'savings:{name}')}?period={months.written(month)}"


class OfAMonth:
    """A page of one month, ``?period=2018-03``; without one, of the month that has just ended."""

    page_name = ""

    @cached_property
    def month(self) -> dt.date:
        typed = self.request.GET.get("period")
        if typed is None:
            return months.after(months.month_of(clock.today()), -1)
        month = months.read_month(typed)
        if month is None:
            raise Http404
        return month

    @property
    def month_in_words(self) -> str:
        return months.in_words(self.month)

    @property
    def here(self) -> str:
        return url_of_month(self.page_name, self.month)

    def back_link(self) -> str:
        return to_savings().url

    def get_context_data(self, **kwargs):
        before, after = months.after(self.month, -1), months.after(self.month)
        neighbours = [
            Link(months.in_words(before), url_of_month(self.page_name, before), "the month before"),
            Link(months.in_words(after), url_of_month(self.page_name, after), "the month after"),
        ]
        given = {"month": self.month, "month_in_words": self.month_in_words, "neighbours": neighbours}
        return super().get_context_data(**{**given, **kwargs})
