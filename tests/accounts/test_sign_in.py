"""Signing in: who gets in, and that everybody else reads the same."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from partnership.access import session
from partnership.access.models import SignInEvent, User
from partnership.access.roles import ADMINISTRATOR
from partnership.accounts.adapters import LOCKED, WRONG
from partnership.accounts.locking import FROM_ANYWHERE
from tests.access.factories import PASSWORD, UserFactory, somebody_as
from tests.jobs import work_off

pytestmark = pytest.mark.django_db
SIGN_IN = "/account/sign-in/"


def sign_in(client: Client, user: User, password: str = PASSWORD, **more):
    return client.post(SIGN_IN, {"login": user.email, "password": password, **more})


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


@pytest.fixture
def administrator() -> User:
    return somebody_as(ADMINISTRATOR).user


def test_sign_in_with_the_right_password_opens_the_first_page(client, administrator):
    answer = sign_in(client, administrator)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert signed_in_as(client) == str(administrator.pk)


def test_sign_in_with_an_address_in_capitals_is_the_same_person(client, administrator):
    client.post(SIGN_IN, {"login": f" {administrator.email.upper()} ", "password": PASSWORD})

    assert signed_in_as(client) == str(administrator.pk)


def test_sign_in_on_the_way_to_a_page_goes_on_to_it(client, administrator):
    asked = client.get(reverse("accounts:user-list"))
    assert asked["Location"] == f"{SIGN_IN}?next=/manage/users/"

    answer = sign_in(client, administrator, next="/manage/users/")

    assert answer["Location"] == "/manage/users/"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_sign_in_with_a_way_on_to_another_site_stays_here(client, administrator, elsewhere):
    answer = sign_in(client, administrator, next=elsewhere)

    assert answer["Location"] == "/"


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ({}, ["Enter your email address", "Enter your password"]),
        ({"login": "someone@example.nhs.uk"}, ["Enter your password"]),
        ({"login": "someone@example.nhs.uk", "password": "wrong"}, [WRONG]),
        ({"login": "someone\x00@example.nhs.uk", "password": "wrong"}, ["must not include hidden characters"]),
        ({"login": "x" * 100_000, "password": "y" * 100_000}, ["250 characters or less"]),
    ],
)
def test_sign_in_with_something_missing_or_hostile_says_what(client, typed, sentences):
    answer = client.post(SIGN_IN, typed)

    assert answer.status_code == 422
    for sentence in sentences:
        assert sentence in answer.content.decode()


def refusal(client: Client, email: str) -> str:
    answer = client.post(SIGN_IN, {"login": email, "password": "not the password"})
    html = answer.content.decode().replace(str(answer.context["csrf_token"]), "").replace(email, "")
    return re.sub(r'name="form_token" value="[^"]+"', "", html)


def test_sign_in_refused_reads_the_same_for_a_known_an_unknown_and_a_deactivated_address(client, settings):
    settings.DEMONSTRATION = False
    known = UserFactory()
    gone = UserFactory(is_active=False, deactivated_at=known.created_at, why_deactivated="Left")

    answers = {refusal(client, email) for email in (known.email, gone.email, "nobody@example.nhs.uk")}

    assert len(answers) == 1


def test_sign_in_of_a_deactivated_person_with_their_right_password_is_refused_as_a_wrong_one(client, administrator):
    gone = UserFactory(is_active=False, deactivated_at=administrator.created_at, why_deactivated="Left")

    answer = sign_in(client, gone)

    assert answer.status_code == 422
    assert WRONG in answer.content.decode()
    assert signed_in_as(client) is None


def test_sign_in_after_five_wrong_passwords_is_locked_for_the_right_one_too(client, administrator):
    answers = [sign_in(client, administrator, "wrong") for _ in range(5)]
    right = sign_in(client, administrator)

    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 429]
    assert right.status_code == 429
    assert LOCKED in right.content.decode()
    assert signed_in_as(client) is None


def test_sign_in_tried_too_often_from_elsewhere_does_not_keep_the_owner_out(client, administrator):
    for _ in range(6):
        client.post(SIGN_IN, {"login": administrator.email, "password": "wrong"}, REMOTE_ADDR="203.0.113.9")

    sign_in(client, administrator)

    assert signed_in_as(client) == str(administrator.pk)


def test_sign_in_tried_from_many_addresses_is_locked_everywhere_until_the_owner_chooses_a_new_password(
    client, administrator, mailoutbox
):
    for n in range(FROM_ANYWHERE):
        email = administrator.email.upper() if n % 2 else administrator.email
        client.post(SIGN_IN, {"login": email, "password": "wrong"}, REMOTE_ADDR=f"203.0.113.{n}")
    locked = sign_in(client, administrator)

    client.post("/account/reset-password/", {"email": administrator.email})
    work_off()
    (link,) = re.findall(r"http://testserver(/\S+)", mailoutbox[0].body)
    where = client.get(link, follow=True).redirect_chain[-1][0]
    new = "quite another sentence"
    client.post(where, {"password1": new, "password2": new})
    sign_in(client, administrator, new)

    assert locked.status_code == 429
    assert signed_in_as(client) == str(administrator.pk)


def test_sign_in_with_wrong_passwords_in_other_letters_counts_as_the_same_address(client, administrator):
    name, _, place = administrator.email.partition("@")
    written = [f"{name[:n].upper()}{name[n:]}@{place}" for n in range(5)]

    answers = [client.post(SIGN_IN, {"login": email, "password": "wrong"}) for email in written]

    assert answers[-1].status_code == 429


def test_sign_in_locked_for_an_unknown_address_reads_the_same(client):
    for _ in range(5):
        answer = client.post(SIGN_IN, {"login": "nobody@example.nhs.uk", "password": "wrong"})

    assert answer.status_code == 429
    assert LOCKED in answer.content.decode()


def test_sign_in_gives_the_session_a_new_key(client, administrator):
    client.get(SIGN_IN)
    client.session["planted"] = "by somebody else"
    planted = client.session
    planted["planted"] = "by somebody else"
    planted.save()
    client.cookies["session"] = planted.session_key

    sign_in(client, administrator)

    assert client.session.session_key != planted.session_key


def test_sign_in_lasts_half_an_hour_at_the_server_and_as_long_as_the_browser(client, administrator):
    answer = sign_in(client, administrator)

    assert client.session.get_expiry_age() == 30 * 60
    assert answer.cookies["session"]["max-age"] == ""


def test_sign_in_with_one_role_works_in_it_and_says_so_in_the_record(client, administrator):
    sign_in(client, administrator)

    steps = SignInEvent.objects.filter(user=administrator).order_by("pk").values_list("what", flat=True)
    assert list(steps) == ["signed_in", "role_chosen"]
    assert client.session[session.GRANT] == administrator.grants.get().pk


def test_sign_in_refused_is_recorded_without_what_was_typed(client, administrator):
    sign_in(client, administrator, "wrong")
    client.post(SIGN_IN, {"login": "nobody@example.nhs.uk", "password": "wrong"})

    refused = SignInEvent.objects.filter(what="refused").order_by("pk").values_list("user", flat=True)
    assert list(refused) == [administrator.pk, None]


def test_sign_out_ends_the_session_at_the_server(client, administrator):
    sign_in(client, administrator)
    stolen = client.cookies["session"].value

    assert client.get("/account/sign-out/").status_code == 200
    answer = client.post("/account/sign-out/")
    client.cookies["session"] = stolen

    assert answer["Location"] == SIGN_IN
    assert client.get("/manage/users/").status_code == 302
    assert SignInEvent.objects.filter(user=administrator, what="signed_out").exists()


def test_sign_in_page_of_somebody_signed_in_leads_on(client, administrator):
    sign_in(client, administrator)

    assert client.get(SIGN_IN).status_code == 302


def test_sign_up_does_not_exist(client):
    assert client.get("/account/sign-up/").status_code == 404
    assert client.get("/accounts/signup/").status_code == 404
