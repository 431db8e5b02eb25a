"""What each app gives the laws, in the ``for_the_laws.py`` of its tests, which is found from the installed apps."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from tests.apps import our_apps

if TYPE_CHECKING:
    from django.db.models import Model

    from partnership.access.policy import Permission
    from partnership.access.routes import Route
    from tests.laws.askers import Asker
    from tests.laws.building import Builder
    from tests.laws.world import World

MODULE, NAME = "for_the_laws", "FOR_THE_LAWS"

Data = dict[str, Any]
Given = dict[str, Any]
"""Columns of a row that is to be made."""
Named = tuple[dict[str, Any], "Model | None"]
"""The arguments of an address, and the row that they name."""


@dataclass(frozen=True)
class Tried:
    """What rows a route is to be tried on. ``turn`` chooses the states of records: all have their turn somewhere."""

    world: World
    asker: Asker
    turn: int
    route: Route


Rows = Callable[["Builder"], Iterator[Given]]
Columns = Callable[["Builder", Given], Given]
Provider = Callable[[Tried], list[Named]]


@dataclass(frozen=True)
class Sending:
    """What ``who`` can send to a page so that it takes effect, where it is about a record in one of ``states``.

    No ``states``: in any. ``after``: what has to be sent first. ``answers``: a page that answers with a file or a list
    and changes nothing.
    """

    data: Callable[[World, Any], Data]
    states: tuple[str, ...] = ()
    who: str = "hub_lead"
    after: str = ""
    answers: bool = False


@dataclass(frozen=True)
class More:
    """A page shows ``shown`` to ``askers``: the app makes one more of everything that its pages list."""

    builder: Builder
    number: int
    askers: list[Asker]
    shown: set[Any]


@dataclass(frozen=True, kw_only=True)
class ForTheLaws:
    """All that the laws ask of one app; a small one needs few of these.

    The world. Tables fill themselves: a row of each behind each parent, or one for each trust or owner.
    ``rows``: of a table that is filled in another way, the columns that each row is given, in the order of making.
    ``columns``: what a table's constraints ask for over what filling gives.
    ``afterwards``: changes what can only be so once everything is made.
    ``more``: makes one more of everything that the app's pages list.
    ``codes``: columns that people do not write in, or that are about nobody.
    ``names_of_staff``: columns with names that are offered on the pages of other records.

    Pages. ``addresses``: beginning of a route's pattern → the rows that it names; the first that fits is taken.
    ``queries``: what a page has to be asked with. ``named_by_query``: rows named behind the question mark.
    ``forms``: a right form for each page that takes one. ``takes_no_form``, ``adds_only`` (of a record's forms, those
    that change nothing of another's), ``needs_more`` (content that needs a permission over the page's own),
    ``never_there``: pages with a reason for being none of these. ``most_questions``: of the database, page by page.

    Access. ``public``: pages for anybody. ``guards_rows``: permissions of no page and no state. ``shared``: tables, or
    whole apps, whose rows belong to no trust and no pathway.

    Source. ``exceptions``: law of the source → file → why it may.
    """

    rows: Mapping[str, Rows] = field(default_factory=dict)
    columns: Mapping[str, Columns] = field(default_factory=dict)
    afterwards: Callable[[Builder], None] | None = None
    more: Callable[[More], None] | None = None
    codes: frozenset[str] | set[str] = frozenset()
    names_of_staff: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    addresses: Mapping[str, Provider] = field(default_factory=dict)
    queries: Mapping[str, str] = field(default_factory=dict)
    named_by_query: Mapping[str, Provider] = field(default_factory=dict)
    forms: Mapping[str, Sending] = field(default_factory=dict)
    takes_no_form: Mapping[str, str] = field(default_factory=dict)
    adds_only: frozenset[str] | set[str] = frozenset()
    needs_more: Mapping[str, Permission] = field(default_factory=dict)
    never_there: Mapping[str, str] = field(default_factory=dict)
    most_questions: Mapping[str, int] = field(default_factory=dict)

    public: frozenset[str] | set[str] = frozenset()
    guards_rows: frozenset[str] | set[str] = frozenset()
    shared: frozenset[str] | set[str] = frozenset()

    exceptions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def module_of(app: str) -> str:
    """Where the tests of an app say what it gives: they mirror the code, and leave ``partnership`` out."""
    return f"tests.{app.removeprefix('partnership.').removeprefix('tests.')}.{MODULE}"


@cache
def given_by(app: str) -> ForTheLaws | None:
    """What an app gives the laws, if its tests say so."""
    module = module_of(app)
    if not all(importlib.util.find_spec(place) for place in _places_of(module)):
        return None
    return getattr(importlib.import_module(module), NAME)


def _places_of(module: str) -> Iterator[str]:
    """A module's packages, the outermost first, and itself: to look for it under one that is missing is an error."""
    parts = module.split(".")
    return (".".join(parts[:length]) for length in range(1, len(parts) + 1))


@cache
def declared() -> tuple[ForTheLaws, ...]:
    """What every app gives, the lowest app first."""
    return tuple(given for app in our_apps() if (given := given_by(app.name)))


def every(part: str) -> dict[str, Any]:
    """One part of what the apps give, all of them together."""
    return {name: value for given in declared() for name, value in getattr(given, part).items()}


def names(part: str) -> set[str]:
    return {name for given in declared() for name in getattr(given, part)}


def app_of(route: Route) -> str:
    """The app whose view a route leads to; a package's own pages are the wiring's."""
    module = getattr(route.view, "view_class", route.view).__module__
    return next((app.name for app in our_apps() if f"{module}.".startswith(f"{app.name}.")), "slp_portal")
