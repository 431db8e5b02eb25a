"""What is alike goes by turns, so that the suite stays short. The turn follows the commit: all have theirs within as
many commits as there are turns, and the same commit tries the same again.

``LAWS_TURN=… ./portal test`` repeats the turn that the head of a run names; ``LAWS_IN_FULL=1`` leaves nothing out.
"""

import os
import subprocess
from zlib import crc32

from slp_portal.settings.places import BASE

IN_FULL = bool(os.environ.get("LAWS_IN_FULL"))


def turn_of_this_commit() -> int:
    """How many commits there are; in a clone that has not all of them, the number that is its name."""
    if _git("rev-parse", "--is-shallow-repository") == "false":
        return int(_git("rev-list", "--count", "HEAD"))
    return int(_git("rev-parse", "HEAD") or "0", 16)


def _git(*words: str) -> str:
    """What git answers, or "" where there is none."""
    try:
        return subprocess.run(["git", *words], cwd=BASE, capture_output=True, text=True).stdout.strip()
    except OSError:
        return ""


# Kept in the environment, so that each process of a run has the same.
TURN = int(os.environ.setdefault("LAWS_TURN", str(turn_of_this_commit())))


def is_turn(case: int | str, of: int) -> bool:
    """Whether this case is tried, of so many that are alike. Cases with numbers take turns one after another."""
    number = case if isinstance(case, int) else crc32(case.encode())
    return IN_FULL or (number + TURN) % of == 0
