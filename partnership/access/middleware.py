"""The way in: one transaction a request, who is asking, and whether they may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import InterfaceError, OperationalError, connection, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.cache import add_never_cache_headers

from partnership.access import scope, session
from partnership.access.principal import NOBODY
from partnership.access.routes import access_of

if TYPE_CHECKING:
    from partnership.access.principal import PortalRequest


class RequestTransaction:
    """Opens the transaction of the request, tells the database who is asking, and rolls back any answer of 500 or more.

    It stands round the whole of the rendering: lazy template responses are rendered inside. A database that cannot be
    reached is a 503, with nothing half done.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponse:
        try:
            connection.ensure_connection()
        except (OperationalError, InterfaceError):
            return render(request, "503.html", status=503)
        with transaction.atomic():
            request.principal = session.principal_of(request)
            with scope.for_request(request.principal):
                response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


class Gate:
    """Nothing is served that its URL has not declared, nor to anyone whom the policy does not name."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response

    def process_view(self, request: PortalRequest, view, args, kwargs) -> HttpResponse | None:
        access = access_of(request.resolver_match)
        if access is None:
            raise Http404
        if access.is_public:
            return None
        if any("\x00" in str(value) for value in kwargs.values()):
            raise Http404
        if request.principal is NOBODY:
            return self.to_page_before(request, settings.LOGIN_URL)
        if session.has_run_out(request):
            session.end(request)
            messages.info(request, "You were signed out because you signed in more than 12 hours ago.")
            return self.to_page_before(request, settings.LOGIN_URL)
        if access.before_role:
            return None
        if settings.SECOND_FACTOR_REQUIRED and not session.has_second_factor(request.user):
            return redirect("mfa_activate_totp")
        if request.principal.role is None:
            return self.to_page_before(request, "accounts:choose-role")
        if access.needs and not access.needs.held_by(request.principal):
            return render(request, "403.html", {"roles": [role.label for role in access.needs.cells]}, status=403)
        return None

    def to_page_before(self, request: PortalRequest, name: str) -> HttpResponse:
        """To sign in or choose a role first, and then on to what was asked for. What was sent is not sent again."""
        if request.method != "GET":
            return redirect(name)
        return redirect_to_login(request.get_full_path(), resolve_url(name))
