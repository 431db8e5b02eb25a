"""Where each role begins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from partnership.work.navigation import landing_of


def home(request: HttpRequest) -> HttpResponse:
    """The page on which the role begins."""
    return redirect(landing_of(request.principal))
