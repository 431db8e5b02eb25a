"""The people one can be in a demonstration, and that there are none anywhere else."""

import importlib

import pytest
from django.conf import settings as django_settings

from partnership.access import demo
from partnership.access.models import Grant, User
from partnership.access.roles import ROLES
from partnership.accounts import urls

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    demo.load()


def test_demonstration_loaded_twice_is_the_same(people):
    before = (User.objects.count(), Grant.objects.count())

    demo.load()

    assert (User.objects.count(), Grant.objects.count()) == before


def test_demonstration_has_somebody_in_every_role(people):
    assert {grant.role for grant in Grant.objects.active()} == set(ROLES)


def test_demonstration_lets_one_be_anybody_by_one_press(client, people):
    page = client.get("/account/sign-in/").content.decode()

    for persona in demo.PERSONAS:
        assert f"Sign in as {persona.name}" in page
        answer = client.post("/account/sign-in-as/", {"email": persona.email, "next": "/my-work/"})
        assert answer["Location"] == "/my-work/"
        assert client.session["_auth_user_id"] == str(User.objects.get(email=persona.email).pk)


def test_demonstration_password_signs_in(client, people):
    client.post("/account/sign-in/", {"login": "hana.hub@example.nhs.uk", "password": django_settings.DEMO_PASSWORD})

    assert "_auth_user_id" in client.session


def test_demonstration_without_a_password_lets_nobody_in_by_one(client, settings):
    del settings.DEMO_PASSWORD
    demo.load()

    assert not User.objects.get(email="hana.hub@example.nhs.uk").has_usable_password()


def test_demonstration_shows_who_was_added_since(client, people):
    added = User.objects.create_user("nora.new@slam.nhs.uk", first_name="Nora", last_name="New")

    assert "Sign in as Nora New" in client.get("/account/sign-in/").content.decode()
    client.post("/account/sign-in-as/", {"email": added.email})
    assert client.session["_auth_user_id"] == str(added.pk)


@pytest.mark.parametrize("email", ["", "nobody@example.nhs.uk", "x\x00"])
def test_demonstration_does_not_make_somebody_up(client, people, email):
    assert client.post("/account/sign-in-as/", {"email": email}).status_code == 404


def test_sign_in_by_one_press_exists_in_the_demonstration_alone(settings):
    settings.DEMONSTRATION = False
    try:
        elsewhere = {pattern.name for pattern in importlib.reload(urls).urlpatterns}
    finally:
        settings.DEMONSTRATION = True
        here = {pattern.name for pattern in importlib.reload(urls).urlpatterns}

    assert "sign-in-as" in here
    assert "sign-in-as" not in elsewhere
