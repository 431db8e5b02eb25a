from __future__ import annotations

from django.apps import apps

from partnership.access.policy import TABLES, Action, Table, parent_of
from partnership.access.row_security import declared
from partnership.work.reference_pages.markdown import listed, paragraphs, table


def tables() -> str:
    """Every table: how the rows of the scoped ones are reached, and which are shared."""
    declared()
    scoped = sorted(TABLES.values(), key=lambda one: one.model_class._meta.db_table)
    return paragraphs(
        "# Tables",
        "A scoped table is under forced row-level security: a session without a scope sees no row of it. A table of"
        " history follows what it is the history of. The roles that hold each action are in"
        " [who may do what](access.md).",
        "## Scoped",
        table(("Table", "Policy", "Reached by", "Read", "Add", "Change", "Remove"), map(_row, scoped)),
        "## Shared",
        "Rows that belong to no trust: reference data, accounts and grants, and what Django and its packages keep.",
        _shared(),
    )


def _row(one: Table) -> tuple[str, ...]:
    return (
        f"`{one.model_class._meta.db_table}`",
        f"`{one.policy.code}`",
        _reached_by(one),
        *(_actions(of) for of in (one.selects, one.inserts, one.updates, one.deletes)),
    )


def _reached_by(one: Table) -> str:
    if one.follows:
        return f"its `{parent_of(one).model_class._meta.db_table}` (`{one.follows}`)"
    columns = {"trust": one.trust, "own": one.own, "pathway": one.pathway}
    return listed(f"{what}: `{column}`" for what, column in columns.items() if column) or "the role alone"


def _actions(actions: tuple[Action, ...]) -> str:
    return listed(dict.fromkeys(actions))


def _shared() -> str:
    rows: dict[str, list[str]] = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label not in TABLES and model._meta.managed:
            rows.setdefault(model._meta.app_label, []).append(f"`{model._meta.db_table}`")
    return table(("App", "Tables"), [(app, listed(sorted(rows[app]))) for app in sorted(rows)])
