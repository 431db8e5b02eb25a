"""My work is worked out, never typed: each app says, as a query, which of its rows wait for the person who asks.

An app's ``work.py`` calls ``register_work(Source(…))``. The query is all that is asked of it: the same one gives the
badge in the menu (counted, with every other source's, in one query) and the rows of the page. It reads no row itself
(but for a rule of the day): the menu asks it for a minute in the same words, of the rows as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from django.db import connection
from django.db.models import Func, IntegerField, Model, QuerySet, Subquery

from partnership.access.models import User
from partnership.access.policy import Permission
from partnership.access.principal import Principal
from partnership.pages.naming import PersonName


@dataclass(frozen=True)
class WorkItem:
    """One row of My work. ``why`` says in a few words why it waits for this person.

    ``about`` is read in place of a ``reference`` that only tells rows apart.
    ``case`` is the record on which stands what is said of the person, where that is another one.
    """

    what: str
    reference: str
    url: str
    why: str
    due_on: dt.date | None = None
    source: str = ""
    case: str = ""
    person: PersonName | None = None
    about: str = ""

    @property
    def references(self) -> list[str]:
        """Whose records the row shows, for the read log."""
        return [reference for reference in (self.reference, self.case) if reference]

    @property
    def key(self) -> str:
        """What a checkbox sends: the source's slug and the reference."""
        return f"{self.source}:{self.reference}"


@dataclass(frozen=True)
class Assignment:
    """How work of a source is assigned: who may assign, to which people, and the action that does it.

    ``act(by=…, references=[…], to=user)`` assigns each record or refuses them all with a Refusal.
    """

    needs: Permission
    people: Callable[[Principal], QuerySet[User]]
    act: Callable[..., None]


@dataclass(frozen=True)
class Source:
    """One kind of work. ``rows`` gives the permitted rows that wait, soonest due first; ``item`` tells one of them.

    ``waiting``: they wait for somebody else, so they are shown apart and are not in the badge. ``in_its_order``: no row
    stands after one that ``rows`` gives later, whenever each is due.
    """

    slug: str
    needs: Permission
    rows: Callable[[Principal], QuerySet]
    item: Callable[[Any], WorkItem]
    waiting: bool = False
    in_its_order: bool = False
    assignment: Assignment | None = None


@dataclass(frozen=True)
class Tally:
    """How many rows wait for whoever takes them: ``words`` says it, and leads to the list of exactly those rows.

    ``page`` is the URL name of the list, ``query`` what narrows it to them.
    """

    needs: Permission
    rows: Callable[[Principal], QuerySet]
    words: Callable[[int], str]
    page: str
    query: str


TALLIES: list[Tally] = []


def register_tally(tally: Tally) -> Tally:
    TALLIES.append(tally)
    return tally


def tallies_of(principal: Principal) -> list[tuple[int, Tally]]:
    """Those that this person may see, each with its count, where there is anything to count."""
    seen = [tally for tally in TALLIES if tally.needs.held_by(principal)]
    counts = counted(principal, [tally.rows(principal) for tally in seen])
    return [(count, tally) for count, tally in zip(counts, seen, strict=True) if count]


SOURCES: dict[str, Source] = {}


def register_work(source: Source) -> Source:
    SOURCES[source.slug] = source
    return source


def sources_of(principal: Principal, *, waiting: bool = False) -> list[Source]:
    return [source for source in SOURCES.values() if source.waiting is waiting and source.needs.held_by(principal)]


def items(principal: Principal, sources: Iterable[Source], limit: int) -> list[WorkItem]:
    """The first ``limit`` items of these sources together: overdue first, then what is due, then what has no date."""
    found = [placed for source in sources for placed in _placed(source, source.rows(principal)[:limit])]
    return [item for _, item in sorted(found, key=lambda placed: placed[0])][:limit]


def _placed(source: Source, rows: Iterable[Model]) -> list[tuple[dt.date, WorkItem]]:
    """Each item with the day by which it is sorted among those of other sources."""
    found = [replace(source.item(row), source=source.slug) for row in rows]
    days = [item.due_on or dt.date.max for item in found]
    if source.in_its_order:
        days = list(accumulate(reversed(days), min))[::-1]
    return list(zip(days, found, strict=True))


def counted(principal: Principal, queries: Sequence[QuerySet]) -> list[int]:
    """How many rows each query has, all asked in one."""
    return answered(question(principal, queries)) if queries else []


Question = tuple[str, tuple[Any, ...]]


def question(principal: Principal, queries: Sequence[QuerySet]) -> Question:
    """The one question that counts each of them, in the words of SQL."""
    columns = [_count(query) for query in queries]
    return User.objects.filter(pk=principal.user_id).values_list(*columns).query.sql_with_params()


def answered(asked: Question) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(*asked)
        found = cursor.fetchone()
    return [count or 0 for count in found]  # a query that can have no row is not asked, and gives nothing


def _count(query: QuerySet[Model]) -> Subquery:
    count = Func("pk", function="COUNT", output_field=IntegerField())
    return Subquery(query.order_by().annotate(_count=count).values("_count"), output_field=IntegerField())
