"""Middleware of the wiring itself."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from partnership.arithmetic import clock

SAVED_AT = "saved_at"


class LargestRequest:
    """Refuses, before reading it, a request that says it is bigger than any form of ours allows: a 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > settings.LARGEST_REQUEST:
            raise RequestDataTooBig("The request is too big.")
        return self.get_response(request)


class SlidingSession:
    """Puts a session's end off while it is used, but writes it at most once a minute and not at every page."""

    EVERY = timedelta(minutes=1)

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        if session.accessed and not session.is_empty() and self._is_due(session.get(SAVED_AT)):
            session[SAVED_AT] = clock.now().timestamp()
        return response

    def _is_due(self, saved_at: float | None) -> bool:
        return saved_at is None or abs(clock.now().timestamp() - saved_at) > self.EVERY.total_seconds()
