"""One-time tokens: a form that is sent twice takes effect once."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import connection, models

from partnership.access.principal import Principal
from partnership.arithmetic import clock


class FormToken(models.Model):
    """A form that this person has sent, and where its answer stands. Only they can see it."""

    token = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    used_at = models.DateTimeField()
    answer = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return str(self.token)


def spend(token: uuid.UUID, by: Principal) -> bool:
    """True the first time. A second sending at the same moment waits for the first to end, and then gets False."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO records_formtoken (token, user_id, used_at, answer) VALUES (%s, %s, %s, '') "
            "ON CONFLICT (token) DO NOTHING",
            [str(token), by.user_id, clock.now()],
        )
        return cursor.rowcount == 1
