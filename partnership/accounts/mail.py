"""Mail about accounts. It names nobody but its reader, and goes out once the change is committed."""

from __future__ import annotations

import threading

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

from partnership.access.models import User


def invite(user: User, choose_password_url: str) -> None:
    """Tells somebody new that they have an account, and where they choose their password."""
    body = render_to_string("accounts/email/invitation.txt", {"url": choose_password_url})
    post(EmailMessage("Your account in the South London Partnership portal", body, to=[user.email]))


def post(mail: EmailMessage) -> None:
    """Beside the answer and not before it: how long an answer takes must not tell whether an address is known."""
    transaction.on_commit(lambda: threading.Thread(target=mail.send).start())
