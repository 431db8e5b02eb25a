"""Who a session belongs to."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from partnership.access import session
from partnership.access.models import User


class WithTheirWork(AuthenticationBackend):
    """Finds the person of a session and, in the same question, what they work as today: ``works_as``, their grants."""

    def get_user(self, user_id: int) -> User | None:
        grants = list(session.grants_of(user_id).select_related("user", "trust", "unit"))
        user = grants[0].user if grants else super().get_user(user_id)
        if user:
            user.works_as = grants
        return user
