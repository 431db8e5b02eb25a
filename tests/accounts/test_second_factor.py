"""The second factor, from setting it up to signing in with it."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache.backends import locmem
from django.test import Client

from partnership.access.roles import ADMINISTRATOR
from partnership.accounts.adapters import TOO_MANY_CODES
from tests.access.factories import PASSWORD, somebody_as

pytestmark = pytest.mark.django_db
SET_UP, CODE, USERS = "/account/second-factor/set-up/", "/account/sign-in/code/", "/manage/users/"


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def user():
    return somebody_as(ADMINISTRATOR).user


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def sign_in(client, user):
    return client.post("/account/sign-in/", {"login": user.email, "password": PASSWORD})


def set_up(client, user) -> str:
    sign_in(client, user)
    page = client.get(SET_UP)
    secret = page.context["form"].secret
    answer = client.post(SET_UP, {"code": code_of(secret)})
    assert answer["Location"] == "/account/recovery-codes/"
    return secret


def test_second_factor_has_to_be_set_up_before_any_page_opens(client, user):
    sign_in(client, user)

    assert client.get(USERS)["Location"] == SET_UP
    assert client.get("/account/second-factor/picture/")["Content-Type"] == "image/svg+xml"

    set_up(client, user)

    assert client.get(USERS).status_code == 200


def test_second_factor_is_asked_for_after_the_password(client, user):
    secret = set_up(client, user)
    Authenticator.objects.filter(type="totp").update(last_used_at=None)
    other = Client()

    assert sign_in(other, user)["Location"] == CODE
    assert other.get(USERS)["Location"].startswith("/account/sign-in/")
    assert other.get(CODE).status_code == 200

    from django.core.cache import cache

    cache.clear()  # a code is taken once; this test has no 30 seconds to wait for the next
    assert other.post(CODE, {"code": code_of(secret)})["Location"] == "/"
    assert other.get(USERS).status_code == 200


def test_second_factor_that_is_wrong_keeps_out_and_is_counted(client, user):
    set_up(client, user)
    other = Client()
    sign_in(other, user)

    answers = [other.post(CODE, {"code": "000000"}).content.decode() for _ in range(6)]

    assert "The code is not correct. Check it and try again" in answers[0]
    assert TOO_MANY_CODES in answers[5]
    assert other.get(USERS).status_code == 302


def test_second_factor_that_is_wrong_is_counted_by_all_processes_together(client, user):
    set_up(client, user)
    other = Client()
    sign_in(other, user)
    for _ in range(5):
        other.post(CODE, {"code": "000000"})

    locmem._caches.clear()  # another process has a memory of its own

    assert TOO_MANY_CODES in other.post(CODE, {"code": "000000"}).content.decode()


def test_recovery_code_works_once(client, user):
    set_up(client, user)
    code = client.get("/account/recovery-codes/").context["unused_codes"][0]

    answers = []
    for other in (Client(), Client()):
        sign_in(other, user)
        answers.append(other.post(CODE, {"code": code}).status_code)

    assert answers == [302, 200]


def test_second_factor_secret_is_unreadable_in_the_database(client, user):
    secret = set_up(client, user)

    kept = str(Authenticator.objects.get(type="totp").data)
    assert secret not in kept


def test_second_factor_that_is_required_cannot_be_removed(client, user):
    set_up(client, user)
    client.post("/account/confirm/", {"password": PASSWORD})

    client.post("/account/second-factor/remove/")

    assert Authenticator.objects.filter(type="totp").exists()


def test_second_factor_pages_can_all_be_read(client, user):
    set_up(client, user)

    for page in ("/account/second-factor/", "/account/recovery-codes/", "/account/confirm/", "/account/confirm/code/"):
        assert client.get(page).status_code == 200, page
    client.post("/account/confirm/", {"password": PASSWORD})
    assert client.get("/account/recovery-codes/new/").status_code == 200
    assert client.post("/account/recovery-codes/new/")["Location"] == "/account/recovery-codes/"
