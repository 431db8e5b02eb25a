"""What the reference pages are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(value) for value in line)} |" for line in lines)


def paragraphs(*parts: str) -> str:
    return "\n\n".join(part.strip() for part in parts if part)


def listed(values: Iterable[object]) -> str:
    return ", ".join(map(str, values))


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ") or "–"
