"""Small counts, so that nobody is known by being one of a few.

The board, the public and other trusts read a breakdown under this rule: 1 to 4 is "fewer than 5", every other count
goes to the nearest 5, and a breakdown's total is rounded by itself, so that no cell can be had by subtraction. The
headline of the whole Partnership is exact.
"""

THRESHOLD = 5


def disclosed(count: int, threshold: int = THRESHOLD) -> str:
    """The count as a breakdown may show it. Refuses a negative one with ValueError."""
    if count < 0:
        raise ValueError("A count is never below nought")
    if 0 < count < threshold:
        return f"fewer than {threshold}"
    return f"{(count + threshold // 2) // threshold * threshold:,}"
