"""Where the referrals of earlier years are put: rows as they ended, and each event of their history.

The triggers that write history are told to stand aside (``history_stands_aside``), and the events are written here
instead, so that each is dated when it would have happened. Everything else that the database promises of these rows, it
is asked for. A statement holds many rows: Django's bulk_create prepares each value of each row, and takes several times
as long.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections import defaultdict
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

import pghistory.models
import pgtrigger
from django.db import connection, models
from psycopg2 import sql

from partnership.access.principal import Principal

AT_ONCE = 1000


class Archive:
    """Rows on their way into their tables. ``order`` says which table is written first; events follow the rows."""

    def __init__(self, *order: type[models.Model]):
        self.order = order
        self.rows: dict[type[models.Model], list[dict[str, Any]]] = defaultdict(list)
        self.ids: dict[type[models.Model], list[int]] = defaultdict(list)

    def next_id(self, model: type[models.Model]) -> int:
        """For a row that is still to be made, so that others can point at it."""
        if not self.ids[model]:
            self.ids[model] = _ids(model, AT_ONCE)[::-1]
        return self.ids[model].pop()

    def keep(self, row: models.Model) -> None:
        """The row, as it ended."""
        self.rows[type(row)].append(dict(vars(row)))

    def press(self, at: dt.datetime, by: Principal, verb: str = "") -> uuid.UUID:
        """What one press of a button is known by in the history."""
        said = {"user": by.user_id, "role": str(by.role), "trust": None, "at": at.isoformat()}
        pressed, metadata = uuid.uuid4(), said | ({"verb": verb} if verb else {})
        context = {"id": pressed, "created_at": at, "updated_at": at, "metadata": metadata}
        self.rows[pghistory.models.Context].append(context)
        return pressed

    def tell(self, row: models.Model, label: str, at: dt.datetime, pressed: uuid.UUID) -> None:
        """An event of the history, of the row as it stands at this moment."""
        about = {"pgh_created_at": at, "pgh_label": label, "pgh_obj_id": row.pk, "pgh_context_id": pressed}
        self.rows[row.pgh_event_model].append(vars(row) | about)  # type: ignore[attr-defined]

    def save(self) -> None:
        """Foreign keys are asked for at once, not kept in mind until all is loaded."""
        for model in (*self.order, *(model for model in self.rows if model not in self.order)):
            rows = self.rows.pop(model, [])
            for start in range(0, len(rows), AT_ONCE):
                _insert(model, rows[start : start + AT_ONCE])
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    def history_stands_aside(self) -> AbstractContextManager:
        return pgtrigger.ignore(
            *(f"{model._meta.label}:{name}" for model in self.order for name in ("insert_insert", "update_update"))
        )


def _ids(model: type[models.Model], count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [number for (number,) in cursor.fetchall()]


def _insert(model: type[models.Model], rows: list[Mapping[str, Any]]) -> None:
    """All of them as one parameter, which PostgreSQL takes apart: they bring the same columns."""
    fields = [field for field in model._meta.concrete_fields if field.attname in rows[0]]
    columns = sql.SQL(", ").join(sql.Identifier(field.column) for field in fields)
    document = json.dumps([{field.column: row[field.attname] for field in fields} for row in rows], default=str)
    statement = sql.SQL("INSERT INTO {0} ({1}) SELECT {1} FROM json_populate_recordset(NULL::{0}, %s)")
    with connection.cursor() as cursor:
        cursor.execute(
            statement.format(sql.Identifier(model._meta.db_table), columns).as_string(cursor.cursor), [document]
        )
