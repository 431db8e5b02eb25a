"""How a URL says who may open it. A route that says nothing is refused at start-up, and again at each request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, path
from django.views import View

from partnership.access.policy import Permission
from partnership.access.principal import Principal


@dataclass(frozen=True)
class Access:
    """What a route asks of whoever opens it. ``needs`` is None for a public page.

    ``before_role``: for a signed-in person who has not chosen a role, or not yet set up their second factor.
    ``only_reads``: its POST changes nothing (a search), so that its form carries no one-time token.
    """

    needs: Permission | None
    before_role: bool = False
    only_reads: bool = False

    @property
    def is_public(self) -> bool:
        return self.needs is None and not self.before_role


PUBLIC = Access(needs=None)
SIGNED_IN = Access(needs=None, before_role=True)


def page(route: str, view, *, needs: Permission, name: str, only_reads: bool = False) -> URLPattern:
    """A page for whoever holds ``needs``."""
    return declare(path(route, _callable(view), name=name), Access(needs, only_reads=only_reads))


def public(route: str, view, *, name: str) -> URLPattern:
    """A page for everyone: the short list of these is held by a test."""
    return declare(path(route, _callable(view), name=name), PUBLIC)


def signed_in(route: str, view, *, name: str) -> URLPattern:
    """A page of signing in itself, before a role is chosen: shows nothing but the person's own account."""
    return declare(path(route, _callable(view), name=name), SIGNED_IN)


def declare(pattern: URLPattern, access: Access) -> URLPattern:
    pattern.access = access  # type: ignore[attr-defined]
    return pattern


def _callable(view):
    return view.as_view() if isinstance(view, type) and issubclass(view, View) else view


def access_of(match) -> Access | None:
    """What the route of a resolved request declares."""
    return _routes().by_pattern.get(match.route)


def may_open(name: str, principal: Principal) -> bool:
    """Whether there is a route of this name, and this person holds what it needs."""
    access = _routes().by_name.get(name)
    return bool(access and access.needs and access.needs.held_by(principal))


@dataclass(frozen=True)
class Route:
    pattern: str
    name: str
    access: Access | None
    view: object


def every_route() -> Iterator[Route]:
    """Each route of the whole site, nested ones too."""
    yield from _walk(get_resolver(), "", [])


def _walk(resolver: URLResolver, prefix: str, namespaces: list[str]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = [*namespaces, entry.namespace] if entry.namespace else namespaces
            yield from _walk(entry, prefix + str(entry.pattern), inner)
        else:
            name = ":".join([*namespaces, entry.name or ""])
            yield Route(prefix + str(entry.pattern), name, getattr(entry, "access", None), entry.callback)


@dataclass(frozen=True)
class _Routes:
    by_pattern: dict[str, Access | None]
    by_name: dict[str, Access | None]


def _routes() -> _Routes:
    resolver = get_resolver()
    if not hasattr(resolver, "portal_routes"):
        routes = list(every_route())
        resolver.portal_routes = _Routes(  # type: ignore[attr-defined]
            {route.pattern: route.access for route in routes}, {route.name: route.access for route in routes}
        )
    return resolver.portal_routes  # type: ignore[attr-defined]
