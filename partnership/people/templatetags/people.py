"""A person in a template: ``{{ person|named }}``."""

from __future__ import annotations

from django import template

from partnership.pages.values import shown
from partnership.people import naming
from partnership.people.models import Person

register = template.Library()


@register.filter
def named(person: Person):
    """SURNAME, Forename and the date of birth."""
    return shown(naming.named(person))
