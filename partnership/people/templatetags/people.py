"""A person in a template: ``{{ person|named }}`` is SURNAME, Forename and the date of birth."""

from __future__ import annotations

from django import template

from partnership.people import naming

register = template.Library()

register.filter("named", naming.named)
