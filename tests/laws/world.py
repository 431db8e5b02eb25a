"""A small world for the laws: a row of every scoped table for each trust, with a canary in every text and number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Model

from partnership.access.policy import TABLES, Table, parent_of
from partnership.access.principal import Principal
from partnership.access.scope import as_the_system
from partnership.organisations.models import PARTNERSHIP_TRUSTS, Organisation
from tests.laws.askers import Asker, everybody
from tests.laws.building import Builder
from tests.laws.canaries import Canaries, tokens, tokens_of
from tests.laws.declaring import every
from tests.laws.oracle import note_whom_rows_show, reads, root_of


@dataclass(repr=False, eq=False)
class World:
    """What there is, and who asks. ``rows`` holds every row of every scoped table, history included."""

    database = ""

    trusts: list[Organisation]
    askers: list[Asker]
    rows: dict[str, list[Model]] = field(default_factory=dict)

    @cached_property
    def builder(self) -> Builder:
        """Makes more of anything, with canaries that nothing has yet."""
        return Builder(self, Canaries())

    def of(self, model: type[Model] | str) -> list[Any]:
        return self.rows[model if isinstance(model, str) else model._meta.label]

    def asker(self, name: str) -> Asker:
        return next(asker for asker in self.askers if asker.name == name)

    @cached_property
    def owners(self) -> dict[str, list[Model]]:
        """Token → the rows it stands on."""
        owners: dict[str, list[Model]] = {}
        for row in self.every_row():
            for token in set(tokens_of(_texts(row))):
                owners.setdefault(token, []).append(row)
        return owners

    def every_row(self) -> Iterator[Model]:
        return (row for rows in self.rows.values() for row in rows)

    def shown_in(self, text: str) -> dict[str, list[Model]]:
        """The canaries in a text, with the rows that they may have come from."""
        return {token: self.owners[token] for token in tokens(text) if token in self.owners}

    def leaks(self, text: str, who: Principal, said: str = "") -> list[str]:
        """Canaries in a text of rows that this person may not read, each as ``token of table``.

        ``said`` is what the person typed themselves, such as an address, and may be told again.
        """
        return sorted(
            f"{token} of {owners[0]._meta.label}"
            for token, owners in self.shown_in(text).items()
            if token not in tokens(said) and not any(self.may_read(row, who) for row in owners)
        )

    def may_read(self, row: Model, who: Principal) -> bool:
        key = (row._meta.label, row.pk, who.grant and who.grant.pk, who.user_id)
        if key not in self._readable:
            self._readable[key] = reads(row, who)
        return self._readable[key]

    @cached_property
    def _readable(self) -> dict[tuple, bool]:
        return {}

    def cases_of(self, reference: str) -> set[str]:
        """The records of a person's care."""
        return self._cases.get(reference, set())

    @cached_property
    def _cases(self) -> dict[str, set[str]]:
        people = {person.pk: person.reference for person in self.of("people.Person")}
        cases: dict[str, set[str]] = {}
        for row in self.every_row():
            if hasattr(row, "person_id") and hasattr(row, "reference"):
                cases.setdefault(people[row.person_id], set()).add(row.reference)
        return cases

    def records_in(self, text: str) -> set[str]:
        """References of the records of people whose words, numbers or days stand in the text; the names of staff are
        nobody's."""
        rows = (row for token, rows in self.shown_in(text).items() if token not in self._names_of_staff for row in rows)
        roots = (root for root in map(root_of, rows) if TABLES[root._meta.label].policy.personal)
        return {reference for root in roots if (reference := self._reference_of(root))}

    def _reference_of(self, root: Model) -> str:
        """Its own, or that of a row that follows it: a member of staff is known by their passport's."""
        return getattr(root, "reference", "") or self._references_below.get((root._meta.label, root.pk), "")

    @cached_property
    def _references_below(self) -> dict[tuple[str, int], str]:
        followers = ((row, root_of(row)) for row in self.every_row() if hasattr(row, "reference"))
        return {(root._meta.label, root.pk): row.reference for row, root in followers if row is not root}

    @cached_property
    def _names_of_staff(self) -> set[str]:
        """Who may be offered by name on the pages of any record."""
        columns = [(label, name) for label, named in every("names_of_staff").items() for name in named]
        return set(tokens_of([getattr(row, name) for label, name in columns for row in self.of(label)]))


def build() -> World:
    """Makes the world and commits it. Everything in it was made at the moment where the clock stands."""
    with as_the_system("the world of the laws"):
        trusts = list(Organisation.objects.filter(ods_code__in=PARTNERSHIP_TRUSTS).order_by("slug"))
        world = World(trusts, list(everybody(trusts)))
        Authenticator.objects.create(user=world.asker("with no role").principal.user, type="totp", data={"secret": "-"})
        world.builder.make_everything()
        _read_back(world)
    return world


def _read_back(world: World) -> None:
    for label, table in TABLES.items():
        path = _path_to_root(table)
        shown = [table.shows] if table.shows else []
        world.rows[label] = list(table.model_class._default_manager.select_related(*([path] if path else []), *shown))
    note_whom_rows_show(world.rows)


def _path_to_root(table: Table) -> str:
    if not table.follows:
        return ""
    further = _path_to_root(parent_of(table))
    return f"{table.follows}__{further}" if further else table.follows


def _texts(row: Model) -> list[Any]:
    """What stands in a row's own columns, and the reference that it may be known by."""
    return [getattr(row, column.attname) for column in row._meta.concrete_fields if not column.is_relation]
