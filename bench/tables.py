"""The figures as a table of Markdown."""

from collections.abc import Mapping

from bench.databases import Size
from bench.pages import Measured

HEADINGS = ("Page", "Queries", "p50 / p95 ms", "× bare", "× bare, 16 at once", "Requests a second")

Found = Mapping[int, tuple[Size, Mapping[str, Measured]]]


def of(found: Found) -> str:
    parts = [part for size, measured in found.values() for part in (f"{size}\n", _one(measured))]
    if len(found) > 1:
        smallest, *_, largest = (measured for _, measured in found.values())
        parts += ["From the smallest to the largest:\n", _growth(smallest, largest)]
    return "\n".join(parts)


def _one(measured: Mapping[str, Measured]) -> str:
    bare = next(iter(measured.values()))
    first = ("Bare signed-in page", "", _ms(bare.bare.p50, bare.bare.p95), "1", "1", f"{bare.bare_a_second:.0f}")
    return _table(HEADINGS, [first, *(_row(one) for one in measured.values())])


def _row(one: Measured) -> tuple[str, ...]:
    at_once = (f"{one.ratio_at_once:.1f}", f"{one.a_second:.0f}")
    return (one.title, str(one.queries), _ms(one.page.p50, one.page.p95), f"{one.ratio:.1f}", *at_once)


def _growth(before: Mapping[str, Measured], after: Mapping[str, Measured]) -> str:
    """Of the ratios to the bare page, so that a busy minute of the machine counts for nothing."""
    headings = ("Page", "Queries before", "Queries after", "Growth of p50")
    rows = [
        (one.title, str(before[name].queries), str(one.queries), f"{one.ratio / before[name].ratio:.2f}")
        for name, one in after.items()
    ]
    return _table(headings, rows)


def _ms(*seconds: float) -> str:
    return " / ".join(f"{1000 * one:.1f}" for one in seconds)


def _table(headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [headings, tuple("---" if index == 0 else "--:" for index in range(len(headings))), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
