"""A table of rows, said once: the same columns make the page, its sort links and the CSV file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.http import QueryDict
from markupsafe import Markup

from partnership.pages import jinja
from partnership.pages.naming import SIMILAR, PersonName, look_alikes, name_in
from partnership.pages.values import NOT_KNOWN, Missing, shown

STACKS_UP_TO = 5  # columns; a wider table scrolls sideways in its own frame
CELL = "\0"


@dataclass(frozen=True)
class Column:
    """``key`` names the value in a row (an attribute, ``a.b`` too, or a dictionary key), in the CSV and in the URL.

    ``value`` works the value out of a row instead. ``order_by`` is the field of the query that it sorts by, or several:
    no ``order_by``, no sort link. ``missing`` is said where there is nothing. ``early`` comes right after the row's
    heading when the table is stacked on a small screen. ``person``: its cells name people, and those who look alike are
    marked.
    """

    key: str
    label: str
    value: Callable[[Any], Any] | None = None
    order_by: str | tuple[str, ...] = ()
    numeric: bool = False
    nowrap: bool = False
    early: bool = False
    missing: Missing = NOT_KNOWN
    person: bool = False

    def of(self, row: Any) -> Any:
        if self.value is not None:
            return self.value(row)
        return row[self.key] if isinstance(row, dict) else self._attribute(row)

    @cached_property
    def _attribute(self) -> Callable[[Any], Any]:
        return attrgetter(self.key)

    @property
    def classes(self) -> str:
        names = {
            "nhsuk-table__cell--numeric": self.numeric,
            "portal-nowrap": self.nowrap,
            "portal-table__early": self.early,
        }
        return "".join(f" {name}" for name, wanted in names.items() if wanted)


class Sorting:
    """The order that an address asks for: ``?sort=received&order=desc``. An unknown word is the default order.

    ``default`` is a column's key, with a minus for the latest or largest first. Rows that are equal keep the order of
    their primary keys, so that no row is on two pages.
    """

    def __init__(self, columns: Sequence[Column], query: QueryDict, default: str):
        self.query = query
        self.columns = {column.key: column for column in columns if column.order_by}
        self.key, self.descending = default.lstrip("-"), default.startswith("-")
        if query.get("sort") in self.columns:
            self.key, self.descending = query["sort"], query.get("order") == "desc"

    @property
    def order_by(self) -> tuple[str, ...]:
        """For ``queryset.order_by(*…)``."""
        named = self.columns[self.key].order_by if self.key in self.columns else ()
        fields = (*((named,) if isinstance(named, str) else named), "pk")
        return tuple(_opposite(name) for name in fields) if self.descending else fields

    def direction(self, column: Column) -> str:
        """For ``aria-sort``."""
        if column.key != self.key:
            return "none"
        return "descending" if self.descending else "ascending"

    def url(self, column: Column) -> str:
        """Sorts the whole list, from its first page on, and keeps the filters."""
        query = self.query.copy()
        query.pop("page", None)
        query["sort"] = column.key
        query["order"] = "desc" if self.direction(column) == "ascending" else "asc"
        return f"?{query.urlencode()}#results"


@dataclass
class Table:
    """Draws itself: ``{{ table }}`` in a template. The first column is each row's heading.

    Up to five columns stack on a small screen, more scroll sideways; ``stacked`` decides otherwise. ``alike`` are the
    keys of the people who look alike on a page of several tables.
    """

    caption: str
    columns: Sequence[Column]
    rows: Iterable[Any]
    sorting: Sorting | None = None
    stacked: bool | None = None
    caption_hidden: bool = False
    id: str = field(default="table")
    alike: Collection[object] | None = None

    def __html__(self) -> str:
        stacked = len(self.columns) <= STACKS_UP_TO if self.stacked is None else self.stacked
        return jinja.component("table", table=self, stacked=stacked, cell=Markup(CELL))

    __str__ = __html__

    def body(self, row_pattern: Markup) -> Markup:
        """Every row after one pattern, drawn once a table by the template: it has CELL where a value goes.

        A list spends its time here, so this is plain string work, and no template looks at a single cell.
        """
        begin, *after = str(row_pattern).split(CELL)
        columns = list(zip(self.columns, after, strict=True))
        parts: list[str] = []
        named: dict[int, PersonName] = {}
        for row in self.rows:
            parts.append(begin)
            for column, rest in columns:
                value = column.of(row)
                if column.person and (name := name_in(value)):
                    named[len(parts)] = name
                parts += (shown(value, column.missing), rest)
        alike = look_alikes(named.values()) if self.alike is None else self.alike
        for place, name in named.items():
            if name.key in alike:
                parts[place] += SIMILAR
        return Markup("".join(parts))


def _opposite(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"
