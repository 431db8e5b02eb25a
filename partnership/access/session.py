"""The role a signed-in person works in. Only the grant's number is in the session; what it allows is read afresh."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.contrib.auth import logout

from partnership.access.models import Grant, SignInEvent, User
from partnership.access.principal import NOBODY, Principal
from partnership.access.roles import ADMINISTRATOR
from partnership.arithmetic import clock

if TYPE_CHECKING:
    from partnership.access.principal import PortalRequest

GRANT = "grant"
LISTS = "lists"  # the filters that each list had last
SIGNED_IN_AT = "signed_in_at"
LONGEST_SESSION = dt.timedelta(hours=12)
JUST_BEGUN = dt.timedelta(minutes=5)


def principal_of(request: PortalRequest) -> Principal:
    """Who asks, in which role.

    A person's only grant is taken without asking; of several, one has to be chosen. Once one is chosen, no other takes
    its place by itself, not even when it ends.
    """
    if not request.user.is_authenticated:
        return NOBODY
    grants = request.user.works_as  # type: ignore[attr-defined]
    chosen = request.session.get(GRANT, grants[0].pk if len(grants) == 1 else None)
    grant = next((grant for grant in grants if grant.pk == chosen), None)
    return Principal(request.user, grant, may_change_role=len(grants) > 1)


def grants_of(user: User | int):
    """The grants that a person can work under today."""
    return Grant.objects.active().filter(user=user).select_related("trust", "unit")


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user).exists()


def administrators():
    """Whom to ask for a role."""
    return User.objects.at_work(ADMINISTRATOR.code)


def begin(request: PortalRequest) -> None:
    """Just after somebody has signed in, with the session new: starts its 12 hours, and takes their only role."""
    request.session[SIGNED_IN_AT] = clock.now().isoformat()
    record(SignInEvent.What.SIGNED_IN, request.user)
    grants = list(grants_of(request.user)[:2])
    if len(grants) == 1:
        choose(request, grants[0])


def choose(request: PortalRequest, grant: Grant) -> None:
    """Work under ``grant`` from the next request on, with a new session key and no filters of another role."""
    request.session.cycle_key()
    request.session.pop(LISTS, None)
    request.session[GRANT] = grant.pk
    record(SignInEvent.What.ROLE_CHOSEN, request.user, grant)


def end(request: PortalRequest) -> None:
    """Nothing of the session is left, here or in the browser."""
    record(SignInEvent.What.SIGNED_OUT, request.user)
    logout(request)


def has_run_out(request: PortalRequest) -> bool:
    """However busy, a session ends 12 hours after sign-in."""
    began = request.session.setdefault(SIGNED_IN_AT, clock.now().isoformat())
    return clock.now() - dt.datetime.fromisoformat(began) > LONGEST_SESSION


def has_just_begun(request: PortalRequest) -> bool:
    """Within five minutes of signing in there is no need to show again that it is oneself."""
    began = request.session.get(SIGNED_IN_AT)
    return began is not None and clock.now() - dt.datetime.fromisoformat(began) < JUST_BEGUN


def record(what: SignInEvent.What, user: User | None, grant: Grant | None = None) -> None:
    SignInEvent.objects.create(at=clock.now(), what=what, user=user, grant=grant)
