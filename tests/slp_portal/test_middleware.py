import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpResponse

from slp_portal.middleware import SAVED_AT, LargestRequest, SlidingSession


@pytest.mark.parametrize(("length", "expected"), [("1000", 200), ("1001", 400), ("-1", 400), ("", 200)])
def test_request_bigger_than_any_form_is_refused_unread(rf, settings, length, expected):
    settings.LARGEST_REQUEST = 1000
    request = rf.post("/", CONTENT_LENGTH=length)
    answering = convert_exception_to_response(LargestRequest(lambda _: HttpResponse()))

    assert answering(request).status_code == expected


@pytest.fixture
def answer(rf):
    """Answers a request on this session by a page that reads it."""

    def page(request):
        request.session.get("grant")
        return HttpResponse()

    def answer_on(session: SessionStore) -> SessionStore:
        request = rf.get("/")
        request.session = session
        SlidingSession(page)(request)
        return session

    return answer_on


@pytest.mark.django_db
def test_session_in_use_is_put_off_once_a_minute(answer, clock):
    session = answer(SessionStore())
    assert SAVED_AT not in session
    session["grant"] = 7

    first = answer(session)[SAVED_AT]
    clock.forward(seconds=59)
    within_the_minute = answer(session)[SAVED_AT]
    clock.forward(seconds=2)
    after_it = answer(session)[SAVED_AT]

    assert within_the_minute == first
    assert after_it == first + 61


def test_session_that_a_page_did_not_read_is_left_alone(rf):
    request = rf.get("/")
    request.session = SessionStore()

    SlidingSession(lambda _: HttpResponse())(request)

    assert not request.session.modified
