"""Where each role begins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from partnership.work.navigation import MY_WORK, menu_of


def home(request: HttpRequest) -> HttpResponse:
    """The first page of the role's menu."""
    menu = menu_of(request.principal)
    return redirect(menu[0].url if menu else MY_WORK)
