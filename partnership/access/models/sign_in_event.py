"""Who was signed in, and in which role."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models


class SignInEvent(models.Model):
    """One step of signing in. Rows are added, and nobody, in any role, changes or removes one.

    Written before anybody is known to the database, so not under row-level security. ``user`` is empty when an address
    that nobody has was tried; what was typed is never kept. ``by`` is the administrator, where it was one.
    """

    class What(models.TextChoices):
        SIGNED_IN = "signed_in", "Signed in"
        REFUSED = "refused", "Refused"
        ROLE_CHOSEN = "role_chosen", "Chose a role"
        SIGNED_OUT = "signed_out", "Signed out"
        FACTOR_FORGOTTEN = "forgotten", "Second factor forgotten"

    at = models.DateTimeField()
    what = models.CharField(max_length=12, choices=What)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="sign_in_events")
    grant = models.ForeignKey("access.Grant", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "what", "-at"], name="sign_in_of_a_person")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.user or 'No one known'}: {self.get_what_display().lower()}"
