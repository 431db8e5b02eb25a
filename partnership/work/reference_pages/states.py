from __future__ import annotations

import inspect

from partnership.records.states import STATE_TABLES, Requirement, StateTable, Transition
from partnership.work.reference_pages.markdown import listed, paragraphs, table


def states() -> str:
    """Each state table as a diagram and as the table that it is."""
    return paragraphs(
        "# State tables",
        "Each move that a record can make: one function performs it, the same check draws the buttons and says why"
        " not, and a trigger of the database refuses any move that is not here.",
        *(_section(STATE_TABLES[name]) for name in sorted(STATE_TABLES)),
    )


def _section(state_table: StateTable) -> str:
    head = ("What", "From", "To", "Who", "What must be true")
    return paragraphs(
        f"## {state_table.name.replace('_', ' ').capitalize()}",
        f"```mermaid\n{state_table.diagram()}\n```",
        table(head, [_row(state_table, move) for move in state_table.transitions]),
    )


def _row(state_table: StateTable, move: Transition) -> tuple[str, ...]:
    def label(state: str) -> str:
        return str(state_table.states(state).label)

    return (
        f"{move.label} (`{move.verb}`)",
        listed(label(source) for source in move.sources),
        label(move.target),
        listed(sorted(role.label for role in move.needs.cells)),
        listed([*map(_in_words, move.requires), *filter(None, [move.only])]),
    )


def _in_words(requirement: Requirement) -> str:
    """The first line of what the requirement says of itself, or its name."""
    words = inspect.getdoc(requirement) or getattr(requirement, "__name__", "").replace("_", " ").strip()
    return words.split("\n")[0].rstrip(".")
