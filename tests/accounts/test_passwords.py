"""Changing a password, and choosing one by email."""

import re

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from partnership.access.jobs import mail as queue
from partnership.access.roles import ADMINISTRATOR
from partnership.accounts import mail
from tests.access.factories import PASSWORD, UserFactory, somebody_as
from tests.jobs import work_off

pytestmark = pytest.mark.django_db
CHANGE, RESET = "/account/password/", "/account/reset-password/"
BETTER = "quite another sentence"


@pytest.fixture
def user(client):
    somebody = somebody_as(ADMINISTRATOR).user
    client.force_login(somebody)
    return somebody


def change(client, new, again=None, now=PASSWORD):
    return client.post(CHANGE, {"oldpassword": now, "password1": new, "password2": new if again is None else again})


def test_password_changed_signs_out_every_other_session(client, user):
    other = Client()
    other.force_login(user)

    answer = change(client, BETTER)

    assert answer.status_code == 302
    assert client.get("/manage/users/").status_code == 200
    assert other.get("/manage/users/").status_code == 302
    user.refresh_from_db()
    assert user.check_password(BETTER)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"new": "too short"}, "Password must be 15 characters or more"),
        ({"new": "passwordpassword"}, "harder to guess"),
        ({"new": "Password!12345678"}, "harder to guess"),
        ({"new": "123456789123456789"}, "harder to guess"),
        ({"new": "abcabcabcabcabcabc"}, "harder to guess"),
        ({"new": "South London Partnership 2018"}, "harder to guess"),
        ({"new": "{email}"}, "Password must not be like your name or your email address"),
        (
            {"new": BETTER, "again": "something else entirely"},
            "The two new passwords are not the same. Enter them again",
        ),
        ({"new": BETTER, "now": "wrong"}, "The password you use now is not correct"),
        ({"new": ""}, "Enter a new password"),
    ],
)
def test_password_that_is_refused_says_why(client, user, typed, sentence):
    answer = change(client, **{name: text.format(email=user.email) for name, text in typed.items()})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_password_of_64_characters_with_spaces_and_accents_is_taken(client, user):
    assert change(client, "six mots à moi, et rien qu'à moi, pour ne les oublier ni l'été ni").status_code == 302


def ask(client, email):
    answer = client.post(RESET, {"email": email}, follow=True)
    work_off()
    return answer


def test_password_asked_for_reads_the_same_whoever_asks(settings, mailoutbox):
    known = UserFactory()
    gone = UserFactory(is_active=False, deactivated_at=known.created_at, why_deactivated="Left")

    answers = {ask(Client(), email).content for email in (known.email, gone.email, "nobody@example.nhs.uk")}

    assert len(answers) == 1
    assert [message.to for message in mailoutbox] == [[known.email]]


def test_password_chosen_by_link_works_once_and_signs_nobody_in(mailoutbox):
    user = somebody_as(ADMINISTRATOR).user
    client = Client()
    ask(client, user.email)
    (link,) = re.findall(r"http://testserver(/\S+)", mailoutbox[0].body)

    page = client.get(link, follow=True)
    where = page.redirect_chain[-1][0]
    assert link not in where
    answer = client.post(where, {"password1": BETTER, "password2": BETTER}, follow=True)

    assert "Your password has been changed." in answer.content.decode()
    assert "_auth_user_id" not in client.session
    user.refresh_from_db()
    assert user.check_password(BETTER)
    assert "This link no longer works" in Client().get(link).content.decode()


@pytest.mark.parametrize("link", ["1-abc-def", "zzzzzzzzzzzzzzzzzzzzzzzz-a-b", "1-set-password", "0-%00"])
def test_password_link_that_nobody_was_sent_does_not_work(client, link):
    assert "This link no longer works" in client.get(f"{RESET}{link}/", follow=True).content.decode()


def test_invitation_names_nobody_and_says_where_to_go(mailoutbox):
    user = UserFactory()

    mail.invite(user, "https://portal.example.nhs.uk/account/reset-password/", somebody_as(ADMINISTRATOR))
    work_off()

    (sent,) = mailoutbox
    assert sent.to == [user.email]
    assert "https://portal.example.nhs.uk/account/reset-password/" in sent.body
    assert user.last_name not in sent.body


def test_invitation_that_cannot_be_sent_is_told_to_the_administrator(monkeypatch, client):
    monkeypatch.setattr(EmailMessage, "send", refuse_connection)
    monkeypatch.setattr(queue, "WAITS", ())
    user, administrator = UserFactory(), somebody_as(ADMINISTRATOR)

    mail.invite(user, "https://portal.example.nhs.uk/account/reset-password/", administrator)
    work_off()

    client.force_login(administrator.user)
    page = client.get("/notifications/").content.decode()
    assert f"The email to {user} could not be sent. Tell them to choose a password from the sign-in page." in page


def refuse_connection(self):
    raise ConnectionRefusedError
