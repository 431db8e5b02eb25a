"""Writing the read log, in the same transaction as the page: no line in the log, no page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

from partnership.access.policy import Policy
from partnership.access.routes import access_of
from partnership.arithmetic import clock
from partnership.records.models import Read

if TYPE_CHECKING:
    from partnership.access.principal import PortalRequest


class ReadNotLogged(ImproperlyConfigured):
    """A page about people was about to be shown without a line in the read log."""


def log_read(request: PortalRequest, policy: Policy, references: Iterable[str], how: Read.How, why: str = "") -> None:
    """Every page that shows a person or a record of one calls this with the references shown (an empty list too)."""
    shown = [str(reference) for reference in references]
    request.read_logged = True  # type: ignore[attr-defined]
    if shown:
        principal, match = request.principal, request.resolver_match
        Read.objects.create(
            at=clock.now(), user=principal.actor, role=str(principal.role), trust_id=principal.trust_id, how=how,
            policy=policy.code, references=shown, route=str(match.route if match else "")[:200], why=why[:500],
        )  # fmt: skip


class NoReadWithoutLog:
    """Refuses to answer with a page whose policy is ``personal`` and which has not written the read log."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if match and self.shows_a_page(response) and self.is_personal(request) and not hasattr(request, "read_logged"):
            raise ReadNotLogged(f"{match.view_name} shows people but did not write the read log.")
        return response

    def shows_a_page(self, response: HttpResponse) -> bool:
        """Errors, redirects and refusals hold nothing of a record; a form sent back with its errors may."""
        return response.status_code in (200, 409, 422)

    def is_personal(self, request: HttpRequest) -> bool:
        access = access_of(request.resolver_match) if request.resolver_match else None
        return bool(access and access.needs and access.needs.policy.personal)
