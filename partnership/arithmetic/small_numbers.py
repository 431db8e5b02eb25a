"""Small counts, so that nobody is known by being one of a few.

The board, the public and other trusts read a breakdown under this rule: 1 to 4 is "fewer than 5", every other count
goes to the nearest 5, and a breakdown's total is rounded by itself, so that no cell can be had by subtraction. The
headline of the whole Partnership is exact. A percentage is a whole number, and is shown where both its parts are 5 or
more.
"""

from collections.abc import Collection, Mapping
from functools import lru_cache

THRESHOLD = 5


def disclosed(count: int, threshold: int = THRESHOLD) -> str:
    """The count as a breakdown may show it. Refuses a negative one with ValueError."""
    if count < 0:
        raise ValueError("A count is never below nought")
    if 0 < count < threshold:
        return f"fewer than {threshold}"
    return f"{(count + threshold // 2) // threshold * threshold:,}"


NOT_SHOWN = "not shown"
"""Hidden although it is no small number, so that a neighbour that is one cannot be worked out."""


def disclosed_share(number: int, of: int, threshold: int = THRESHOLD) -> str | None:
    """A whole percentage, where both parts are large enough and the rest is nobody, or enough; None otherwise."""
    if number < threshold or of < threshold or 0 < of - number < threshold:
        return None
    return f"{(200 * number + of) // (2 * of)}%"


def disclosed_parts(
    counts: Mapping[str, int], known: Collection[str] = (), threshold: int = THRESHOLD
) -> dict[str, str]:
    """A whole breakdown beside its exact total. The parts in ``known`` are the reader's own, and stay exact.

    Where any part is small, nought is shown as small too; and where the total would still give a small one away, its
    smallest neighbours are not shown, and then itself, until nothing can be worked out any more.

    The same question is worked out once.
    """
    return dict(_disclosed_parts(tuple(counts.items()), frozenset(known), threshold))


@lru_cache(maxsize=16_384)
def _disclosed_parts(
    parts: tuple[tuple[str, int], ...], known: frozenset[str], threshold: int
) -> tuple[tuple[str, str], ...]:
    counts = dict(parts)
    rounded = [part for part in counts if part not in known]
    shown = {part: f"{count:,}" if part in known else disclosed(count, threshold) for part, count in counts.items()}
    small = [part for part in rounded if 0 < counts[part] < threshold]
    if not small:
        return tuple(shown.items())
    shown |= {part: f"fewer than {threshold}" for part in rounded if counts[part] == 0}
    for part in sorted(rounded, key=lambda part: (counts[part] < threshold, counts[part])):
        if not _gives_away(counts, shown, small, rounded, threshold):
            break
        shown[part] = NOT_SHOWN
    return tuple(shown.items())


def _gives_away(
    counts: Mapping[str, int], shown: Mapping[str, str], small: list[str], rounded: list[str], threshold: int
) -> bool:
    """Whether the total leaves one possible number for a small part."""
    total = sum(counts[part] for part in rounded)
    between = {part: _between(counts[part], shown[part], total, threshold) for part in rounded}
    least = sum(low for low, _ in between.values())
    most = sum(high for _, high in between.values())
    return any(
        max(low, total - (most - high)) >= min(high, total - (least - low))
        for low, high in (between[part] for part in small)
    )


def _between(count: int, shown: str, total: int, threshold: int) -> tuple[int, int]:
    """The lowest and the highest count that would be shown like this."""
    if shown == NOT_SHOWN:
        return 0, total
    if count < threshold:
        return 0, threshold - 1
    middle = (count + threshold // 2) // threshold * threshold
    return max(threshold, middle - threshold // 2), middle + (threshold - 1) // 2
