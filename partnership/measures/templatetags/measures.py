"""Filters: a month in words."""

from __future__ import annotations

from django import template

from partnership.arithmetic import months

register = template.Library()

register.filter("month", months.in_words)
