from __future__ import annotations

from partnership.access.policy import POLICIES, Action, Policy, Scope
from partnership.access.roles import EVERY_ROLE, ROLES, Role
from partnership.work.reference_pages.markdown import paragraphs, table

WORDS = {
    Scope.PATHWAY: "all trusts",
    Scope.OWN_TRUST: "own trust",
    Scope.OWN_OR_SHARED: "own trust, shared",
    Scope.NO_TRUST: "of no one trust",
    Scope.OWN_UNIT: "own unit",
    Scope.OWN_RECORD: "own",
    Scope.AGGREGATE: "counts",
    Scope.EVERYTHING: "all",
}


def access() -> str:
    """Who may do what to which rows: one table a policy, a line a role."""
    return paragraphs(
        "# Who may do what",
        "A cell says to which rows a role's permission reaches. A dash is nothing at all: a page of that kind answers"
        " 403, and a record out of reach the same 404 as one that never was. The database holds the same rules"
        " ([tables](tables.md)), and every address names its permission ([addresses](urls.md)).",
        table(("Cell", "Reaches"), [(words, scope.value) for scope, words in WORDS.items()]),
        *(_section(policy) for policy in sorted(POLICIES.values(), key=lambda policy: policy.label)),
    )


def _section(policy: Policy) -> str:
    actions = [action for action in Action if action in policy.cells]
    return paragraphs(
        f"## {policy.label} (`{policy.code}`)",
        _about(policy),
        table(("Role", *(action.capitalize() for action in actions)), _rows(policy, actions)),
    )


def _about(policy: Policy) -> str:
    about = []
    if policy.personal:
        about.append("About people: no page shows one without a line in the read log.")
    if policy.pathway:
        about.append(f"Of the {policy.pathway} pathway.")
    return " ".join(about)


def _rows(policy: Policy, actions: list[Action]) -> list[tuple[str, ...]]:
    """A line for each role that holds anything; one line for all where all hold the same."""
    lines = {role: tuple(_reach(policy, action, role) for action in actions) for role in ROLES.values()}
    holders = {role: line for role, line in lines.items() if any(line)}
    if len(holders) == len(EVERY_ROLE) and len(set(holders.values())) == 1:
        return [("Every role", *next(iter(holders.values())))]
    rows = [(role.label, *line) for role, line in holders.items()]
    others = [role.label for role in lines if role not in holders]
    return [*rows, (f"No one else ({len(others)} roles)", *("" for _ in actions))] if others else rows


def _reach(policy: Policy, action: Action, role: Role) -> str:
    scope = policy.cells[action].get(role)
    return WORDS[scope] if scope else ""
