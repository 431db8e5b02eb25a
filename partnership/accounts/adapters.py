"""Where allauth is told how this portal signs people in."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.shortcuts import redirect

from partnership.access import session
from partnership.access.jobs import mail
from partnership.access.models import SignInEvent, User
from partnership.access.sealing import seal, unseal

WRONG = "Email address or password is not correct. Check both and try again"
LOCKED = "Your account is locked for 15 minutes. To sign in sooner, choose a new password by email"
UNKNOWN_HERE = "You do not have an account here, or it has been closed. Ask an administrator of the portal"
SECOND_FACTOR = "second factor"
TOO_MANY_CODES = "You have entered too many wrong codes. Wait 15 minutes, then try again"


class AccountAdapter(DefaultAccountAdapter):
    """Signs in the people whom an administrator added, and says the same to everybody else."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG,
        "too_many_login_attempts": TOO_MANY_CODES,
        "incorrect_password": "The password is not correct. Check it and try again",
        "enter_current_password": "The password you use now is not correct. Check it and try again",
    }
    said = {"account/messages/password_changed.txt": "Your password has been changed."}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whose tries are counted together: the same address that axes counts by, not that of our own proxy."""
        return get_client_ip_address(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The same answer for a wrong password, an address nobody has and a person who has left.

        Tries are counted by axes alone, under the name that it knows the address by.
        """
        user = authenticate(request, login=credentials.get("email"), **credentials)
        AuthenticationBackend.unstash_authenticated_user()
        if user is None:
            self.authentication_failed(request, **credentials)
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        known = User.objects.filter(email=credentials.get("email", "").lower()).first()
        session.record(SignInEvent.What.REFUSED, known)

    def reauthenticate(self, user: User, password: str) -> bool:
        return self.authenticate(self.request, email=user.email, password=password) == user

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within five minutes of signing in, which showed as much."""
        return super().is_reauthentication_required(app=app) and not session.has_just_begun(self.request)

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        session.begin(request)

    def logout(self, request: HttpRequest) -> None:
        session.end(request)

    def respond_user_inactive(self, request: HttpRequest, user: User):
        messages.error(request, UNKNOWN_HERE)
        return redirect("account_login")

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args, **kwargs
    ) -> None:
        """Only what is worth a banner; that somebody has signed in or out they can see."""
        if message_template in self.said:
            messages.add_message(request, level, self.said[message_template])

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Through the queue: how long the mail server takes must not show whether an address is known."""
        message = self.render_mail(template_prefix, email, context)
        mail.send(subject=message.subject, body=str(message.body), to=email)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """A trust's own sign-in lets in whom an administrator added, found by the address that it vouches for."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin) -> bool:
        messages.error(request, UNKNOWN_HERE)
        raise ImmediateHttpResponse(redirect("account_login"))

    def on_authentication_error(self, request: HttpRequest, provider, **kwargs: Any) -> None:
        messages.error(
            request, f"{provider.name} did not sign you in. Try again, or use your email address and password"
        )
        raise ImmediateHttpResponse(redirect("account_login"))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors unreadable to whoever only has the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "The code is not correct. Check it and try again",
        "rate_limited": TOO_MANY_CODES,
        "cannot_delete_authenticator": "Everyone who signs in here needs a second factor, so it cannot be removed",
    }

    def encrypt(self, text: str) -> str:
        return seal(text, SECOND_FACTOR)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, SECOND_FACTOR)

    def can_delete_authenticator(self, authenticator) -> bool:
        return not settings.SECOND_FACTOR_REQUIRED
