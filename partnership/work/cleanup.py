"""What the portal deletes by itself. Each app's ``cleanup.py`` says what; ``manage.py clean_up`` does it each night.

Records, their history and the read log are never among it. Work's own are drafts that have had their time, and tokens
of forms that no one will send again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from partnership.access.jobs import mail
from partnership.arithmetic import clock
from partnership.records.models import FormToken
from partnership.work.models import Draft
from partnership.work.models.draft import KEPT_FOR


@dataclass(frozen=True)
class Cleanup:
    """``what`` names the things deleted ("drafts"). ``act`` deletes them, and says how many there were; ``done`` is
    the word for what it does, where it does something else.

    It is called as the system, in a transaction of its own.
    """

    what: str
    act: Callable[[], int]
    done: str = "deleted"


CLEANUPS: dict[str, Cleanup] = {}


def register_cleanup(cleanup: Cleanup) -> Cleanup:
    """In the order of INSTALLED_APPS, so that an app finds nothing left of what the rooms below it keep."""
    CLEANUPS[cleanup.what] = cleanup
    return cleanup


A_WEEK = dt.timedelta(days=7)
"""Longer than any page stays open: a session ends after 12 hours."""


def old_drafts() -> int:
    return Draft.objects.filter(saved_at__lt=clock.now() - KEPT_FOR).delete()[0]


def spent_tokens() -> int:
    return FormToken.objects.filter(used_at__lt=clock.now() - A_WEEK).delete()[0]


register_cleanup(Cleanup("mail that was cut off", mail.requeue_cut_off, done="queued again"))
register_cleanup(Cleanup("drafts", old_drafts))
register_cleanup(Cleanup("spent form tokens", spent_tokens))
