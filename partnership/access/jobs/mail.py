"""Mail goes out beside the answer, once the change is committed. Whoever sent it is told when it did not go."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.core.mail import EmailMessage
from django.db import connections, transaction

from partnership.access.policy import Policy
from partnership.access.principal import Principal
from partnership.access.scope import acting_as

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Unsent:
    """What the sender reads when the mail did not go: of which record, where it is, and what to do."""

    by: Principal
    policy: Policy
    about: str
    url: str
    text: str


TELLS: list[Callable[[Unsent], None]] = []
"""How people are told: the rooms above add theirs. Called in the sender's own scope."""


def post(mail: EmailMessage, unsent: Unsent | None = None) -> None:
    """After the commit, so that nothing is sent which was not saved, and the answer does not wait for a mail server."""
    transaction.on_commit(partial(beside, partial(_send, mail, unsent)))


def beside(work: Callable[[], None]) -> None:
    """In a thread of its own, with a connection of its own that it leaves closed."""

    def alone() -> None:
        try:
            work()
        finally:
            connections.close_all()

    threading.Thread(target=alone).start()


def _send(mail: EmailMessage, unsent: Unsent | None) -> None:
    try:
        mail.send()
    except Exception:  # whatever a mail server does, the sender has to know
        log.exception("An email was not sent")
        if unsent:
            _tell(unsent)


def _tell(unsent: Unsent) -> None:
    with acting_as(unsent.by):
        for tell in TELLS:
            tell(unsent)
