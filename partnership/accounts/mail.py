"""Mail about accounts. It names only its reader."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.urls import reverse

from partnership.access.jobs.mail import Unsent, send
from partnership.access.models import User
from partnership.access.policy import USER
from partnership.access.principal import Principal


def invite(user: User, choose_password_url: str, by: Principal) -> None:
    """Tells a new user that they have an account, and where to choose their password.

    The administrator who added them gets a notification when the email could not be sent.
    """
    body = render_to_string("accounts/email/invitation.txt", {"url": choose_password_url})
    subject = "Your account in the South London Partnership portal"
    text = f"The email to {user} could not be sent. Tell them to choose a password from the sign-in page."
    url = reverse("accounts:user-overview", args=[user.pk])
    unsent = Unsent(user=by.actor.pk, policy=USER.code, about=f"user {user.pk}", url=url, text=text)
    send(subject=subject, body=body, to=user.email, unsent=unsent)
