"""What the database refuses of any record, whoever asks: rows that stay as written, values that are frozen.

That nothing is deleted needs no guard: row-level security has no policy for it.
"""

from __future__ import annotations

from collections.abc import Sequence

import pgtrigger
from django.db.models import BigIntegerField, Func


class ThisTransaction(Func):
    """The number of the transaction that is going on, the same inside its savepoints."""

    function = "txid_current"
    output_field = BigIntegerField()


def changed_only_by_correction(
    *, name: str, row: str, record: str, columns: Sequence[str], kept_in: str, of: str, once: str = "TRUE"
) -> pgtrigger.Trigger:
    """A change of one of these columns needs a correction of it, written in the same transaction.

    ``row`` is what corrections call the table, ``record`` its column with the record's number; ``kept_in`` is the table
    of the corrections, ``of`` its column with that number. ``once`` is the SQL condition from which on the columns are
    frozen. A correction's field is "referral.priority"; a foreign key goes there without its "_id".
    """
    names = ", ".join(f"'{column}'" for column in columns)
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(*(column.removesuffix("_id") for column in columns)),
        declare=[("changed", "text")],
        func=f"""
            FOR changed IN
                SELECT key FROM jsonb_each(to_jsonb(OLD)) AS was JOIN jsonb_each(to_jsonb(NEW)) AS becomes USING (key)
                WHERE {once} AND key IN ({names}) AND was.value IS DISTINCT FROM becomes.value
            LOOP
                IF NOT EXISTS (
                    SELECT FROM {kept_in} AS correction
                    WHERE correction.{of} = NEW.{record} AND correction.row = NEW.id
                    AND correction.field = '{row}.' || regexp_replace(changed, '_id$', '')
                    AND correction.transaction = txid_current()
                ) THEN
                    RAISE EXCEPTION '% of {row} % changes only through a correction', changed, NEW.id;
                END IF;
            END LOOP;
            RETURN NEW;
        """,  # noqa: S608 - made of the names of tables and columns
    )


def never_changed() -> pgtrigger.Trigger:
    """Once saved, a row of this table stays as it is."""
    return pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)
