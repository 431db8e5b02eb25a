"""Mail about accounts. It names nobody but its reader."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from partnership.access.jobs.mail import Unsent, post
from partnership.access.models import User
from partnership.access.policy import USER
from partnership.access.principal import Principal


def invite(user: User, choose_password_url: str, by: Principal) -> None:
    """Tells somebody new that they have an account, and where they choose their password.

    The administrator who added them is told when the email could not be sent.
    """
    body = render_to_string("accounts/email/invitation.txt", {"url": choose_password_url})
    mail = EmailMessage("Your account in the South London Partnership portal", body, to=[user.email])
    text = f"The email to {user} could not be sent. Tell them to choose a password from the sign-in page."
    url = reverse("accounts:user-record", args=[user.pk])
    post(mail, Unsent(by=by, policy=USER, about=f"user {user.pk}", url=url, text=text))
