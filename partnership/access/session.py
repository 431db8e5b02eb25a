"""The role a signed-in person works in. Only the grant's number is in the session; what it allows is read afresh."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest

from partnership.access.models import Grant, User
from partnership.access.principal import NOBODY, Principal
from partnership.arithmetic import clock

GRANT = "grant"
SIGNED_IN_AT = "signed_in_at"
LONGEST_SESSION = dt.timedelta(hours=12)


def principal_of(request: HttpRequest) -> Principal:
    """Who asks, in which role. The only active grant is taken without asking; of several, one has to be chosen."""
    if not request.user.is_authenticated:
        return NOBODY
    grants = list(grants_of(request.user))
    chosen = next((grant for grant in grants if grant.pk == request.session.get(GRANT)), None)
    if chosen is None and len(grants) == 1:
        chosen = grants[0]
    return Principal(request.user, chosen)


def grants_of(user: User):
    """The grants that a person can work under today."""
    return Grant.objects.active().filter(user=user).select_related("trust")


def choose(request: HttpRequest, grant: Grant) -> None:
    """Work under ``grant`` from the next request on, with a new session key."""
    request.session.cycle_key()
    request.session[GRANT] = grant.pk


def has_run_out(request: HttpRequest) -> bool:
    """However busy, a session ends 12 hours after sign-in."""
    began = request.session.setdefault(SIGNED_IN_AT, clock.now().isoformat())
    return clock.now() - dt.datetime.fromisoformat(began) > LONGEST_SESSION
