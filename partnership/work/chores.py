"""What the portal throws away by itself. Each app's ``tidying.py`` says what; ``manage.py tidy`` does it each night.

Records, their history and the read log are never among it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Chore:
    """``what`` names the things thrown away ("drafts"). ``act`` throws them away, and says how many there were.

    It is called as the system, in a transaction of its own.
    """

    what: str
    act: Callable[[], int]


CHORES: dict[str, Chore] = {}


def throw_away(chore: Chore) -> Chore:
    """In the order of INSTALLED_APPS, so that an app finds nothing left of what the rooms below it keep."""
    CHORES[chore.what] = chore
    return chore
