"""Who has looked at the passport of the person who asks: their role, trust, when and how, and no name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from partnership.access.roles import ROLES
from partnership.organisations.models import Organisation
from partnership.records.models import Read

MOST = 500


@dataclass(frozen=True)
class Look:
    """``role`` and ``how`` as people read them; no ``trust`` for a role that is not one of a trust."""

    at: dt.datetime
    role: str
    trust: str
    how: str


def at_my_passport() -> list[Look]:
    """The newest first. Empty for a person without a passport."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT at, role, trust_id, how FROM passports_who_looked() LIMIT %s", [MOST])
        found = cursor.fetchall()
    trusts = dict(Organisation.objects.values_list("pk", "short_name"))
    return [
        Look(at, ROLES[role].label if role in ROLES else role, trusts.get(trust, ""), Read.How(how).label)
        for at, role, trust, how in found
    ]
