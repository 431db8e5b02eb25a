"""What the portal checks of its own declarations before it starts."""

from __future__ import annotations

from collections import Counter

from django.core.checks import Error, register

from partnership.access.routes import every_route


@register
def every_route_declares_its_access(app_configs=None, **kwargs) -> list[Error]:
    return [
        Error(
            f"The route {route.pattern!r} does not say who may open it.",
            hint="Declare it with page(), public() or signed_in() of partnership.access.routes.",
            id="access.E001",
        )
        for route in every_route()
        if route.access is None
    ]


@register
def every_route_needs_a_permission_somebody_holds(app_configs=None, **kwargs) -> list[Error]:
    return [
        Error(
            f"The route {route.pattern!r} needs {route.access.needs}, which no role holds.",
            hint="Add the action to the policy's cells, or name another permission.",
            id="access.E002",
        )
        for route in every_route()
        if route.access and route.access.needs and not route.access.needs.cells
    ]


@register
def two_routes_are_never_the_same(app_configs=None, **kwargs) -> list[Error]:
    """The gate looks a request's access up by its route, so no two may share one."""
    times = Counter(route.pattern for route in every_route())
    doubled = [pattern for pattern, count in times.items() if count > 1]
    return [Error(f"The route {pattern!r} is declared twice.", id="access.E003") for pattern in doubled]
