"""Drafts that have had their time, and tokens of forms that no one will send again."""

from __future__ import annotations

import datetime as dt

from partnership.arithmetic import clock
from partnership.records.models import FormToken
from partnership.work.chores import Chore, throw_away
from partnership.work.models import Draft
from partnership.work.models.draft import KEPT_FOR

A_WEEK = dt.timedelta(days=7)
"""Longer than any page stays open: a session ends after 12 hours."""


def old_drafts() -> int:
    return Draft.objects.filter(saved_at__lt=clock.now() - KEPT_FOR).delete()[0]


def spent_tokens() -> int:
    return FormToken.objects.filter(used_at__lt=clock.now() - A_WEEK).delete()[0]


throw_away(Chore("drafts", old_drafts))
throw_away(Chore("spent form tokens", spent_tokens))
