from __future__ import annotations

import re
from collections.abc import Iterable

from partnership.access.roles import EVERY_ROLE, ROLES
from partnership.access.routes import Route, every_route
from partnership.work.reference_pages.markdown import listed, paragraphs, table

ARGUMENT = re.compile(r"\(\?P<(\w+)>[^()]*\)|<(?:[^:<>]+:)?([^<>]+)>")


def urls() -> str:
    """Every address, and what it asks of whoever opens it."""
    routes = sorted(every_route(), key=lambda route: route.pattern)
    declared = [route for route in routes if route.access]
    return paragraphs(
        "# Addresses",
        "Every address that the portal answers. One that does not say who may open it is refused at start-up. What"
        " each permission reaches is in [who may do what](access.md).",
        "## For everyone",
        _plain(route for route in declared if route.access.is_public),
        "## While signing in",
        "Pages of one's own account, before a role is chosen.",
        _plain(route for route in declared if route.access.before_role),
        *_by_prefix(route for route in declared if route.access.needs),
    )


def _plain(routes: Iterable[Route]) -> str:
    return table(("Address", "Name"), [(_address(route), f"`{route.name}`") for route in routes])


def _by_prefix(routes: Iterable[Route]) -> list[str]:
    sections: dict[str, list[Route]] = {}
    for route in routes:
        sections.setdefault(route.pattern.split("/")[0] if "/" in route.pattern else "", []).append(route)
    return [
        paragraphs(
            f"## /{prefix}/" if prefix else "## /",
            table(
                ("Address", "Name", "Needs", "Roles"),
                [(_address(route), f"`{route.name}`", f"`{route.access.needs}`", _roles(route)) for route in of_it],
            ),
        )
        for prefix, of_it in sections.items()
    ]


def _address(route: Route) -> str:
    """The route as people write it: ``/forensic/referrals/{reference}/``."""
    path = ARGUMENT.sub(r"{\1\2}", route.pattern).strip("^$")
    return f"`/{path}`"


def _roles(route: Route) -> str:
    held_by = route.access.needs.cells
    return "every role" if frozenset(held_by) == EVERY_ROLE else listed(r.label for r in ROLES.values() if r in held_by)
