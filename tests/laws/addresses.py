"""Every address of the portal with the rows of the world that it can name. A route that is not known here fails."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Model
from django.urls import reverse

from partnership.access.routes import Route, every_route
from tests.laws.askers import Asker
from tests.laws.declaring import Named, Tried, app_of, every, module_of
from tests.laws.providers import NO_KEY
from tests.laws.world import World

NEVER = {"reference": "FR-2018-9999", "date": dt.date(2099, 12, 24)}
"""What nothing is called; anything else is a key or a number that nothing has."""


@dataclass(frozen=True)
class Address:
    """One page of one row; ``row`` is None for a page that names none. ``is_unknown``: nothing is there."""

    route: Route
    url: str
    row: Model | None = None
    is_unknown: bool = False

    def __str__(self) -> str:
        return f"{self.route.name} {self.url}"


def addresses(world: World, asker: Asker, route: Route, turn: int = 0) -> Iterator[Address]:
    """The pages of a route: one for each row that it is tried on, and one of what never was."""
    if by_query := _every("named_by_query").get(route.name):
        yield from _by_query(route, by_query(Tried(world, asker, turn, route)))
        return
    named, query = _named(route, Tried(world, asker, turn, route)), _every("queries").get(route.name, "")
    for arguments, row in named:
        yield Address(route, reverse(route.name, kwargs=arguments) + query, row)
    if arguments_of(route):
        nothing = {name: _nothing(name, value) for name, value in named[0][0].items()}
        yield Address(route, reverse(route.name, kwargs=nothing) + query, is_unknown=True)


def _by_query(route: Route, named: list[Named]) -> Iterator[Address]:
    """Of a page that names its row behind the question mark."""
    for asked, row in named:
        yield Address(route, f"{reverse(route.name)}?{urlencode(asked)}", row)
    nothing = dict.fromkeys(named[0][0], NEVER["reference"])
    yield Address(route, f"{reverse(route.name)}?{urlencode(nothing)}", is_unknown=True)


ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


@cache
def arguments_of(route: Route) -> tuple[str, ...]:
    return tuple(ARGUMENT.findall(route.pattern))


class NobodyKnowsHowToOpen(AssertionError):
    """A route whose arguments its app does not give: it would not be tried, so it fails."""


def _named(route: Route, tried: Tried) -> list[Named]:
    if not arguments_of(route):
        return [({}, None)]
    for pattern, provider in _every("addresses").items():
        if re.match(pattern, route.pattern):
            named = provider(tried)
            if named and all(set(arguments) == set(arguments_of(route)) for arguments, _ in named):
                return named
    raise NobodyKnowsHowToOpen(
        f"{route.pattern}: say in the addresses of {module_of(app_of(route))} which rows this one names."
    )


_every = cache(every)


def _nothing(name: str, value: Any) -> Any:
    if name in NEVER:
        return NEVER[name]
    return NO_KEY if isinstance(value, UUID) else 999_999_999 if isinstance(value, int) else "zz-nothing"


@cache
def routes() -> tuple[Route, ...]:
    """Every route; with LAWS_OF in the environment, those of that app."""
    return tuple(route for route in every_route() if os.environ.get("LAWS_OF") in (None, app_of(route)))


def route_named(name: str) -> Route:
    return _by_name()[name]


@cache
def _by_name() -> dict[str, Route]:
    return {route.name: route for route in routes()}
