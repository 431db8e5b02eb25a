"""Telling people what happened, and taking it back once it is done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast
from uuid import UUID

from django.db import connection, transaction

from partnership.access.jobs.mail import Unsent
from partnership.access.models import User
from partnership.access.policy import POLICIES, Action, Policy, permitted
from partnership.access.principal import Principal
from partnership.arithmetic import clock
from partnership.work.models import Notification
from partnership.work.models.notification import NotificationQuerySet
from partnership.work.policy import NOTIFICATION

LONGEST = Notification._meta.get_field("text").max_length
UNSENT = "unsent"
"""An email that could not be sent. Resolved with the work that it was part of."""


@transaction.atomic
def notify(*, to: Iterable[User], policy: Policy, kind: str, about: str, url: str, text: str) -> None:
    """One line to each person about the record ``about``. ``text`` is a sentence that names no person cared for.

    Called by the actions of any role, and by jobs. A line is seen only in roles that may view the kind of record.
    """
    Notification.objects.bulk_create(
        Notification(recipient=user, policy=policy.code, kind=kind, about=about, url=url, text=text) for user in set(to)
    )


def notify_unsent(unsent: Unsent) -> None:
    """Tells the sender of an email that could not be sent."""
    sender, policy = User.objects.filter(pk=unsent.user), POLICIES[unsent.policy]
    notify(to=sender, policy=policy, kind=UNSENT, about=unsent.about, url=unsent.url, text=unsent.text[:LONGEST])


def resolve(*, about: str, kind: str, to: Iterable[User] | None = None) -> None:
    """Done, by whomever: nobody has to know any more, or none of ``to``. The one change to another person's
    notification.

    The table shows a person only their own, so the database does it, in a function of its own (migration 0002).
    """
    people = None if to is None else [user.pk for user in to]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT work_resolve_notifications(%s, %s, %s, %s::bigint[])", [about, kind, clock.now(), people]
        )


@transaction.atomic
def mark_as_read(*, by: Principal, notification: UUID | None = None) -> int:
    """One of a person's own, or all that they see in this role. How many were unread."""
    rows = cast(NotificationQuerySet, permitted(by, NOTIFICATION[Action.EDIT], Notification))
    unread = rows.of(by).unread()
    chosen = unread.filter(pk=notification) if notification else unread
    return chosen.update(read_at=clock.now())
