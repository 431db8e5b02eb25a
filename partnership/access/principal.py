"""Who is asking: one person in one role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partnership.access.roles import Pathway, Role

if TYPE_CHECKING:
    from django.http import HttpRequest

    from partnership.access.models import Grant, User
    from partnership.organisations.models import Organisation

    class PortalRequest(HttpRequest):
        """A request on which the middleware has said who asks. Where nobody has signed in, ``user`` is nobody's."""

        user: User
        principal: Principal


@dataclass(frozen=True)
class Principal:
    """A person and the one grant they work under now; neither for a visitor, no role for a person without a grant.

    Made afresh for each request, so a grant that ends, ends now. ``may_change_role``: there is another to work under.
    """

    user: User | None = None
    grant: Grant | None = None
    may_change_role: bool = False

    @property
    def role(self) -> Role | None:
        return self.grant.role_held if self.grant else None

    @property
    def pathway(self) -> Pathway | None:
        return self.role.pathway if self.role else None

    @property
    def trust_id(self) -> int | None:
        return self.grant.trust_id if self.grant else None

    @property
    def unit_id(self) -> int | None:
        return self.grant.unit_id if self.grant else None

    @property
    def user_id(self) -> int | None:
        return self.user.pk if self.user else None

    @property
    def actor(self) -> User:
        """The person, in code behind a permission: a visitor holds none, so never gets so far."""
        assert self.user is not None
        return self.user

    @property
    def employer(self) -> Organisation:
        """The trust of a role that is one of a trust, in code behind a permission that only such roles hold."""
        assert self.grant is not None
        assert self.grant.trust is not None
        return self.grant.trust

    def __str__(self) -> str:
        return f"{self.user}, {self.role.label if self.role else 'no role'}"


NOBODY = Principal()
