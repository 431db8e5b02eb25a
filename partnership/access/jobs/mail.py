"""Mail waits in the task queue: it is there exactly when the change that sends it is, and no restart loses it.

A message is sealed: anyone who can read the database or its backups could read a row of the queue, and it holds a
person's address or a link to choose a password. The row forgets the message once it is sent or given up.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass

from cryptography.fernet import InvalidToken
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from partnership.access.scope import as_the_system
from partnership.access.sealing import seal, unseal

log = logging.getLogger(__name__)

QUEUE = "mail"
"""With a worker of its own: no mail waits for an import."""
WAITS = (dt.timedelta(minutes=1), dt.timedelta(minutes=5))
"""Before the second and the third attempt, which is the last."""
CUT_OFF_AFTER = dt.timedelta(minutes=10)
NOTHING: dict[str, object] = {"args": [], "kwargs": {}}


@dataclass(frozen=True)
class Unsent:
    """What the sender reads when the mail could not be sent: about which record, where it is, and what to do.

    ``user`` is the sender's key, ``policy`` the code of the record's policy.
    """

    user: int
    policy: str
    about: str
    url: str
    text: str


NOTIFIERS: list[Callable[[Unsent], None]] = []


def register_notifier(notify: Callable[[Unsent], None]) -> None:
    """Called, as the system, when a mail is given up."""
    NOTIFIERS.append(notify)


def send(*, subject: str, body: str, to: str, unsent: Unsent | None = None) -> None:
    """Queues a plain text mail with the present transaction. Nothing is sent that was not saved."""
    message = {"subject": subject, "body": body, "to": to, "unsent": asdict(unsent) if unsent else None}
    deliver.enqueue(sealed=seal(json.dumps(message), QUEUE), attempt=1)


@task(queue_name=QUEUE, takes_context=True)
def deliver(context: TaskContext, sealed: str, attempt: int) -> None:
    """One attempt. A mail that a worker was cut off in may be sent twice: better than not at all."""
    row = DBTaskResult.objects.get(pk=context.task_result.id)
    requeue_cut_off()
    try:
        message = json.loads(unseal(sealed, QUEUE))
    except InvalidToken:
        log.exception("An email was sealed under a key that is gone")
        _forget(row)
        return
    try:
        EmailMessage(message["subject"], message["body"], to=[message["to"]]).send()
    except Exception:  # whatever a mail server does, it is tried again or the sender has to know
        log.exception("Attempt %d to send an email failed", attempt)
        _after_failure(row, sealed, attempt, message["unsent"])
    else:
        _forget(row)


def _after_failure(row: DBTaskResult, sealed: str, attempt: int, unsent: dict | None) -> None:
    """Queues the next attempt, or tells the sender after the last."""
    with transaction.atomic():
        if attempt <= len(WAITS):
            deliver.using(run_after=row.started_at + WAITS[attempt - 1]).enqueue(sealed=sealed, attempt=attempt + 1)
        elif unsent:
            with as_the_system("tell the sender of an email"):
                for notify in NOTIFIERS:
                    notify(Unsent(**unsent))
        _forget(row)


def _forget(row: DBTaskResult) -> None:
    DBTaskResult.objects.filter(pk=row.pk).update(args_kwargs=NOTHING)


def requeue_cut_off() -> int:
    """Queues again the mail whose worker ended in the middle of it; its row still holds the message, as sending or as
    failed. Gives how many there were. The queue has its own clock, which is the database's."""
    holding = DBTaskResult.objects.filter(task_path=deliver.module_path, args_kwargs__kwargs__has_key="sealed")
    began_long_ago = Q(status=TaskResultStatus.RUNNING, started_at__lt=Now() - CUT_OFF_AFTER)
    cut_off = holding.filter(Q(status=TaskResultStatus.FAILED) | began_long_ago)
    return cut_off.update(status=TaskResultStatus.READY)
