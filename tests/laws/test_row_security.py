"""Row-level security on its own: the world with every filter off, as the role that the portal serves as."""

from __future__ import annotations

from django.db import DatabaseError, connection, transaction

from partnership.access.policy import TABLES, Table
from partnership.access.scope import acting_as
from tests.laws.oracle import reaches, reads
from tests.laws.turns import is_turn

TRIED = 3
"""Of so many tables one is tried by each asker, and each by some asker of each role in a trust: the policies of all are
made by one function from their declarations."""


def tables_of(world, asker) -> list[tuple[str, Table]]:
    place = world.askers.index(asker)
    return [of for number, of in enumerate(TABLES.items()) if is_turn(number + place, TRIED)]


def wrongly_read(world, asker) -> list[str]:
    """Rows that the database shows and the policies do not allow, or the other way round."""
    with acting_as(asker.principal):
        return [
            f"{asker} {label}: {sorted(shown ^ allowed)[:5]}"
            for label, table in tables_of(world, asker)
            if (shown := _keys(table.model_class._base_manager.all()))
            != (allowed := {row.pk for row in world.of(label) if reads(row, asker.principal)})
        ]


def wrongly_changed(world, asker) -> list[str]:
    """The same of rows that could be changed: PostgreSQL locks only rows that it would let be updated."""
    with acting_as(asker.principal):
        return [
            f"{asker} {label}: {sorted(locked ^ allowed)[:5]}"
            for label, table in tables_of(world, asker)
            if (locked := _keys(table.model_class._base_manager.select_for_update(of=("self",))))
            != (allowed := {row.pk for row in world.of(label) if _changes(row, asker.principal)})
        ]


def _changes(row, who) -> bool:
    return reads(row, who) and reaches(row, who, TABLES[row._meta.label].updates)


def wrongly_removed(world, asker) -> list[str]:
    """Tables from which a delete of everything reaches a row that the policies do not let this person remove."""
    removed = []
    for label, table in tables_of(world, asker):
        allowed = [row for row in world.of(label) if _removes(row, asker.principal)]
        answer = _attempt(asker, f'DELETE FROM "{table.model_class._meta.db_table}"')  # noqa: S608 - its own name
        reached = bool(answer) if isinstance(answer, int) else True  # another rule refused, so a row was reached
        removed += [f"{asker} {label}: {answer}"] if reached and not allowed else []
    return removed


def _removes(row, who) -> bool:
    return reads(row, who) and reaches(row, who, TABLES[row._meta.label].deletes)


def wrongly_added(world, asker) -> list[str]:
    """Tables that take a copy of a row which the policies do not let this person add."""
    return [
        f"{asker} {label}: {answer}"
        for label, table in tables_of(world, asker)
        for row in _one_of_each_reach(world.of(label), asker.principal)
        if not reaches(row, asker.principal, table.inserts)
        if (answer := _attempt(asker, *_insertion_of(row))) == 1 or "row-level security" not in str(answer)
    ]


def _one_of_each_reach(rows, who):
    """A row that this person reads and one that they do not."""
    return {reads(row, who): row for row in rows}.values()


def _insertion_of(row) -> tuple[str, list]:
    columns = [c for c in row._meta.concrete_fields if not c.generated and not c.primary_key]
    names = ", ".join(f'"{column.column}"' for column in columns)
    places = ", ".join("%s" for _ in columns)
    values = [column.get_db_prep_save(getattr(row, column.attname), connection) for column in columns]
    return f'INSERT INTO "{row._meta.db_table}" ({names}) VALUES ({places})', values  # noqa: S608 - only placeholders


class _Undo(Exception):
    pass


def _attempt(asker, statement: str, values: list | None = None) -> int | DatabaseError:
    """How many rows the statement reached, or how it was refused; undone either way."""
    reached = 0
    try:
        with acting_as(asker.principal), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            reached = cursor.rowcount
            raise _Undo
    except _Undo:
        return reached
    except DatabaseError as refused:
        return refused


def _keys(rows) -> set:
    return set(rows.values_list("pk", flat=True))


def test_database_alone_shows_each_asker_the_rows_that_the_policies_allow(world):
    breaches = [breach for asker in world.askers for breach in wrongly_read(world, asker)]
    assert not breaches, "\n".join(breaches)


def test_database_alone_lets_each_asker_change_the_rows_that_the_policies_allow(world):
    breaches = [breach for asker in world.askers for breach in wrongly_changed(world, asker)]
    assert not breaches, "\n".join(breaches)


def test_database_alone_lets_each_asker_add_what_the_policies_allow(world):
    breaches = [breach for asker in world.askers for breach in wrongly_added(world, asker)]
    assert not breaches, "\n".join(breaches)


def test_database_alone_lets_each_asker_remove_what_the_policies_allow(world):
    breaches = [breach for asker in world.askers for breach in wrongly_removed(world, asker)]
    assert not breaches, "\n".join(breaches)
