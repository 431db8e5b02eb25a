"""What is the same again goes by turns, so that the suite stays short; `LAWS_IN_FULL=1 ./portal test tests/laws` leaves
nothing out and takes about three times as long. The turns are fixed: a run tries what the last one tried."""

import os

IN_FULL = bool(os.environ.get("LAWS_IN_FULL"))


def is_turn(number: int, of: int) -> bool:
    """Whether the ``number``th of what is alike is tried, if one of so many is."""
    return IN_FULL or number % of == 0
