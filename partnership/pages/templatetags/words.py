"""Filters: a value in the words of the service manual, as ``partnership/arithmetic/words.py`` says them."""

from __future__ import annotations

from django import template

from partnership.arithmetic import words
from partnership.pages.values import NhsNumber, shown

register = template.Library()

register.filter("day", words.day)
register.filter("moment", words.moment)
register.filter("time_of_day", words.time_of_day)
register.filter("days_left", words.days_left)
register.filter("initials", words.initials)
register.filter("in_a_sentence", words.in_a_sentence)
register.filter("shown", shown)
register.filter("money", words.money)


@register.filter
def nhs_number(digits: str | None):
    return shown(NhsNumber(digits) if digits else None)
