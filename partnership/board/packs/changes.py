"""What differs between two versions of a pack, in lines that a meeting can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from partnership.board.packs.frozen import Content, Figures, Heading, Section, Text

MOST_LINES = 200


def between(old: Content, new: Content) -> list[str]:
    """Section by section, each cell and each paragraph that is not the same. A drawing follows its table."""
    lines = [*_cover(old, new), *_sections(old, new)]
    if len(lines) > MOST_LINES:
        return [*lines[:MOST_LINES], f"And {len(lines) - MOST_LINES:,} more changes."]
    return lines


def _cover(old: Content, new: Content) -> Iterator[str]:
    if old.title != new.title:
        yield f"The title was ‘{old.title}’ and is ‘{new.title}’."
    before = dict(old.facts)
    for label, value in new.facts:
        if label in before and before[label] != value:
            yield f"{label}: {before[label]} became {value}."


def _sections(old: Content, new: Content) -> Iterator[str]:
    before = {section.slug: section for section in old.sections}
    after = {section.slug: section for section in new.sections}
    for slug, section in before.items():
        if slug not in after:
            yield f"‘{section.title}’ was left out."
    for slug, section in after.items():
        if slug not in before:
            yield f"‘{section.title}’ was added."
        else:
            yield from (f"{section.title}: {line}" for line in _within(before[slug], section))


def _within(old: Section, new: Section) -> Iterator[str]:
    yield from _texts(old, new)
    before = {block.name: block for block in old.blocks if isinstance(block, Figures)}
    for block in new.blocks:
        if isinstance(block, Figures):
            if block.name in before:
                yield from _cells(before.pop(block.name), block)
            else:
                yield f"the table ‘{block.caption}’ was added."
    yield from (f"the table ‘{block.caption}’ was left out." for block in before.values())


def _texts(old: Section, new: Section) -> Iterator[str]:
    before, after = _paragraphs(old), _paragraphs(new)
    yield from (f"left out ‘{text}’" for text in before if text not in after)
    yield from (f"now says ‘{text}’" for text in after if text not in before)


def _paragraphs(section: Section) -> list[str]:
    """Each with the heading above it, so that what moved to another measure is seen."""
    found, under = [], ""
    for block in section.blocks:
        if isinstance(block, Heading):
            under = block.text
        if isinstance(block, Text):
            found.append(": ".join(part for part in (under, block.strong, block.text) if part))
    return found


def _cells(old: Figures, new: Figures) -> Iterator[str]:
    before = _by_row(old)
    for name, row in _by_row(new).items():
        was = before.pop(name, None)
        if was is None:
            yield f"{new.caption}, ‘{name}’ was added."
            continue
        for column, value in row.items():
            if column in was and was[column] != value:
                yield f"{new.caption}, {name}, {column}: {was[column]} became {value}."
    yield from (f"{old.caption}, ‘{name}’ was left out." for name in before)


def _by_row(table: Figures) -> dict[str, dict[str, str]]:
    """Each row by what heads it; rows that are headed alike are distinguished by their number."""
    found: dict[str, dict[str, str]] = {}
    labels = [label for _, label, _ in table.columns]
    for row in table.rows:
        found[_unlike(row[0], found)] = dict(zip(labels[1:], row[1:], strict=False))
    return found


def _unlike(name: str, others: dict[str, dict[str, str]] | Sequence[str]) -> str:
    place, unlike = 1, name
    while unlike in others:
        place += 1
        unlike = f"{name} ({place})"
    return unlike
