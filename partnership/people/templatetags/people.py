"""A person in a template: ``{{ person|named }}``."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from partnership.people import naming
from partnership.people.models import Person

register = template.Library()


@register.filter
def named(person: Person) -> SafeString:
    """SURNAME, Forename and the date of birth."""
    return mark_safe(naming.named(person).__html__())
