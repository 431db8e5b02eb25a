"""When signing in is locked. Wrong passwords are counted by axes; how many are too many is said here."""

from __future__ import annotations

from axes.handlers.database import AxesDatabaseHandler
from axes.utils import reset
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest

from partnership.access.models import User

FROM_ANYWHERE = 50
"""Wrong passwords for one account from all addresses together. From one address AXES_FAILURE_LIMIT counts."""


class FromHereAndFromAnywhere(AxesDatabaseHandler):
    """Locks an account for an address, and for every address once somebody tries it from many.

    AXES_LOCKOUT_PARAMETERS names both, in this order. The higher number from anywhere keeps one neighbour from locking
    out another; the owner has a way in that nobody else has (``unlock``).
    """

    def get_failures(self, request: HttpRequest, credentials: dict | None = None) -> int:
        """As many as count for an address: the failures from anywhere weigh less, in proportion to their limit."""
        from_here, from_anywhere = (
            attempts.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        return max(from_here, from_anywhere * settings.AXES_FAILURE_LIMIT // FROM_ANYWHERE)


def unlock(user: User) -> None:
    """Whoever has chosen a new password by a link in their own email has shown who they are: no lock holds them."""
    reset(username=user.email)
